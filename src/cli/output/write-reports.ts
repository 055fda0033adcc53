import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { exitCodeOf } from '../../core/gate.ts'
import { isInterrupted, type Run } from '../../core/run.ts'
import { formats, loadPartsRenderer, type Format } from '../../reports/formats.ts'
import type { ReportOptions } from '../../reports/report.ts'
import { milliseconds } from '../clock.ts'
import type { FlagValues, Invocation } from '../command.ts'
import { tool } from '../version.ts'
import { writeFile } from './write-file.ts'
import { writeOut } from './write-out.ts'

interface Wanted {
  readonly format: Format
  readonly file?: string
}

/** Writes every report that was asked for: one to stdout or `--output`, and one for each `--report`. */
export async function writeReports(run: Run, { flags, locale, io }: Invocation, started: number): Promise<void> {
  const main: Wanted = {
    format: flags['format'] as Format,
    ...(typeof flags['output'] === 'string' ? { file: flags['output'] } : {}),
  }
  const further = ((flags['report'] as readonly string[] | undefined) ?? []).map(parseReport)
  for (const { format, file } of [main, ...further]) {
    const terminal = file === undefined && io.stdout.isTTY === true
    const options: ReportOptions = {
      locale,
      tool,
      colour: wantsColour(terminal, io.env),
      ...(terminal && io.stdout.columns !== undefined ? { width: io.stdout.columns } : {}),
      elapsed: milliseconds() - started,
      showSuppressed: flags['showSuppressed'] === true,
      accessible: (io.env['ACCESSIBLE'] ?? '0') !== '0' && io.env['ACCESSIBLE'] !== '',
      exitCode: exitCodeOfRun(run, flags),
    }
    const report = (await loadPartsRenderer(format))(run, options)
    if (file === undefined) await writeOut(io, report)
    else writeFile(resolve(io.cwd, file), report)
  }
}

/** What the process ends with. A run that was stopped never passes, whatever the flags allow. */
export function exitCodeOfRun(run: Run, flags: FlagValues): number {
  if (isInterrupted(run)) return exitCodeOf(run.gate) || 4
  return flags['exitZero'] === true ? 0 : exitCodeOf(run.gate)
}

function parseReport(asked: string): Wanted {
  const equals = asked.indexOf('=')
  const format = asked.slice(0, equals)
  if (equals === -1 || !(formats as readonly string[]).includes(format) || equals === asked.length - 1) {
    throw new BreakwaterError('bad-flag-value', { flag: '--report', expected: `FORMAT=FILE (${formats.join(', ')})`, given: asked })
  }
  return { format: format as Format, file: asked.slice(equals + 1) }
}

/** https://no-color.org and the older CLICOLOR conventions; a terminal has colour, anything else has none. */
function wantsColour(terminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false
  if ((env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') || (env['CLICOLOR_FORCE'] ?? '0') !== '0') return true
  return terminal && env['TERM'] !== 'dumb' && env['CLICOLOR'] !== '0'
}

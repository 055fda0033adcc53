import { resolve } from 'node:path'

import { Estate } from '../../core/estate.ts'
import type { FailOn } from '../../core/gate.ts'
import { run, type Run } from '../../core/run.ts'
import { commentSuppressions } from '../../core/suppression.ts'
import { searchedText } from '../../models/secret/searched-text.ts'
import type { Invocation } from '../command.ts'
import { readBaseline } from '../judging/read-baseline.ts'
import { secretChecks, secretsConfig } from './config.ts'
import type { Searched } from './search.ts'

/** Passes what was found through the same suppressions, baseline and gate as any other finding. */
export async function judgeSecrets({ texts, files, notAnalysed }: Searched, invocation: Invocation): Promise<Run> {
  const { flags, io } = invocation
  const config = await secretsConfig(invocation)
  // In the history a comment is part of what is judged and cannot speak for it.
  const inTree = flags['inline'] === false || texts.some(({ secrets }) => secrets.some(({ origin }) => origin !== undefined))
  const suppressions = [...(inTree ? [] : texts.flatMap(({ source }) => commentSuppressions(source))), ...config.suppressions]
  const scanned = {
    estate: new Estate([[searchedText, texts]], notAnalysed),
    suppressions,
    files,
    analysed: files - new Set(notAnalysed.map(({ uri }) => uri)).size,
    resources: 0,
  }
  return run(secretChecks, scanned, {
    target: { kubernetes: 0 },
    failOn: (flags['failOn'] as FailOn | undefined) ?? config.failOn ?? 'high',
    allowUnknown: flags['allowUnknown'] === true,
    allowedNotAnalysed: config.allowsNotAnalysed,
    settings: config.options,
    severities: config.severities,
    today: new Date().toISOString().slice(0, 10),
    ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
  })
}

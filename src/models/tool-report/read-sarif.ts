import { BreakwaterError } from '../../core/error.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import type { Source } from '../../core/location.ts'
import type { Located } from './locate.ts'
import { sarifDocument } from './sarif-document.ts'
import { resultsOf, ToolReport, withoutRepeats, type ToolResult } from './tool-report.ts'

export interface ReadReports {
  readonly reports: readonly ToolReport[]
  /** Runs that say that they failed: what they did not find is no good news. */
  readonly notAnalysed: readonly NotAnalysed[]
}

/**
 * Reads reports of other tools in SARIF 2.1.0. What several of them say of one place is said once.
 *
 * @throws {BreakwaterError} `sarif-invalid` for what is no such report
 */
export function readSarif(files: readonly Source[], located: Located): ReadReports {
  const runs = files.flatMap((file) => parse(file).runs.map((run) => ({ file, run })))
  const notAnalysed = runs.flatMap(({ file, run }) =>
    (run.invocations ?? [])
      .filter(({ executionSuccessful }) => executionSuccessful === false)
      .map(({ exitCodeDescription }) => ({
        uri: file.uri,
        reason: 'tool-failed',
        message: [run.tool.driver.name, exitCodeDescription].filter((part) => part !== undefined).join(': '),
      })),
  )
  const all = runs.flatMap(({ run }) => resultsOf(run, located))
  const byTool = Map.groupBy(withoutRepeats(all), ({ tool }) => tool)
  const reports = new Map<string, ToolReport>()
  for (const { file, run } of runs) {
    const { name } = run.tool.driver
    const results: readonly ToolResult[] = byTool.get(name) ?? []
    if (!reports.has(name)) reports.set(name, new ToolReport(file, name, results))
  }
  return { reports: [...reports.values()], notAnalysed }
}

function parse({ uri, text }: Source): ReturnType<typeof sarifDocument.parse> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new BreakwaterError('sarif-invalid', { path: uri, problem: (cause as Error).message }, { cause })
  }
  const read = sarifDocument.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new BreakwaterError('sarif-invalid', { path: uri, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` })
}

import type { NotAnalysed } from '../core/estate.ts'
import type { CheckError, Run } from '../core/run.ts'
import { render, text, type Text } from '../core/text.ts'
import { escapedJson } from './escaped-json.ts'
import type { ReportOptions } from './report.ts'
import { artifactLocation } from './sarif/location.ts'
import { resultOf } from './sarif/result.ts'
import { ruleOf } from './sarif/rule.ts'
import { shorten, visible } from './terminal/visible.ts'

/** GitHub refuses a run with more results than this. The worst come first. */
const mostResults = 25_000
const longestMessage = 4_000

const words = {
  withoutFile: text({
    en: 'findings about resources that are written in no file: {count}; the other reports have them',
    ja: '{count} 件の指摘はファイルに書かれていないリソースに関するもので、ほかの形式の報告に含まれます',
  }),
  leftOut: text({
    en: 'findings left out: {count}; GitHub takes {most} results at most, and the worst are here',
    ja: '{count} 件の指摘を省きました。GitHub が受け付ける結果は {most} 件までのため、重大なものから順に収めています',
  }),
} satisfies Record<string, Text>

/**
 * SARIF 2.1.0, as GitHub code scanning reads it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
 * and https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(run: Run, { locale, tool }: ReportOptions): string {
  const ruleIndex = new Map(run.checks.map(({ id }, index) => [id, index]))
  const results: object[] = []
  let withoutFile = 0
  let leftOut = 0
  for (const finding of run.findings) {
    if (finding.place.source.text === '') withoutFile++
    else if (results.length === mostResults) leftOut++
    else {
      const result = resultOf(finding, ruleIndex.get(finding.check), locale)
      if (result !== undefined) results.push(result)
    }
  }
  const tell = (template: Text, id: string, args: Readonly<Record<string, number>>) => ({
    descriptor: { id },
    level: 'warning',
    message: { text: render({ text: template, args }, locale) },
  })
  const notifications = [
    ...run.inputs.notAnalysed.map(notAnalysed),
    ...run.errors.map((error) => broken(error, ruleIndex.get(error.check))),
    ...(withoutFile === 0 ? [] : [tell(words.withoutFile, 'findings-without-file', { count: withoutFile })]),
    ...(leftOut === 0 ? [] : [tell(words.leftOut, 'too-many-results', { count: leftOut, most: mostResults })]),
  ]
  const reasons = new Set(notifications.map(({ descriptor }) => descriptor.id))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            semanticVersion: tool.version,
            language: locale,
            rules: run.checks.map((check) => ruleOf(check, locale)),
            ...(reasons.size === 0 ? {} : { notifications: [...reasons].sort().map((id) => ({ id })) }),
          },
        },
        automationDetails: { id: `${tool.name}/scan/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: run.errors.length === 0,
            ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
          },
        ],
        results,
      },
    ],
  }
  return `${escapedJson(log)}\n`
}

function notAnalysed({ uri, reason, message, line, column }: NotAnalysed) {
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }
  return {
    descriptor: { id: reason },
    level: 'warning',
    message: { text: shorten(visible(message), longestMessage) },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(uri), ...region } }],
  }
}

/** A check that broke. Its stack stays out: it would differ from machine to machine. */
function broken({ check, uri, error }: CheckError, index: number | undefined) {
  const [kind, message] = error instanceof Error ? [error.name, error.message] : ['error', String(error)]
  return {
    descriptor: { id: 'check-failed' },
    associatedRule: { id: check, ...(index === undefined ? {} : { index }) },
    level: 'error',
    message: { text: shorten(visible(message), longestMessage) },
    exception: { kind, message: shorten(visible(message), longestMessage) },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(uri) } }],
  }
}

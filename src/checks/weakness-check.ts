import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import { positionAt } from '../core/location.ts'
import type { Confidence, Severity } from '../core/severity.ts'
import { message, text, type Text } from '../core/text.ts'
import { sourceFile, type SourceFile } from '../models/source-code/source-file.ts'
import type { Weakness, WeaknessKind } from '../models/source-code/weakness.ts'

/** A kind of weakness in source code, and what is said of it. */
export interface WeaknessCheck {
  readonly id: string
  readonly kind: WeaknessKind
  /** Numbers of the Common Weakness Enumeration, the nearest first. */
  readonly cwe: readonly [number, ...number[]]
  /** The category of the OWASP Top 10 of 2021 that it belongs to, such as `A03`. */
  readonly owasp: string
  readonly controls?: readonly string[]
  readonly severity: Severity
  readonly confidence: Confidence
  readonly default?: 'on' | 'off'
  readonly coveredBy?: readonly string[]
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** What is said of a call or setting that is wrong by itself; `what` is its name, or that of the algorithm. */
  readonly wrong?: Text<'what'>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

const flow = text({
  en: '{source} on line {line} reaches {sink} without being made safe for it',
  ja: '{line} 行目の {source} が、安全な形にされないまま {sink} に渡ります',
})
const parameter = text({
  en: 'whoever calls this function decides through {source} what {sink} is given',
  ja: '関数の呼び出し側が {source} を通じて {sink} に渡る内容を決められます',
})
const named = text({ en: '{source} (line {line}) is written by {sink}', ja: '{sink} が {source}（{line} 行目）を出力します' })
const atFault = text({ en: '{what} is at fault here', ja: '{what} に問題があります' })
const comesFrom = text({ en: 'the value comes from here', ja: '値はここから来ます' })

const oneStepLess: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'info', info: 'info' }

/** Nothing from outside was followed to what is wrong by itself, so it is never the worst that there is. */
const untraced: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'high', medium: 'medium', low: 'low', info: 'info' }

/** A check of source files for one kind of weakness. In tests it counts little: nothing of them runs in production. */
export function weaknessCheck({ kind, cwe, owasp, wrong = atFault, controls = [], ...rest }: WeaknessCheck): Check {
  return defineCheck({
    ...rest,
    controls: ['code-secure-standards', 'code-language-practices', ...controls],
    standards: [...cwe.map((number) => `cwe/${number}`), `owasp-top-10/${owasp}`],
    subject: sourceFile,
    messages: { flow, parameter, named, wrong },
    *evaluate(file, { report }) {
      if (file.skipped !== undefined) return notApplicable(file.skipped)
      for (const weakness of file.weaknesses(kind)) {
        const at = file.at(weakness)
        const conceal = weakness.isConfidential === true ? { conceal: at } : {}
        const { source } = weakness
        if (source === undefined) {
          const what = weakness.detail === undefined || weakness.detail === '' ? weakness.sink : weakness.detail
          yield report('wrong', { what }, { at, ...conceal, severity: severityOf(file, untraced[rest.severity]) })
          continue
        }
        const { line } = positionAt(file.source, source.at.start)
        const related = [{ at: { source: file.source, range: source.at, path: weakness.scope }, note: message(comesFrom, {}) }]
        const args = { source: source.name, sink: weakness.sink, line }
        if (source.label === 'parameter') {
          const severity = severityOf(file, oneStepLess[rest.severity])
          yield report('parameter', { source: source.name, sink: weakness.sink }, { at, related, severity, confidence: 'low' })
        } else
          yield report(isDisclosure(weakness) ? 'named' : 'flow', args, {
            at,
            related,
            severity: severityOf(file, severityOfSource(weakness, rest.severity)),
          })
      }
      return undefined
    },
  })
}

function isDisclosure({ source }: Weakness): boolean {
  return source?.label === 'sensitive' || source?.label === 'personal'
}

/** An address or a telephone number in a log is bad; a password in a log is worse. */
function severityOfSource({ source }: Weakness, severity: Severity): Severity {
  return source?.label === 'personal' ? oneStepLess[severity] : severity
}

function severityOf({ isTest }: SourceFile, severity: Severity): Severity {
  return isTest && severity !== 'info' ? 'low' : severity
}

import type { Run } from '../core/run.ts'
import { message, render, text, type Locale, type Text } from '../core/text.ts'
import { count, nouns, severityWords } from './words.ts'

const words = {
  passed: text({ en: 'Gate passed: nothing of severity {level} or worse', ja: 'ゲート合格: 重大度「{level}」以上の指摘はありません' }),
  passedWorst: text({ en: 'Gate passed: nothing of severity {level}', ja: 'ゲート合格: 重大度「{level}」の指摘はありません' }),
  open: text({ en: 'Gate passed: it lets everything pass', ja: 'ゲート合格: すべてを通す設定です' }),
  failed: text({ en: 'Gate failed: {findings} of severity {level} or worse', ja: 'ゲート不合格: 重大度「{level}」以上の{findings}' }),
  failedWorst: text({ en: 'Gate failed: {findings} of severity {level}', ja: 'ゲート不合格: 重大度「{level}」の{findings}' }),
  notEvaluated: text({ en: 'Gate failed: {number} not evaluated', ja: 'ゲート不合格: 評価できないものが {number} 件' }),
  andNotEvaluated: text({ en: ', {number} not evaluated', ja: '、評価できないもの {number} 件' }),
} satisfies Record<string, Text>

/** The gate's verdict as one sentence without a full stop. */
export function verdictOf({ gate }: Pick<Run, 'gate'>, locale: Locale): string {
  const { verdict, failOn, counted, notEvaluated } = gate
  if (failOn === 'never') return words.open[locale]
  const level = severityWords[failOn][locale]
  if (verdict === 'pass') return render(message(failOn === 'critical' ? words.passedWorst : words.passed, { level }), locale)
  if (counted === 0) return render(message(words.notEvaluated, { number: notEvaluated }), locale)
  const findings = count(nouns.findings, counted, locale)
  const failed = render(message(failOn === 'critical' ? words.failedWorst : words.failed, { level, findings }), locale)
  return notEvaluated === 0 ? failed : failed + render(message(words.andNotEvaluated, { number: notEvaluated }), locale)
}

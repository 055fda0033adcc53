import { text, type Text } from '../core/text.ts'

/** What the process ends with, whatever the command. Other programs rely on these. */
export const exitCodes: readonly { readonly code: number; readonly meaning: Text<never> }[] = [
  { code: 0, meaning: text({ en: 'gate passed', ja: '合格' }) },
  { code: 1, meaning: text({ en: 'gate failed', ja: '不合格' }) },
  { code: 2, meaning: text({ en: 'usage or configuration', ja: '使い方か設定の誤り' }) },
  { code: 3, meaning: text({ en: 'nothing to check', ja: '検査対象なし' }) },
  { code: 4, meaning: text({ en: 'something could not be evaluated', ja: '評価できないものあり' }) },
  { code: 70, meaning: text({ en: 'our bug', ja: 'Breakwater の不具合' }) },
]

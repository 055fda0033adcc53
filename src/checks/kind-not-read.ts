import { notApplicable } from '../core/check.ts'
import { text } from '../core/text.ts'

/** The answer to whether something is missing, where what it would be among could not be read. The report says what and why. */
export const kindNotRead = notApplicable(
  text({ en: 'what it is looked for among could not be read', ja: '探す先のリソースを読み取れませんでした' }),
)

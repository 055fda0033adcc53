import { notApplicable } from '../core/check.ts'
import { text } from '../core/text.ts'

/** The answer to what selects pods by label, where the pods may well be kept elsewhere. */
export const podsNotKnown = notApplicable(
  text({ en: 'the scanned set does not show all pods of the namespace', ja: '検査対象からは、この名前空間の Pod の全体が分かりません' }),
)

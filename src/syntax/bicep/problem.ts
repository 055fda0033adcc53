import type { Range } from '../../core/location.ts'
import type { HoleValue, Message, Text } from '../../core/text.ts'

/** Something in a text that the language does not allow. Reading goes on after it. */
export interface SyntaxProblem {
  readonly range: Range
  readonly message: Message
}

/** A problem at a range. */
export function at(range: Range, template: Text, args: Readonly<Record<string, HoleValue>> = {}): SyntaxProblem {
  return { range, message: { text: template, args } }
}

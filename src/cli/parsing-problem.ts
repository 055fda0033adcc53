import type { CommanderError } from 'commander'

import { BreakwaterError } from '../core/error.ts'
import { render, text, type Locale, type Text } from '../core/text.ts'

const words = {
  unknown: text({ en: 'there is no flag {flag}', ja: '{flag} というフラグはありません' }),
  didYouMean: text({ en: 'there is no flag {flag}; did you mean {near}?', ja: '{flag} というフラグはありません。{near} のことですか?' }),
  missing: text({ en: '{flag} takes a value', ja: '{flag} には値が必要です' }),
} satisfies Record<string, Text>

/** What is wrong with the command line, in the reader's language. The parser says it in English alone. */
export function parsingProblem({ code, message }: CommanderError, locale: Locale): BreakwaterError {
  const [, flag = '', given = '', expected = ''] =
    /option '(?:-\w, )?(--?[\w-]+)[^']*'(?: argument '([^']*)' is invalid\. Allowed choices are (.*)\.)?/s.exec(message) ?? []
  if (code === 'commander.invalidArgument' && expected !== '') return new BreakwaterError('bad-flag-value', { flag, expected, given })
  if (code === 'commander.optionMissingArgument') return saying(words.missing, { flag })
  const near = /\(Did you mean (?:one of )?(--[\w-]+(?:, --[\w-]+)*)\?\)/.exec(message)?.[1]
  if (code !== 'commander.unknownOption') return new BreakwaterError('bad-usage', { problem: message.replace(/^error: /, '') })
  return near === undefined ? saying(words.unknown, { flag }) : saying(words.didYouMean, { flag, near })

  function saying(said: Text, args: Readonly<Record<string, string>>): BreakwaterError {
    return new BreakwaterError('bad-usage', { problem: render({ text: said, args }, locale) })
  }
}

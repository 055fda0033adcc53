import type { HelpConfiguration, Option } from 'commander'

import { text, type Locale, type Text } from '../core/text.ts'
import { displayWidth } from '../reports/terminal/display-width.ts'
import { wrap } from '../reports/terminal/wrap.ts'

/** The headings as the parser writes them. */
const titles: Readonly<Record<string, Text<never>>> = {
  'Usage:': text({ en: 'Usage:', ja: '使い方:' }),
  'Options:': text({ en: 'Flags:', ja: 'フラグ:' }),
  'Commands:': text({ en: 'Commands:', ja: 'コマンド:' }),
}

const words = {
  choices: text({ en: 'choices', ja: '値' }),
  byDefault: text({ en: 'default', ja: '既定' }),
} satisfies Record<string, Text>

/** How help is laid out: headings in the reader's language, and lines that also end between Japanese words. */
export function helpIn(locale: Locale): HelpConfiguration {
  return {
    displayWidth,
    subcommandTerm: (command) => command.name(),
    styleTitle: (title) => titles[title]?.[locale] ?? title,
    optionDescription: (option) => described(option, locale),
    boxWrap: (paragraph, width) =>
      paragraph
        .split('\n')
        .flatMap((line) => wrap(line, { width, first: 0, rest: 0 }))
        .join('\n'),
  }
}

function described({ description, argChoices, defaultValue }: Option, locale: Locale): string {
  const facts: string[] = []
  if (argChoices !== undefined) facts.push(`${words.choices[locale]}: ${argChoices.join(', ')}`)
  if (defaultValue !== undefined) facts.push(`${words.byDefault[locale]}: ${String(defaultValue)}`)
  if (facts.length === 0) return description
  return locale === 'ja' ? `${description}（${facts.join('、')}）` : `${description} (${facts.join('; ')})`
}

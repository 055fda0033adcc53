import { shorten, visible } from '../terminal/visible.ts'

const longest = 500

/**
 * Text that stays text in GitHub's Markdown, also in a cell of a table: no markup, no HTML, no link, and nobody is
 * mentioned. An empty comment parts what GitHub would link after the Markdown is read.
 */
export function plain(text: string): string {
  return shorten(visible(text), longest)
    .replace(/[\\`*_{}[\]()+!|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-=]/, '\\$&')
    .replace(/[@#](?=\w)/g, '$&<!-- -->')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, 'www&#46;')
}

/** A code span; in a cell of a table a bar would end the cell even there. */
export function code(text: string): string {
  const shown = shorten(visible(text), longest).replaceAll('|', '\\|')
  if (shown.trim() === '') return '` `'
  const longestRun = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}

/** Text inside an HTML element. */
export function htmlText(text: string): string {
  return shorten(visible(text), longest).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

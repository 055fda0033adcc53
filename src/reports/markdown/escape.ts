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

/** Text set as code. Where it could end a span or a cell, it is set as an element and escaped like any text. */
export function code(text: string): string {
  return /^[\w./:@ -]{1,500}$/.test(text) && text.trim() === text ? `\`${text}\`` : `<code>${plain(text)}</code>`
}

/** Text inside an HTML element. */
export function htmlText(text: string): string {
  return shorten(visible(text), longest).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

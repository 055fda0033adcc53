import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Pages that are made from the code: current by another test, and not written by hand. */
const generated = /^docs\/(?:en|ja)\/(?:checks\/.*|controls\.md|cli\.md)$/

/** Every page that people write, by its path from the root. */
export const pages: ReadonlyMap<string, string> = new Map(
  globSync(['*.md', 'docs/**/*.md', 'examples/*.md'], { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !generated.test(file))
    .sort()
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
)

/** A page by its path, also a generated one. */
export function page(path: string): string {
  return pages.get(path) ?? readFileSync(join(root, path), 'utf8')
}

/** The fenced blocks of a page in the given languages. */
export function codeBlocks(text: string, ...languages: readonly string[]): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)].filter(([, language]) => languages.includes(language!)).map(([, , code]) => code!)
}

/** The text of a page without its fenced blocks. */
export function withoutBlocks(text: string): string {
  return text.replace(/^```.*?^```/gms, '')
}

/** Words between backticks, outside of fenced blocks. */
export function inlineCode(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!)
}

export interface Heading {
  readonly level: number
  readonly words: string
}

export function headings(text: string): readonly Heading[] {
  return [...withoutBlocks(text).matchAll(/^(#+) (.*)$/gm)].map(([, marks, words]) => ({ level: marks!.length, words: words!.trim() }))
}

/** The fragment under which a heading is found, as GitHub makes it. */
export function anchorOf({ words }: Heading): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')
}

/** The first cells of the rows of all tables of a section, the head left out. */
export function firstCells(text: string, heading: string): readonly string[] {
  const section = text.slice(text.indexOf(`\n## ${heading}\n`)).split(/\n## /, 2)[1] ?? ''
  return [...section.matchAll(/^\| (.*?) +\|/gm)].map(([, cell]) => cell!.trim()).filter((cell) => cell.startsWith('`'))
}

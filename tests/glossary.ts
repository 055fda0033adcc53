import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseSync, Visitor } from 'oxc-parser'

/** A row of `docs/glossary.md`. */
export interface Term {
  readonly en: string
  readonly ja: string
  /** Japanese variants that are not used for it. */
  readonly avoid: readonly string[]
  readonly meaning: { readonly en: string; readonly ja: string }
}

export interface Breach {
  readonly found: string
  /** What stands in its place, or what is asked for. */
  readonly use: string
}

/** Words of their own that contain a variant: they are not breaches. */
const otherWords = [
  'チェックリスト',
  '状態チェック',
  'チェックアウト',
  'チェックサム',
  'チェックポイント',
  'コントロールプレーン',
  'プレフィックス',
  'パスワード',
  'プレフィックス',
  'パスフレーズ',
]

/** Variants that also are, or occur in, ordinary words: the page tells people, the test does not search for them. */
const notSearched = new Set(['パス', 'オーナー', 'ステージ', 'マッピング', '入場', 'ディレクトリ'])

export const glossary: readonly Term[] = readGlossary(readFileSync(join(import.meta.dirname, '../docs/glossary.md'), 'utf8'))

function readGlossary(page: string): Term[] {
  const rows = page.split('\n').filter((line) => line.startsWith('|') && !/^\|\s*(English\b|:?-)/.test(line))
  return rows.map((row) => {
    const [en = '', ja = '', avoid = '', meaning = '', meaningJa = ''] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return { en, ja, avoid: avoid === '' ? [] : avoid.split('、'), meaning: { en: meaning, ja: meaningJa } }
  })
}

function uses(japanese: string, variant: string): boolean {
  for (let at = japanese.indexOf(variant); at !== -1; at = japanese.indexOf(variant, at + 1)) {
    if (japanese[at + variant.length] !== 'ー') return true
  }
  return false
}

/** Where a Japanese text uses a word that the glossary avoids. A variant that goes on with ー is the right word: サーバ in サーバー. */
export function glossaryBreaches(japanese: string): Breach[] {
  const searched = otherWords.reduce((left, word) => left.replaceAll(word, ' '), japanese)
  return glossary.flatMap(({ ja, avoid }) =>
    avoid.filter((variant) => !notSearched.has(variant) && uses(searched, variant)).map((found) => ({ found, use: ja })),
  )
}

const japaneseLetter = String.raw`[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]`
const unspaced = new RegExp(String.raw`${japaneseLetter}[A-Za-z0-9]|[A-Za-z0-9]${japaneseLetter}`, 'u')

/** Faults of writing that every Japanese text of the product avoids. */
export function styleBreaches(japanese: string): Breach[] {
  const faults: Breach[] = []
  const report = (match: RegExpMatchArray | null, use: string) => match && faults.push({ found: match[0], use })
  report(japanese.match(/[\uff61-\uff9f]+/), 'full-width katakana and punctuation')
  report(japanese.match(unspaced), 'a half-width space between Japanese and Latin letters or digits')
  report(japanese.match(new RegExp(String.raw`${japaneseLetter}\(|\)${japaneseLetter}`, 'u')), 'full-width brackets')
  report(japanese.match(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+/), 'half-width letters and digits')
  report(japanese.match(/[,.](?:\s|$)/), '、 and 。')
  return faults
}

export function hasJapanese(value: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(value)
}

/** The Japanese strings of a TypeScript source, with the line on which each stands. */
export function japaneseStrings(file: string, source: string): { value: string; line: number }[] {
  const strings: { value: string; line: number }[] = []
  const add = (value: unknown, start: number) => {
    if (typeof value === 'string' && hasJapanese(value)) strings.push({ value, line: source.slice(0, start).split('\n').length })
  }
  new Visitor({
    Literal: (node) => add(node.value, node.start),
    TemplateElement: (node) => add(node.value.cooked, node.start),
  }).visit(parseSync(file, source).program)
  return strings
}

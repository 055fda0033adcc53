import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { glossary, glossaryBreaches, hasJapanese, japaneseStrings, styleBreaches } from './glossary.ts'

const root = join(import.meta.dirname, '..')

/** Files that quote: their Japanese is somebody else's. */
const quoting = new Set(['src/controls/guidance.ts'])

describe('the page', () => {
  it('defines every term in both languages, once', () => {
    expect(glossary.length).toBeGreaterThan(60)
    const incomplete = glossary.filter(
      ({ en, ja, meaning }) => ja === '' || hasJapanese(en + meaning.en) || !meaning.en.endsWith('.') || !meaning.ja.endsWith('。'),
    )
    expect(incomplete).toEqual([])
    expect(new Set(glossary.map(({ en }) => en)).size).toBe(glossary.length)
  })

  it('does not avoid what it uses', () => {
    expect(glossary.flatMap(({ ja, meaning }) => [ja, meaning.ja].flatMap(glossaryBreaches))).toEqual([])
    expect(glossary.flatMap(({ meaning }) => styleBreaches(meaning.ja))).toEqual([])
  })
})

describe('the helper', () => {
  it('finds avoided words, and lets longer words be', () => {
    expect(glossaryBreaches('サーバのチェックです')).toEqual([
      { found: 'チェック', use: '検査' },
      { found: 'サーバ', use: 'サーバー' },
    ])
    expect(glossaryBreaches('サーバーのチェックリストとコントロールプレーン')).toEqual([])
  })

  it('finds faults of writing', () => {
    expect(styleBreaches('AKSの検査(既定)です').map(({ found }) => found)).toEqual(['Sの', '査('])
    expect(styleBreaches('ﾎﾟｯﾄﾞは１つ').map(({ found }) => found)).toEqual(['ﾎﾟｯﾄﾞ', '１'])
    expect(styleBreaches('AKS の検査（CI/CD）は 5 件です。')).toEqual([])
  })

  it('reads the strings of a source with their lines', () => {
    expect(japaneseStrings('a.ts', 'const a = "x"\nconst b = text({ ja: "検査", en: "check" }) // 注\nconst c = `指摘${a}`')).toEqual([
      { value: '検査', line: 2 },
      { value: '指摘', line: 3 },
    ])
  })
})

describe('texts of the product', () => {
  const files = globSync('src/**/*.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.endsWith('.test.ts') && !quoting.has(file))
    .sort()

  it('keep to the glossary and the house style', () => {
    expect(files.length).toBeGreaterThan(20)
    const breaches = files.flatMap((file) =>
      japaneseStrings(file, readFileSync(join(root, file), 'utf8')).flatMap(({ value, line }) =>
        [...glossaryBreaches(value), ...styleBreaches(value)].map(({ found, use }) => `${file}:${line} ${found} → ${use}`),
      ),
    )
    expect(breaches).toEqual([])
  })
})

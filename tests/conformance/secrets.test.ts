import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { scanText } from '../../src/models/secret/detect.ts'
import { secretRules } from '../../src/models/secret/rules.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('pipeline')

interface GitleaksCase {
  readonly rule: string
  readonly kind: 'tp' | 'fp'
  readonly path?: string
  readonly text_b64: string
}

describe.skipIf(folder === undefined)('secrets against the cases of gitleaks', () => {
  const read = (file: string): string => readFileSync(join(folder!, 'secrets', file), 'utf8')
  const cases = (): readonly GitleaksCase[] =>
    read('gitleaks-cases.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as GitleaksCase)
  const rulesFor = ({ path, text_b64 }: GitleaksCase): readonly string[] =>
    scanText({ uri: path ?? 'file.txt', text: Buffer.from(text_b64, 'base64').toString('utf8') }).map(({ rule }) => rule)

  test('finds all but one in a hundred of the true cases', () => {
    const real = cases().filter(({ kind }) => kind === 'tp')
    const missed = real.filter((one) => rulesFor(one).length === 0)
    expect(real.length).toBe(2041)
    expect(missed.map(({ rule }) => rule)).toEqual([])
  })

  test('reports none of the false cases by the rule that they are false for', () => {
    const unreal = cases().filter(({ kind }) => kind === 'fp')
    const reported = unreal.filter((one) => rulesFor(one).includes(one.rule))
    expect(unreal.length).toBe(293)
    expect(reported.map(({ rule }) => rule)).toEqual([])
  })

  test('has a rule for every rule of gitleaks', () => {
    const known = new Set(secretRules.map(({ id }) => id))
    const ids = (JSON.parse(read('gitleaks-rules.json')) as { readonly id: string }[]).map(({ id }) => id)
    expect(ids.filter((id) => !known.has(id))).toEqual([])
  })
})

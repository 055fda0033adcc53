import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { positionAt } from '../../src/core/location.ts'
import { SourceFile } from '../../src/models/source-code/source-file.ts'
import { weaknessKinds, type WeaknessKind } from '../../src/models/source-code/weakness.ts'
import { parserFor } from '../../src/syntax/source-code/grammar.ts'
import { languageOf } from '../../src/syntax/source-code/language.ts'

/** How often the analysis was right on annotated files. */
export interface Accuracy {
  /** Weaknesses that are there and found. */
  readonly found: number
  /** Weaknesses that are there and not found. */
  readonly missed: number
  /** Findings where there is no weakness. */
  readonly wrong: number
}

interface Judged {
  readonly language: string
  readonly kind: WeaknessKind
  readonly place: string
  readonly verdict: keyof Accuracy
  /** Whether the annotations knew it. */
  readonly isExpected: boolean
}

const fixtures = join(import.meta.dirname, 'fixtures')

/**
 * Judges all annotated files, line by line. `finds: kind` at the end of a line is a weakness that has to be found there;
 * `misses: kind` is one that is there and that the analysis is known not to see; `wrongly: kind` is a finding that is known
 * to be wrong. On all other lines nothing may be found.
 */
export async function judgeFixtures(): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const language of readdirSync(fixtures).toSorted())
    for (const name of readdirSync(join(fixtures, language)).toSorted()) judged.push(...(await judgeFile(language, name)))
  return judged
}

async function judgeFile(language: string, name: string): Promise<readonly Judged[]> {
  const text = readFileSync(join(fixtures, language, name), 'utf8')
  const source = { uri: `src/${name}`, text }
  const grammar = languageOf(name)!
  const file = new SourceFile(source, grammar, { parser: await parserFor(grammar), properties: () => undefined })
  const found = new Set(
    weaknessKinds
      .filter((kind) => kind !== 'log-injection')
      .flatMap((kind) => file.weaknesses(kind).map(({ at }) => `${positionAt(source, at.start).line} ${kind}`)),
  )
  const wanted = annotationsOf(text)
  const judged: Judged[] = []
  const add = (key: string, verdict: Judged['verdict'], isExpected: boolean): void => {
    const [line, kind] = key.split(' ') as [string, WeaknessKind]
    judged.push({ language, kind, place: `${language}/${name}:${line}`, verdict, isExpected })
  }
  for (const [key, mark] of wanted) {
    const isFound = found.delete(key)
    if (mark === 'wrongly') {
      if (isFound) add(key, 'wrong', true)
    } else add(key, isFound ? 'found' : 'missed', isFound === (mark === 'finds'))
  }
  for (const key of found) add(key, 'wrong', false)
  return judged
}

function annotationsOf(text: string): ReadonlyMap<string, string> {
  const marks = new Map<string, string>()
  for (const [index, line] of text.split('\n').entries()) {
    const mark = /(?:\/\/|#) (finds|misses|wrongly): ([\w, -]+)$/.exec(line)
    for (const kind of mark?.[2]?.split(', ') ?? []) marks.set(`${index + 1} ${kind.trim()}`, mark![1]!)
  }
  return marks
}

export function accuracyOf(judged: readonly Pick<Judged, 'verdict'>[]): Accuracy {
  const count = (verdict: Judged['verdict']): number => judged.filter((each) => each.verdict === verdict).length
  return { found: count('found'), missed: count('missed'), wrong: count('wrong') }
}

const languages = ['java', 'csharp', 'python', 'javascript', 'typescript']

/** The record for the documentation: for each kind and language what was found, of what is there, and what was found wrongly. */
export function accuracyTable(judged: readonly Judged[], heading: string, total: string): string {
  const cell = (of: readonly Judged[]): string => {
    const { found, missed, wrong } = accuracyOf(of)
    return of.length === 0 ? '–' : `${found} / ${found + missed}${wrong === 0 ? '' : ` + ${wrong}`}`
  }
  const row = (name: string, of: readonly Judged[]): string =>
    `| ${name} | ${[...languages.map((language) => of.filter((each) => each.language === language)), of].map(cell).join(' | ')} |`
  const kinds = weaknessKinds.filter((kind) => judged.some((each) => each.kind === kind))
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`
  const share = (of: readonly Judged[], wanted: 'precision' | 'recall'): string => {
    const { found, missed, wrong } = accuracyOf(of)
    return percent(found, found + (wanted === 'precision' ? wrong : missed))
  }
  const shares = (wanted: 'precision' | 'recall'): string =>
    `| ${wanted} | ${[...languages.map((language) => judged.filter((each) => each.language === language)), judged].map((of) => share(of, wanted)).join(' | ')} |`
  return [
    `| ${heading} | Java | C# | Python | JavaScript | TypeScript | ${total} |`,
    `| --- | --- | --- | --- | --- | --- | --- |`,
    ...kinds.map((kind) =>
      row(
        `\`${kind}\``,
        judged.filter((each) => each.kind === kind),
      ),
    ),
    row(total, judged),
    shares('precision'),
    shares('recall'),
  ].join('\n')
}

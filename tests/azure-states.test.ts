import { expect, test } from 'vitest'

import { checks } from '../src/checks/index.generated.ts'
import { judge } from '../src/core/engine.ts'
import { AzureResource } from '../src/models/azure/resource.ts'
import { defaultMinor } from '../src/models/kubernetes-api/versions.ts'
import { readSources } from '../src/sources/read-sources.ts'
import { properties } from './azure-states-properties.ts'
import { languages, states, type JudgedProperty, type LanguageName, type State } from './azure-states.ts'

const names = Object.keys(languages) as readonly LanguageName[]

async function verdict({ check: id }: JudgedProperty, file: string, source: string): Promise<string> {
  const check = checks.find((each) => each.id === id)!
  const { estate } = await readSources([{ uri: file, text: source }], { locale: 'en' })
  const evaluations = judge([check], estate, { target: { kubernetes: defaultMinor }, settings: {}, today: '2026-01-01' })
  return [...evaluations]
    .filter(({ subject }) => subject instanceof AzureResource)
    .map(({ outcome }) => outcome)
    .join(' ')
}

/** What a language has to say of a property in one state. */
function expected({ omitted }: JudgedProperty, state: State, language: LanguageName): string {
  const byDefault = typeof omitted === 'string' ? omitted : (omitted.but[language] ?? omitted.outcome)
  if (state === 'right or null') return byDefault === 'pass' ? 'pass' : 'unknown'
  if (/^right|right default$|equals$|^other case$/.test(state)) return 'pass'
  if (/^wrong|wrong default$/.test(state)) return 'fail'
  if (state === 'undecided parameter' || state === 'undecided condition') return 'unknown'
  return byDefault
}

test.each(properties)('$check says the same of every state in every language', async (property) => {
  const [said, wanted]: string[][] = [[], []]
  for (const state of states) {
    for (const name of names) {
      const { file } = languages[name]
      const source = languages[name].write(property, state)
      if (source === undefined) continue
      said!.push(`${state}, ${name}: ${await verdict(property, file, source)}`)
      wanted!.push(`${state}, ${name}: ${expected(property, state, name)}`)
    }
  }
  expect(said).toEqual(wanted)
  // Eight languages, of which those that say what is deployed leave nothing open.
  expect(said!.length).toBeGreaterThan(60)
})

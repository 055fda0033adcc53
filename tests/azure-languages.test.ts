import { expect, test } from 'vitest'

import { checks } from '../src/checks/index.generated.ts'
import type { Check, Example } from '../src/core/check.ts'
import { judge } from '../src/core/engine.ts'
import { AzureResource } from '../src/models/azure/resource.ts'
import { defaultMinor } from '../src/models/kubernetes-api/versions.ts'
import { unmark } from '../src/sdk/marks.ts'
import { scanExample } from './example-input.ts'

const languages = ['bicep', 'terraform', 'json'] as const
/** `json` is an ARM template, or what Azure Resource Manager answers: both have the shape of its REST API. */
type Language = (typeof languages)[number]

const raisedByDefender = 'Defender for Cloud writes it about what is deployed; no template declares one'
const ofRunningPools = 'the image is read-only: a pool has one once it runs'

/** The languages in which a check has no example, and why nobody can write one. */
const inexpressible: Readonly<Record<string, Readonly<Partial<Record<Language, string>>>>> = {
  'defender/alerts-handled': { bicep: raisedByDefender, terraform: raisedByDefender },
  'defender/image-findings-fixed': { bicep: raisedByDefender, terraform: raisedByDefender },
  'defender/network-recommendations': { bicep: raisedByDefender, terraform: raisedByDefender },
  'node-pool/current-image': { bicep: ofRunningPools, terraform: ofRunningPools },
}

test('every check of Azure resources is shown in Bicep, in Terraform and in the JSON of Azure Resource Manager', async () => {
  const shown = new Map<string, ReadonlySet<Language>>()
  for (const check of checks) {
    const judged = await judgedLanguages(check)
    if (judged.size > 0) shown.set(check.id, judged)
  }
  expect(shown.size).toBeGreaterThan(120)
  const missing = [...shown].flatMap(([id, judged]) =>
    languages.flatMap((language) => (judged.has(language) ? [] : [`${id}: ${language}`])),
  )
  const excepted = Object.entries(inexpressible).flatMap(([id, reasons]) => Object.keys(reasons).map((language) => `${id}: ${language}`))
  expect(missing.toSorted()).toEqual(excepted.toSorted())
})

/** The languages in which an example has a resource of Azure that the check decides; that it does not apply shows nothing. */
async function judgedLanguages(check: Check): Promise<ReadonlySet<Language>> {
  const judged = new Set<Language>()
  for (const example of check.examples) {
    const files = filesOf(example)
    if (!Object.entries(files).some(([uri, text]) => languageOf(uri, text) !== undefined)) continue
    const { estate } = await scanExample(Object.entries(files).map(([uri, text]) => ({ uri, text })))
    const { kubernetes = defaultMinor, today, options = {} } = example
    const evaluations = judge([check], estate, { target: { kubernetes }, settings: { [check.id]: options }, ...(today && { today }) })
    for (const { subject, outcome } of evaluations) {
      const { uri } = subject.document
      const language = subject instanceof AzureResource ? languageOf(uri, files[uri]) : undefined
      if (language !== undefined && (outcome === 'pass' || outcome === 'fail')) judged.add(language)
    }
  }
  return judged
}

function filesOf({ file = 'example.yaml', files, source }: Example): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries({ ...files, [file]: source }).map(([uri, text]) => [uri, unmark(uri, text).source.text]))
}

/** The plan of a Terraform configuration is JSON too, and says the same in another shape. */
function languageOf(uri: string, text = ''): Language | undefined {
  if (uri.endsWith('.bicep')) return 'bicep'
  if (uri.endsWith('.tf')) return 'terraform'
  if (!uri.endsWith('.json')) return undefined
  return text.includes('"planned_values"') ? 'terraform' : 'json'
}

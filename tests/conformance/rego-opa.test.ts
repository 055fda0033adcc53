import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { array, boolean, constantFrom, dictionary, integer, nat, oneof, record, sample, string, type Arbitrary } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { isConstraint } from '../../src/policy/gatekeeper/constraint.ts'
import { inventoryOf } from '../../src/policy/gatekeeper/inventory.ts'
import { withParameterDefaults } from '../../src/policy/gatekeeper/parameters.ts'
import { reviewOfObject, reviewOfRequest } from '../../src/policy/gatekeeper/review.ts'
import { compileTemplate, type CompiledTemplate } from '../../src/policy/gatekeeper/template.ts'
import { RegoError } from '../../src/policy/rego/errors.ts'
import { fromJson, toJson, type Json } from '../../src/policy/rego/json.ts'
import { parseModule } from '../../src/policy/rego/syntax/parser.ts'
import { isMapping, valueAt, type Untyped } from '../../src/policy/untyped.ts'
import { corpus } from '../corpora.ts'
import { hasPeer } from '../programs.ts'

const library = corpus('policy/gatekeeper-library')
const azure = corpus('policy/azure-policy')
const isPossible = hasPeer('opa') && library !== undefined && azure !== undefined

/** Objects made of each that a template comes with. */
const variants = 25

interface Case {
  readonly object: Untyped
  readonly parameters: unknown
}

interface Sample {
  readonly template: Untyped
  readonly cases: readonly Case[]
}

function load(file: string): readonly Untyped[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' })
    .map((document) => document.toJS() as unknown)
    .filter(isMapping)
}

/** The Rego of a template and of its libraries. */
function sourcesOf(template: Untyped): readonly string[] {
  const target = valueAt(template, ['spec', 'targets', 0])
  const listed = valueAt(target, ['code'])
  const code = Array.isArray(listed) ? listed.find((entry) => valueAt(entry, ['engine']) === 'Rego') : undefined
  const source = code === undefined ? target : valueAt(code, ['source'])
  const libs = valueAt(source, ['libs'])
  return [String(valueAt(source, ['rego'])), ...(Array.isArray(libs) ? libs.map(String) : [])]
}

/** Every template, with the objects and the parameters of the examples beside it. */
function samplesOf(folder: string): readonly Sample[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file))
  return files
    .filter((file) => file.endsWith('template.yaml'))
    .sort()
    .flatMap((file): readonly Sample[] => {
      const [template] = load(join(folder, file))
      if (template?.['kind'] !== 'ConstraintTemplate' || !sourcesOf(template)[0]!.includes('violation')) return []
      // Whether a provider is asked cannot be compared: OPA itself has no providers.
      if (sourcesOf(template).some((text) => text.includes('external_data'))) return []
      const beside = files.filter((other) => other.startsWith(`${dirname(file)}/`)).flatMap((other) => load(join(folder, other)))
      const constraints = beside.filter(isConstraint)
      const objects = beside.filter(({ kind }) => kind !== 'ConstraintTemplate' && kind !== 'Suite').filter((one) => !isConstraint(one))
      const parameters = constraints.length === 0 ? [undefined] : constraints
      const cases = objects.flatMap((object) =>
        parameters.map((constraint) => ({
          object,
          parameters:
            constraint === undefined ? {} : (valueAt(withParameterDefaults(constraint, schemaOf(template)), ['spec', 'parameters']) ?? {}),
        })),
      )
      return cases.length === 0 ? [] : [{ template, cases }]
    })
}

function schemaOf(template: Untyped): unknown {
  return valueAt(template, ['spec', 'crd', 'spec', 'validation', 'openAPIV3Schema'])
}

// Numbers as objects have them: what JSON says of larger ones is lost before any policy sees it.
const scalar = oneof(string(), integer(), boolean())
const leaf = oneof(
  constantFrom<Json>(null, true, false, 0, 1, -1, 80, 65536, '', '0', '100m', '1Gi', '*', 'ALL', 'a/b:c', '/', 'Always', {}, []),
  scalar,
  array(scalar, { maxLength: 3 }),
  dictionary(string(), scalar, { maxKeys: 3 }),
)

/** An object with a few of its fields taken away, doubled or given other values. */
function disturbed(object: Untyped): Arbitrary<Untyped> {
  const step = record({ at: nat(), how: constantFrom('remove', 'replace', 'double'), by: leaf })
  return array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
    const copy = JSON.parse(JSON.stringify(object)) as Record<string, unknown>
    for (const { at, how, by } of steps) {
      const places = placesIn(copy)
      const place = places[at % places.length]
      if (place === undefined) continue
      const { holder, key } = place
      if (Array.isArray(holder)) {
        if (how === 'remove') holder.splice(Number(key), 1)
        else if (how === 'double') holder.push(holder[Number(key)])
        else holder[Number(key)] = by
      } else if (how === 'remove') delete holder[key]
      else if (how === 'replace') holder[key] = by
    }
    return JSON.parse(JSON.stringify(copy)) as Untyped
  })
}

interface Holding {
  readonly holder: unknown[] | Record<string, unknown>
  readonly key: string
}

/** All but what makes it an object of its kind. */
function placesIn(value: unknown): readonly Holding[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holding['holder']
  return Object.entries(holder).flatMap(([key, member]): readonly Holding[] =>
    key === 'apiVersion' || key === 'kind' ? [] : [{ holder, key }, ...placesIn(member)],
  )
}

function inputOf({ object, parameters }: Case) {
  const review = object['kind'] === 'AdmissionReview' ? reviewOfRequest(object) : reviewOfObject(object)
  return { review, parameters: fromJson(parameters) }
}

/** What each says of a case, in an order of its own: violations as JSON, or that there is an error. */
type Answer = readonly string[] | 'error'

function ours(template: CompiledTemplate, asked: Case): Answer {
  try {
    const said = template.evaluate({ ...inputOf(asked), inventory: inventoryOf([]) })
    return said.map(({ message, details }) => JSON.stringify({ details, message })).sort()
  } catch (error) {
    if (error instanceof RegoError) return 'error'
    throw error
  }
}

/** One run of OPA for all cases of a template; where one of them is an error, one run for each. */
function theirs(folder: string, template: Untyped, cases: readonly Case[]): readonly Answer[] {
  const [entry, ...libs] = sourcesOf(template)
  const files = [entry!, ...libs].map((text, index) => {
    const file = join(folder, `${index}.rego`)
    writeFileSync(file, text)
    return file
  })
  const rule = `data.${parseModule('entry', entry!, 'v0').package.join('.')}.violation`
  const answers = evaluate(folder, files, rule, cases)
  return answers ?? cases.map((one) => evaluate(folder, files, rule, [one])?.[0] ?? 'error')
}

function evaluate(folder: string, files: readonly string[], rule: string, cases: readonly Case[]): readonly Answer[] | undefined {
  const inputs = cases.map((one) => {
    const { review, parameters } = inputOf(one)
    return { review: toJson(review.input), parameters: toJson(parameters) }
  })
  const data = join(folder, 'data.json')
  writeFileSync(data, JSON.stringify({ cases: inputs, inventory: { cluster: {}, namespace: {} } }))
  const query = `[said | asked := data.cases[_]; said := ${rule} with input as asked]`
  const args = ['eval', '--v0-compatible', '--format=json', ...[...files, data].flatMap((file) => ['--data', file]), query]
  let output: string
  try {
    output = execFileSync('opa', args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1e9 })
  } catch {
    return undefined
  }
  const said = valueAt(JSON.parse(output), ['result', 0, 'expressions', 0, 'value']) as readonly (readonly Untyped[])[]
  return said.map((violations) => {
    if (violations.some(({ msg }) => typeof msg !== 'string')) return 'error'
    return violations.map(({ msg, details }) => JSON.stringify({ details: details ?? {}, message: msg })).sort()
  })
}

describe.skipIf(!isPossible)('against OPA itself', () => {
  test.each([
    ['gatekeeper-library', library, { templates: 33, cases: 271 }],
    ['Azure’s samples', azure === undefined ? undefined : join(azure, 'samples'), { templates: 29, cases: 122 }],
  ])('%s: decisions and messages are the same, for the examples and for what is made of them', { timeout: 300_000 }, (_, from, size) => {
    const folder = mkdtempSync(join(tmpdir(), 'breakwater-opa-'))
    try {
      const all = samplesOf(from!)
      const different = all.flatMap(({ template, cases }) => {
        const made = cases.flatMap(({ object, parameters }, index) =>
          sample(disturbed(object), { numRuns: variants, seed: index + 1 }).map((variant) => ({ object: variant, parameters })),
        )
        const asked = [...cases, ...made]
        const compiled = compileTemplate(template, { engine: 'Rego' })
        const expected = theirs(folder, template, asked)
        return asked.flatMap((one, index) => {
          const answer = ours(compiled, one)
          return JSON.stringify(answer) === JSON.stringify(expected[index])
            ? []
            : [{ kind: template['metadata'], answer, expected: expected[index], ...one }]
        })
      })
      expect(different).toEqual([])
      expect({ templates: all.length, cases: all.reduce((sum, { cases }) => sum + cases.length, 0) }).toEqual(size)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { render } from '../../src/core/text.ts'
import { withServerDefaults } from '../../src/policy/api-server/defaults.ts'
import { parameterValues, readPolicyDefinition, valuesOf } from '../../src/policy/azure-policy/documents.ts'
import { toClusterPolicy } from '../../src/policy/azure-policy/kubernetes.ts'
import { Gatekeeper } from '../../src/policy/gatekeeper/engine.ts'
import { reviewOfObject, reviewOfRequest } from '../../src/policy/gatekeeper/review.ts'
import { isMapping, valueAt, type Untyped } from '../../src/policy/untyped.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('policy/azure-policy')

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))

function load(file: string): readonly Untyped[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' })
    .map((document) => document.toJS() as unknown)
    .filter(isMapping)
}

/** Built-in definitions by the name of the template that they use. */
function definitionsByTemplate(): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  for (const part of ['definitions', 'definitions-deprecated'])
    for (const file of readdirSync(join(folder!, part))) {
      const document = readJson(join(folder!, part, file))
      const details = valueAt(document, ['properties', 'policyRule', 'then', 'details'])
      const url = valueAt(details, ['templateInfo', 'url']) ?? valueAt(details, ['constraintTemplate'])
      const name = typeof url === 'string' ? /\/kubernetes\/([^/]+)\//.exec(url)?.[1] : undefined
      if (name !== undefined && !found.has(name)) found.set(name, document)
    }
  return found
}

/** Two states of one object make an update by somebody whom no policy exempts. */
function reviewsOf(objects: readonly Untyped[]) {
  const [first, second, ...rest] = objects.map(withServerDefaults)
  const isUpdate =
    rest.length === 0 &&
    second !== undefined &&
    ['kind', 'metadata.name'].every((path) => valueAt(first, path.split('.')) === valueAt(second, path.split('.')))
  if (!isUpdate)
    return objects.map((object) =>
      object['kind'] === 'AdmissionReview' ? reviewOfRequest(object) : reviewOfObject(withServerDefaults(object)),
    )
  return [reviewOfRequest({ operation: 'UPDATE', userInfo: { username: 'somebody', groups: [] }, oldObject: first, object: second })]
}

interface Sample {
  readonly name: string
  readonly isGood: boolean
  readonly run: () => { readonly violations: number; readonly undecided: readonly string[] }
}

function samples(): readonly Sample[] {
  const definitions = definitionsByTemplate()
  const all: Sample[] = []
  for (const policy of readdirSync(join(folder!, 'samples')).sort()) {
    const examples = join(folder!, 'samples', policy, 'examples')
    if (!existsSync(examples)) continue
    for (const scenario of readdirSync(examples).sort())
      for (const verdict of ['good', 'violations']) {
        const files = join(examples, scenario, verdict)
        if (!existsSync(files)) continue
        for (const file of readdirSync(files).sort()) {
          const run = () => {
            const definition = readPolicyDefinition(definitions.get(policy))
            const given = join(examples, scenario, 'policy_parameters.json')
            const parameters = parameterValues(
              definition.displayName,
              definition.parameters,
              existsSync(given) ? valuesOf(readJson(given)) : {},
            )
            const engine = new Gatekeeper()
            const template = engine.addTemplate(load(join(folder!, 'samples', policy, 'template.yaml'))[0])
            engine.addConstraint(toClusterPolicy(definition, parameters)!.constraint(template.kind))
            const judgements = reviewsOf(load(join(files, file))).map((review) => engine.review(review))
            return {
              violations: judgements.flatMap((found) => found.violations).length,
              undecided: judgements.flatMap((found) =>
                found.undecided.map(({ reason }) => (typeof reason === 'string' ? reason : render(reason, 'en'))),
              ),
            }
          }
          all.push({ name: `${policy}/${scenario}/${verdict}/${file}`, isGood: verdict === 'good', run })
        }
      }
  }
  return all
}

describe.skipIf(folder === undefined)("Azure's samples, through the built-in definitions", () => {
  test('every verdict is as given, but for those that a service outside must give', () => {
    const wrong: string[] = []
    const undecided: string[] = []
    const all = samples()
    for (const { name, isGood, run } of all) {
      const result = run()
      if (result.undecided.length > 0) undecided.push(name)
      else if (isGood !== (result.violations === 0)) wrong.push(name)
    }
    expect(wrong).toEqual([])
    expect(undecided).toEqual([
      'image-integrity-notation-verification/scenario-inline-cert/good/pass-example.yaml',
      'image-integrity-notation-verification/scenario-inline-cert/violations/violation-examples.yaml',
      'image-integrity-notation-verification/scenario-inline-cert/violations/violation-incorrect-cert.yaml',
    ])
    expect(all).toHaveLength(117)
  })
})

import { describe, expect, test } from 'vitest'

import { checks } from '../../checks/index.generated.ts'
import type { Check } from '../../core/check.ts'
import { judge } from '../../core/engine.ts'
import { Estate } from '../../core/estate.ts'
import { render, type Locale } from '../../core/text.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import { readManifests } from '../../models/kubernetes/read-manifests.ts'
import { decide, readAdmissionPolicy, readAdmissionPolicyBinding } from '../../policy/cel/admission-policy.ts'
import { reviewOfRequest } from '../../policy/gatekeeper/review.ts'
import { unmark } from '../../sdk/marks.ts'
import { readingOf } from '../../sources/readers/reading-of-objects.ts'
import { admissionPolicies, isInCel } from './admission-policies.ts'
import { resourceRulesFor, type ResourceRule } from './resource-rules.ts'

const exported = checks.filter(isInCel)

/** What the API server itself refuses never comes before a policy. */
const wellFormed = checks.filter(({ id }) => ['api/field-types', 'api/required-fields', 'api/valid-ports'].includes(id))

/** Every object in the examples of all checks that the API server takes, each once. */
const objects: readonly KubernetesObject[] = [
  ...new Map(
    checks
      .flatMap(({ examples }) => examples)
      .filter(({ file = 'example.yaml' }) => file.endsWith('.yaml'))
      .flatMap(({ source }) => readManifests({ uri: 'example.yaml', text: unmark('example.yaml', source).source.text }, 'en').objects)
      // A volume's path does not lead upwards: validateHostPathVolumeSource.
      .filter(({ value }) => !JSON.stringify(value['spec'])?.includes('/../'))
      .filter((object) => wellFormed.every((check) => sentences(check, object, defaultMinor, 'en').length === 0))
      .map((object) => [JSON.stringify(object.value), object]),
  ).values(),
]

/** The plural by which the API server names a kind, as far as policies ask about it. */
function pluralOf(kind: string): string {
  return kind.endsWith('s') ? `${kind.toLowerCase()}es` : kind.toLowerCase().replace(/y$/, 'ie') + 's'
}

interface Told {
  readonly policy: ReturnType<typeof readAdmissionPolicy>
  readonly binding: ReturnType<typeof readAdmissionPolicyBinding>
  readonly rules: readonly ResourceRule[]
}

function exportedPolicy(check: Check, kubernetes: number, locale: Locale, options = {}): Told | undefined {
  const exempt = ['kube-system']
  const [policy, binding] = admissionPolicies([check], { kubernetes, mode: 'deny', locale, exempt, options: { [check.id]: options } })
  if (policy === undefined) return undefined
  return {
    policy: readAdmissionPolicy(policy),
    binding: readAdmissionPolicyBinding(binding),
    rules: resourceRulesFor(check.subject),
  }
}

/** Whether the API server asks the policy about an object of this kind. */
function isAsked({ rules }: Told, { group, apiVersion, kind }: KubernetesObject): boolean {
  const version = apiVersion.split('/').at(-1)!
  return rules.some(
    (rule) => rule.apiGroups.includes(group) && rule.apiVersions.includes(version) && rule.resources.includes(pluralOf(kind)),
  )
}

/** What the exported policy says of an object, as the API server would tell it. */
function refusals({ policy, binding }: Told, object: KubernetesObject): readonly string[] {
  const [version, group] = object.apiVersion.split('/').toReversed()
  const request = {
    uid: '1',
    operation: 'CREATE',
    kind: { group: group ?? '', version: version!, kind: object.kind },
    namespace: 'shop',
    name: object.name,
    object: object.value,
    userInfo: { username: 'ada', groups: ['system:authenticated'] },
  }
  const namespaceObject = { metadata: { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } } }
  return decide(policy, binding, { review: reviewOfRequest(request as never, { namespaceObject }) }).map(({ message }) => message)
}

function sentences(check: Check, object: KubernetesObject, kubernetes: number, locale: Locale, options = {}): readonly string[] {
  const estate = new Estate(readingOf([object], [], { locale }).subjects)
  return [...judge([check], estate, { target: { kubernetes }, settings: { [check.id]: options } })].flatMap(({ findings }) =>
    findings.map(({ message }) => render(message, locale)),
  )
}

describe('exported policies', () => {
  test('there are some, and objects to try them on', () => {
    expect(exported.length).toBeGreaterThanOrEqual(120)
    expect(objects.length).toBeGreaterThan(400)
  })

  describe.each(exported.map((check) => [check.id, check] as const))('%s', (_, check) => {
    test.each([
      [defaultMinor, 'en'],
      [defaultMinor, 'ja'],
      [34, 'en'],
      [30, 'en'],
    ] as const)('refuses what the check fails, and nothing else, on Kubernetes 1.%i, in %s', (kubernetes, locale) => {
      const told = exportedPolicy(check, kubernetes, locale)
      let tried = 0
      for (const object of objects) {
        const wanted = sentences(check, object, kubernetes, locale)
        if (told === undefined || !isAsked(told, object)) continue
        tried++
        const said = refusals(told, object)
        const shown = JSON.stringify(object.value)
        expect([said.flatMap((message) => partsOf(message, check)), shown].join(' ! ')).toBe(
          [wanted.flatMap((sentence) => sentence.split('; ')).toSorted(), shown].join(' ! '),
        )
      }
      expect(told === undefined || tried > 0).toBe(true)
    })

    test('and so with the options of its examples', () => {
      for (const { source, options } of check.examples.filter((example) => example.options !== undefined)) {
        const { text } = unmark('example.yaml', source).source
        const told = exportedPolicy(check, defaultMinor, 'en', options)!
        for (const object of readManifests({ uri: 'example.yaml', text }, 'en').objects.filter((each) => isAsked(told, each))) {
          const wanted = sentences(check, object, defaultMinor, 'en', options)
          expect(refusals(told, object).flatMap((message) => partsOf(message, check))).toEqual(
            wanted.flatMap((sentence) => sentence.split('; ')).toSorted(),
          )
        }
      }
    })
  })

  test('leave alone what waits for its removal', () => {
    const check = exported.find(({ id }) => id === 'pod/no-privileged')!
    const told = exportedPolicy(check, defaultMinor, 'en')!
    const object = objects.find((candidate) => isAsked(told, candidate) && refusals(told, candidate).length > 0)!
    const leaving = { ...object.value, metadata: { name: 'web', deletionTimestamp: '2026-01-01T00:00:00Z' } }
    const { documents } = { documents: readManifests({ uri: 'a.json', text: JSON.stringify(leaving) }, 'en').objects }
    expect(refusals(told, documents[0]!)).toEqual([])
  })
})

/** The sentences of a refusal, which makes one message of several. */
function partsOf(message: string, check: Check): readonly string[] {
  const start = `${check.id}: `
  return message.startsWith(start) ? message.slice(start.length).split('; ').toSorted() : [message]
}

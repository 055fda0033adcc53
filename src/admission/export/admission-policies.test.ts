import { describe, expect, test } from 'vitest'

import { checks } from '../../checks/index.generated.ts'
import type { Check } from '../../core/check.ts'
import { judge } from '../../core/engine.ts'
import { Estate } from '../../core/estate.ts'
import { locales, render, type Locale } from '../../core/text.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import { readManifests } from '../../models/kubernetes/read-manifests.ts'
import { workload } from '../../models/workload/workload.ts'
import { decide, readAdmissionPolicy, readAdmissionPolicyBinding } from '../../policy/cel/admission-policy.ts'
import { reviewOfRequest } from '../../policy/gatekeeper/review.ts'
import { unmark } from '../../sdk/marks.ts'
import { readingOf } from '../../sources/readers/reading-of-objects.ts'
import { admissionPolicies } from './admission-policies.ts'

const exported = checks.filter((check) => check.enforce?.cel !== undefined)

const kinds = new Set(['Pod', 'apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'batch/Job', 'batch/CronJob'])

/** Every workload in the examples of the checks of pods. */
const objects: readonly KubernetesObject[] = checks
  .filter(({ id, subject }) => (subject as unknown) === workload && /^(?:pod|account|image|resources)\//.test(id))
  .flatMap(({ examples }) => examples)
  .flatMap(({ source }) => readManifests({ uri: 'example.yaml', text: unmark('example.yaml', source).source.text }, 'en').objects)
  .filter((object) => kinds.has(object.groupKind))

/** What the exported policy says of an object, as the API server would tell it. */
function refusals(check: Check, object: KubernetesObject, kubernetes: number, locale: Locale): readonly string[] {
  const [policy, binding] = admissionPolicies([check], { kubernetes, mode: 'deny', locale, exempt: ['kube-system'] })
  if (policy === undefined) return []
  const [version, group] = object.apiVersion.split('/').toReversed()
  const request = {
    uid: '1',
    operation: 'CREATE',
    kind: { group: group ?? '', version: version!, kind: object.kind },
    namespace: 'shop',
    name: object.name,
    object: object.value,
  }
  const namespaceObject = { metadata: { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } } }
  return decide(readAdmissionPolicy(policy), readAdmissionPolicyBinding(binding), {
    review: reviewOfRequest(request as never, { namespaceObject }),
  }).map(({ message }) => message)
}

function sentences(check: Check, object: KubernetesObject, kubernetes: number, locale: Locale): readonly string[] {
  const estate = new Estate(readingOf([object], [], { locale }).subjects)
  return [...judge([check], estate, { target: { kubernetes } })].flatMap(({ findings }) =>
    findings.map(({ message }) => `${check.id}: ${render(message, locale)}`),
  )
}

describe('exported policies', () => {
  test('there are some, and objects to try them on', () => {
    expect(exported.length).toBeGreaterThanOrEqual(21)
    expect(objects.length).toBeGreaterThan(100)
  })

  describe.each(exported.map((check) => [check.id, check] as const))('%s', (_, check) => {
    test.each([defaultMinor, 34, 30])('refuses what the check fails, and nothing else, on Kubernetes 1.%i', (kubernetes) => {
      for (const locale of locales) {
        for (const object of objects) {
          const wanted = sentences(check, object, kubernetes, locale)
          const said = refusals(check, object, kubernetes, locale)
          const shown = JSON.stringify(object.value)
          // Several findings make one message, in which some are told together.
          const isWhole = said.every((sentence) => sentence.startsWith(`${check.id}: `))
          const isTold = isWhole && (wanted.length === 1 ? said[0] === wanted[0] : said.length === Math.min(wanted.length, 1))
          expect({ isTold, said, wanted, shown }).toEqual({ isTold: true, said, wanted, shown })
        }
      }
    })
  })

  test('leave alone what waits for its removal', () => {
    const check = exported.find(({ id }) => id === 'pod/no-privileged')!
    const object = objects.find((candidate) => refusals(check, candidate, defaultMinor, 'en').length > 0)!
    const leaving = { ...object.value, metadata: { name: 'web', deletionTimestamp: '2026-01-01T00:00:00Z' } }
    const { documents } = { documents: readManifests({ uri: 'a.json', text: JSON.stringify(leaving) }, 'en').objects }
    expect(refusals(check, documents[0]!, defaultMinor, 'en')).toEqual([])
  })
})

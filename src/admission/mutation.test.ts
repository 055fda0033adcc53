import { describe, expect, test } from 'vitest'

import { hardenedPod, policyWith, reviewOf } from '../../tests/admission/webhook.ts'
import { mutate } from './mutation.ts'
import { readReview } from './review.ts'
import { atOnce } from './slices.ts'

const deadline = { at: Infinity, now: () => 0 }
const all = { checks: () => true, namespaces: (name: string) => name === 'shop', safeties: ['safe', 'review'] } as const

function mutated(object: object, policy = policyWith({ mutate: [all] }), request: Readonly<Record<string, unknown>> = {}) {
  return atOnce(mutate(readReview(reviewOf(object, request)), policy, '2026-06-01', deadline))
}

const escalating = structuredClone(hardenedPod)
Reflect.deleteProperty(escalating.spec.containers[0]!.securityContext, 'allowPrivilegeEscalation')

describe('mutation', () => {
  test('makes the fixes of the safety that is asked for', () => {
    expect(mutated(escalating)).toEqual({
      patch: [{ op: 'add', path: '/spec/containers/0/securityContext/allowPrivilegeEscalation', value: false }],
      fixed: ['pod/no-privilege-escalation'],
    })
    // Whoever may gain capabilities may rely on it.
    const dropping = structuredClone(escalating)
    Reflect.deleteProperty(dropping.spec.containers[0]!.securityContext, 'capabilities')
    expect(mutated(dropping, policyWith({ mutate: [{ ...all, safeties: ['safe'] }] }))).toEqual({ patch: [], fixed: [] })
    const old = { ...hardenedPod, spec: { ...hardenedPod.spec, serviceAccount: 'old' } }
    expect(mutated(old, policyWith({ mutate: [{ ...all, safeties: ['safe'] }] }))).toEqual({
      patch: [{ op: 'remove', path: '/spec/serviceAccount' }],
      fixed: ['account/no-deprecated-field'],
    })
  })

  test('makes many fixes in one patch, after which there is nothing left to make', () => {
    const bare = {
      ...hardenedPod,
      spec: {
        containers: [
          { name: 'a', image: 'shop.azurecr.io/a:1' },
          { name: 'b', image: 'shop.azurecr.io/b:1' },
        ],
      },
    }
    const { patch, fixed } = mutated(bare)
    expect(patch.map(({ op, path }) => `${op} ${path}`)).toMatchInlineSnapshot(`
      [
        "add /spec/containers/0/securityContext",
        "add /spec/containers/0/resources",
        "add /spec/containers/1/securityContext",
        "add /spec/containers/1/resources",
      ]
    `)
    expect(fixed).toMatchInlineSnapshot(`
      [
        "pod/drop-all-capabilities",
        "pod/no-privilege-escalation",
        "pod/read-only-root",
        "pod/run-as-non-root",
        "pod/seccomp-profile",
        "resources/cpu-request",
        "resources/memory-limit",
        "resources/memory-request",
      ]
    `)
  })

  test('does nothing twice, elsewhere, for other checks, or where the check is off', () => {
    const none = { patch: [], fixed: [] }
    expect(mutated(hardenedPod)).toEqual(none)
    expect(mutated(escalating, undefined, { namespace: 'dev' })).toEqual(none)
    expect(mutated(escalating, policyWith({ mutate: [{ ...all, checks: (check) => check.startsWith('image/') }] }))).toEqual(none)
    expect(mutated(escalating, policyWith({ mode: 'off', mutate: [all] }))).toEqual(none)
    expect(mutated(escalating, policyWith())).toEqual(none)
    expect(mutated(escalating, undefined, { operation: 'DELETE', object: null, oldObject: escalating })).toEqual(none)
  })

  test('leaves alone what an exception accepts', () => {
    const exception = {
      by: 'config',
      checks: ['pod/*'],
      owner: 'ann',
      reason: 'known',
      place: { source: { uri: 'breakwater.yaml', text: '' }, range: { start: 0, end: 0 }, path: [] },
      covers: () => true,
    } as const
    expect(mutated(escalating, policyWith({ mutate: [all] }, { exceptions: [exception] }))).toEqual({ patch: [], fixed: [] })
  })
})

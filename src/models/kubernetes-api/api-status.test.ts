import { describe, expect, it } from 'vitest'

import { apiStatus } from './api-status.ts'
import { removals } from './removals.ts'
import { storedSchemas } from './schema-data.ts'
import { knownMinors } from './versions.ts'

const newest = knownMinors.at(-1)!

describe('apiStatus', () => {
  it.each([
    ['apps/v1', 'Deployment', 36, { state: 'served' }],
    ['apps/v1', 'Deployment', 11, { state: 'served' }],
    [
      'extensions/v1beta1',
      'Deployment',
      36,
      { state: 'removed', deprecatedIn: 8, removedIn: 16, replacement: { apiVersion: 'apps/v1', kind: 'Deployment' } },
    ],
    // The documents of 1.16 and 1.17 still have it, switched off.
    [
      'extensions/v1beta1',
      'Deployment',
      16,
      { state: 'removed', deprecatedIn: 8, removedIn: 16, replacement: { apiVersion: 'apps/v1', kind: 'Deployment' } },
    ],
    [
      'extensions/v1beta1',
      'Ingress',
      21,
      { state: 'deprecated', deprecatedIn: 14, removedIn: 22, replacement: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' } },
    ],
    // The version that is to be used in the end is not there yet.
    [
      'extensions/v1beta1',
      'Ingress',
      15,
      { state: 'deprecated', deprecatedIn: 14, removedIn: 22, replacement: { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress' } },
    ],
    ['policy/v1beta1', 'PodSecurityPolicy', 25, { state: 'removed', deprecatedIn: 21, removedIn: 25 }],
    ['batch/v1', 'CronJob', 20, { state: 'not-yet', since: 21, replacement: { apiVersion: 'batch/v1beta1', kind: 'CronJob' } }],
    [
      'v1',
      'Endpoints',
      36,
      { state: 'deprecated', deprecatedIn: 33, replacement: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' } },
    ],
    [
      'apps/v1alpha1',
      'PetSet',
      30,
      { state: 'removed', deprecatedIn: 5, removedIn: 5, replacement: { apiVersion: 'apps/v1', kind: 'StatefulSet' } },
    ],
    // A beta on its fixed term, off unless it is switched on.
    [
      'networking.k8s.io/v1beta1',
      'IPAddress',
      36,
      {
        state: 'deprecated',
        since: 31,
        deprecatedIn: 34,
        removedIn: 37,
        replacement: { apiVersion: 'networking.k8s.io/v1', kind: 'IPAddress' },
        offByDefault: true,
      },
    ],
    ['networking.k8s.io/v1beta1', 'IPAddress', 32, { state: 'served', since: 31, deprecatedIn: 34, removedIn: 37, offByDefault: true }],
    ['scheduling.k8s.io/v1alpha3', 'Workload', 37, { state: 'served', since: 37, offByDefault: true }],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 28, { state: 'served', since: 26, deprecatedIn: 29, removedIn: 32 }],
    ['v1', 'Deployment', 36, { state: 'unknown-kind', replacement: { apiVersion: 'apps/v1', kind: 'Deployment' } }],
    ['apps/v1', 'Deploymnet', 36, { state: 'unknown-kind' }],
    ['argoproj.io/v1alpha1', 'Rollout', 36, { state: 'unknown-kind' }],
  ] as const)('%s %s in 1.%i', (apiVersion, kind, minor, expected) => {
    expect(apiStatus(apiVersion, kind, minor)).toEqual(expected)
  })

  it('names only replacements that are served', () => {
    const wrong = storedSchemas().kinds.flatMap(([apiVersion, kind]) =>
      knownMinors.flatMap((minor) => {
        const { replacement } = apiStatus(apiVersion, kind, minor)
        if (replacement === undefined) return []
        const { state } = apiStatus(replacement.apiVersion, replacement.kind, minor)
        return state === 'served' || state === 'deprecated' ? [] : [`${apiVersion} ${kind} in 1.${minor}: ${replacement.apiVersion}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('lets every kind that is going to be replaced by name find its replacement in the newest version', () => {
    const lost = removals
      .filter(({ replacement }) => replacement !== undefined)
      .flatMap(({ apiVersion, kinds }) => kinds.filter((kind) => apiStatus(apiVersion, kind, newest).replacement === undefined))
    expect(lost).toEqual([])
  })
})

describe('the table of removals', () => {
  it('names each version of a kind once', () => {
    const names = removals.flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${apiVersion} ${kind}`))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('agrees with the records, which end when a version is gone', () => {
    const recorded = new Map(storedSchemas().kinds.map(([apiVersion, kind, , , until]) => [`${apiVersion} ${kind}`, until]))
    const different = removals.flatMap(({ apiVersion, kinds, removedIn }) =>
      kinds.flatMap((kind) => {
        const until = recorded.get(`${apiVersion} ${kind}`)
        if (until === undefined) return (removedIn ?? Infinity) < knownMinors[0]! ? [] : [`${apiVersion} ${kind} is not recorded`]
        // What was removed in 1.16 was in the documents, switched off, for two more releases.
        const last = removedIn === undefined ? 0 : removedIn === 16 ? 17 : removedIn - 1
        return until === last ? [] : [`${apiVersion} ${kind}: ${until}`]
      }),
    )
    expect(different).toEqual([])
  })

  it('has every version before the fixed term that is gone, alphas aside', () => {
    const listed = new Set(removals.flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${apiVersion} ${kind}`)))
    const missing = storedSchemas()
      .kinds.filter(
        ([apiVersion, kind, , since, until]) => until !== 0 && since < 20 && !apiVersion.includes('alpha') && !kind.endsWith('List'),
      )
      .map(([apiVersion, kind]) => `${apiVersion} ${kind}`)
      .filter((name) => !listed.has(name))
    // Sub-resources, which nobody writes into a manifest.
    expect(missing).toEqual(['policy/v1beta1 Eviction'])
  })
})

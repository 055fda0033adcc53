import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { gatekeeperConstraints } from '../../src/admission/export/gatekeeper-constraints.ts'
import { checks } from '../../src/checks/index.generated.ts'
import type { Check } from '../../src/core/check.ts'
import { judge } from '../../src/core/engine.ts'
import { Estate } from '../../src/core/estate.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import type { KubernetesObject } from '../../src/models/kubernetes/object.ts'
import { readManifests } from '../../src/models/kubernetes/read-manifests.ts'
import { ClusterJudge } from '../../src/policy/cluster/judge-object.ts'
import { readClusterPolicies } from '../../src/policy/cluster/read-policies.ts'
import { readPolicyDocuments, type PolicyDocument } from '../../src/policy/documents.ts'
import { unmark } from '../../src/sdk/marks.ts'
import { readingOf } from '../../src/sources/readers/reading-of-objects.ts'
import { corpus } from '../corpora.ts'

const library = corpus('policy/gatekeeper-library')

/** The templates of the library by the kind of their constraints; of several with one kind, the first. */
function templates(folder: string): ReadonlyMap<string, PolicyDocument> {
  const byKind = new Map<string, PolicyDocument>()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('template.yaml'))
  for (const file of files.toSorted())
    for (const document of readPolicyDocuments({ uri: file, text: readFileSync(join(folder, file), 'utf8') }).documents) {
      const { spec } = document.value as {
        readonly spec?: { readonly crd?: { readonly spec: { readonly names: { readonly kind: string } } } }
      }
      const kind = spec?.crd?.spec.names.kind
      if (kind !== undefined && !byKind.has(kind)) byKind.set(kind, document)
    }
  return byKind
}

const exported = checks.filter(({ enforce }) => enforce?.gatekeeper !== undefined)

describe.skipIf(library === undefined)('exported constraints', () => {
  const known = library === undefined ? new Map<string, PolicyDocument>() : templates(library)

  test.each(exported.map((check) => [check.id, check] as const))('%s: refuse its examples as it does', (_, check) => {
    const options = { kubernetes: defaultMinor, mode: 'deny', locale: 'en', exempt: ['kube-system'] } as const
    const text = JSON.stringify(gatekeeperConstraints([check], options))
    const template = known.get(check.enforce!.gatekeeper!.kind)!
    const cluster = readClusterPolicies([template, ...readPolicyDocuments({ uri: 'constraints.json', text }).documents], new Date(0))
    expect(cluster.problems).toEqual([])
    expect(cluster.policies).toHaveLength(1)
    for (const { name, source } of check.examples.filter((example) => example.options === undefined)) {
      const { objects } = readManifests({ uri: 'a.yaml', text: unmark('a.yaml', source).source.text }, 'en')
      expect([name, isRefused(new ClusterJudge(cluster, objects), objects)]).toEqual([name, isFailed(check, objects)])
    }
  })
})

function isRefused(cluster: ClusterJudge, objects: readonly KubernetesObject[]): boolean {
  return objects.some((object) => [...cluster.judge(object).values()].some((complaints) => complaints.length > 0))
}

function isFailed(check: Check, objects: readonly KubernetesObject[]): boolean {
  const estate = new Estate(readingOf(objects, [], { locale: 'en' }).subjects)
  return [...judge([check], estate, { target: { kubernetes: defaultMinor } })].some(({ findings }) => findings.length > 0)
}

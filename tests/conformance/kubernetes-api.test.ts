import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { judge } from '../../src/core/engine.ts'
import { formatPath, type Path } from '../../src/core/location.ts'
import { render } from '../../src/core/text.ts'
import { validateObject } from '../../src/models/kubernetes-api/validate.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import { isObject } from '../../src/models/kubernetes/json.ts'
import { kubernetesObject, type KubernetesObject } from '../../src/models/kubernetes/object.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'

const manifests = corpus('manifests')
const apiChecks = checks.filter(({ id }) => id.startsWith('api/'))

/** Everything that the checks say of the plain manifests of a folder, as `file: check path: message`. */
async function findingsIn(folder: string, minor: number): Promise<{ read: number; findings: string[] }> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // Templates and patches are not objects; they are judged once rendered.
    .filter((file) => /\.ya?ml$/.test(file) && !/(?:^|\/)(?:charts|templates)\/|\.patch\.ya?ml$/.test(file))
    .sort()
  const findings: string[] = []
  for (const file of files) {
    const { estate } = await readSources([{ uri: file, text: readFileSync(join(folder, file), 'utf8') }], { locale: 'en' })
    for (const evaluation of judge(apiChecks, estate, { target: { kubernetes: minor } })) {
      expect(evaluation.error).toBeUndefined()
      for (const { check, place, message } of evaluation.findings) {
        findings.push(`${file}: ${check} ${formatPath(place.path)}: ${render(message, 'en')}`)
      }
    }
  }
  return { read: files.length, findings }
}

describe.skipIf(manifests === undefined)('manifests of real projects', () => {
  /** What is truly wrong in them for the target version, each looked at by hand. */
  const wrong: Readonly<Record<string, readonly string[]>> = {
    'argo-cd': [],
    'ingress-nginx': [],
    'kube-prometheus': [],
    'aks-store-demo': [],
    'aks-baseline': [],
    'microservices-demo': [],
    'golden-kustomize': [],
  }

  it.each(Object.entries(wrong))('%s', async (project, expected) => {
    const { read, findings } = await findingsIn(join(manifests!, project), defaultMinor)
    expect(findings).toEqual(expected)
    expect(read).toBeGreaterThan(0)
  })
})

describe.skipIf(manifests === undefined)('a slip of the pen in the workloads of real projects', () => {
  const workloads = new Set(['DaemonSet', 'Deployment', 'Job', 'StatefulSet'])
  /** Fields of workloads that hold a map, whose keys are anybody's. */
  const maps = new Set(['annotations', 'labels', 'limits', 'matchLabels', 'nodeSelector', 'requests'])

  async function realWorkloads(): Promise<KubernetesObject[]> {
    const files = [
      'aks-store-demo/aks-store-all-in-one.yaml',
      'argo-cd/manifests/install.yaml',
      'microservices-demo/release/kubernetes-manifests.yaml',
    ]
    const read = files.map((file) => ({ uri: file, text: readFileSync(join(manifests!, file), 'utf8') }))
    const { estate } = await readSources(read, { locale: 'en' })
    return estate.subjects(kubernetesObject).filter(({ kind }) => workloads.has(kind))
  }

  /** Paths of all fields of an object. */
  function fieldsOf(value: unknown, path: Path = []): Path[] {
    if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, [...path, index]))
    if (!isObject(value) || maps.has(String(path.at(-1)))) return []
    return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...fieldsOf(inner, [...path, key])])
  }

  function renamed(value: unknown, [step, ...rest]: Path, to: string): unknown {
    if (Array.isArray(value)) return value.map((item, index) => (index === step ? renamed(item, rest, to) : item))
    return Object.fromEntries(
      Object.entries(value as object).map(([key, inner]) => {
        if (key !== step) return [key, inner]
        return rest.length === 0 ? [to, inner] : [key, renamed(inner, rest, to)]
      }),
    )
  }

  const slips: readonly (readonly [string, (name: string) => string])[] = [
    ['another case', (name) => name[0]!.toUpperCase() + name.slice(1)],
    ['the last letter left out', (name) => name.slice(0, -1)],
    ['two letters swapped', (name) => name.slice(0, -2) + name.at(-1)! + name.at(-2)!],
    ['a letter doubled', (name) => name[0]! + name],
  ]

  it.each(slips)('%s is found, and put right, wherever it happens', async (_, slip) => {
    const objects = await realWorkloads()
    let slipped = 0
    const wrong: string[] = []
    for (const object of objects) {
      expect(validateObject(object.value, defaultMinor).problems).toEqual([])
      for (const path of fieldsOf(object.value)) {
        const name = String(path.at(-1))
        const misspelt = slip(name)
        if (misspelt === name || name === 'apiVersion' || name === 'kind') continue
        slipped++
        const { problems } = validateObject(renamed(object.value, path, misspelt), defaultMinor)
        const found = problems.find((problem) => problem.code === 'unknown-field')
        const suggestion = found?.code === 'unknown-field' ? found.suggestion : undefined
        const right = formatPath(found?.path ?? []) === formatPath([...path.slice(0, -1), misspelt]) && suggestion?.kind === 'rename'
        if (!right || suggestion.field !== name) wrong.push(`${formatPath(path)}: ${misspelt}: ${JSON.stringify(suggestion)}`)
      }
    }
    expect([...new Set(wrong)]).toEqual([])
    expect(slipped).toBeGreaterThan(2000)
  })
})

describe.skipIf(manifests === undefined)("upstream's Pod Security fixtures", () => {
  const root = join(manifests ?? '', 'pod-security-admission')

  it.each([35, 36, 37])('of 1.%i are valid pods of that version', async (minor) => {
    const findings = []
    for (const folder of [`baseline/v1.${minor}`, `restricted/v1.${minor}`]) {
      findings.push(...(await findingsIn(join(root, folder), minor)).findings)
    }
    // The fixture asks only about the type of the volume, and names nothing but that.
    const field = 'spec.volumes[0].scaleIO.secretRef'
    expect(findings).toEqual([
      `fail/restrictedvolumes17.yaml: api/required-fields ${field}: ScaleIOVolumeSource lacks the required field secretRef`,
    ])
  })
})

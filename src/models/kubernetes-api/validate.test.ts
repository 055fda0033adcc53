import { describe, expect, it } from 'vitest'

import { problemLimit, validateObject } from './validate.ts'
import { knownMinors } from './versions.ts'

function pod(spec: Record<string, unknown>, metadata: unknown = { name: 'web' }): Record<string, unknown> {
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app' }], ...spec } }
}

function container(fields: Record<string, unknown>): Record<string, unknown> {
  return pod({ containers: [{ name: 'app', ...fields }] })
}

/** Problems as short lines: code, path, and what is expected. */
function problemsOf(value: unknown, minor = 36): string[] {
  return validateObject(value, minor).problems.map((problem) =>
    [problem.code, problem.path.join('.'), 'expected' in problem ? problem.expected : ''].join(' ').trim(),
  )
}

describe('validateObject', () => {
  it('knows built-in kinds only, and recorded versions only', () => {
    expect(validateObject(pod({}), 36)).toEqual({ known: true, problems: [], truncated: false })
    expect(validateObject({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', nonsense: 1 }, 36).known).toBe(false)
    expect(validateObject({ apiVersion: 'extensions/v1beta1', kind: 'Deployment' }, 36).known).toBe(false)
    expect(validateObject({ apiVersion: 'batch/v1', kind: 'CronJob' }, 20).known).toBe(false)
    expect(validateObject(pod({}), knownMinors.at(-1)! + 1).known).toBe(false)
    for (const value of [null, undefined, 'v1', [], {}, { apiVersion: 1, kind: 'Pod' }]) expect(validateObject(value, 36).known).toBe(false)
  })

  it('reads null as nothing', () => {
    expect(
      problemsOf(pod({ nodeSelector: null, hostNetwork: null, volumes: null, nodeName: null }, { name: 'web', creationTimestamp: null })),
    ).toEqual([])
    expect(problemsOf(pod({ containers: null }))).toEqual(['missing-field spec.containers'])
    expect(problemsOf(container({ args: [null], env: null }))).toEqual([])
    expect(problemsOf(pod({ containers: [null] }))).toEqual(['missing-field spec.containers.0.name'])
    expect(problemsOf(pod({}, { name: 'web', labels: { app: null } }))).toEqual([])
  })

  it.each([
    ['a number for a string', container({ env: [{ name: 'PORT', value: 8080 }] }), 'wrong-type spec.containers.0.env.0.value string'],
    ['a boolean for a string', pod({}, { annotations: { a: true } }), 'wrong-type metadata.annotations.a string'],
    ['a string for a boolean', pod({ hostNetwork: 'true' }), 'wrong-type spec.hostNetwork boolean'],
    [
      'a string for an integer',
      container({ ports: [{ containerPort: '80' }] }),
      'wrong-type spec.containers.0.ports.0.containerPort int32',
    ],
    ['a fraction for an integer', pod({ priority: 1.5 }), 'wrong-type spec.priority int32'],
    ['an integer out of range', pod({ priority: 2 ** 31 }), 'wrong-type spec.priority int32'],
    ['a mapping for a list', pod({ volumes: {} }), 'wrong-type spec.volumes list'],
    ['a list for a mapping', pod({ securityContext: [] }), 'wrong-type spec.securityContext struct'],
    ['a string for a map', pod({}, { labels: 'app=web' }), 'wrong-type metadata.labels map'],
    [
      'a boolean for a port',
      container({ livenessProbe: { httpGet: { port: true } } }),
      'wrong-type spec.containers.0.livenessProbe.httpGet.port intOrString',
    ],
    [
      'a boolean for a quantity',
      container({ resources: { limits: { cpu: true } } }),
      'wrong-type spec.containers.0.resources.limits.cpu quantity',
    ],
    [
      'text for a quantity',
      container({ resources: { limits: { cpu: 'two' } } }),
      'invalid-value spec.containers.0.resources.limits.cpu quantity',
    ],
    ['a word outside a closed set', container({ imagePullPolicy: 'Sometimes' }), 'invalid-value spec.containers.0.imagePullPolicy enum'],
    ['a time of day', pod({}, { creationTimestamp: '09:00' }), 'invalid-value metadata.creationTimestamp time'],
    ['plain text for bytes', { apiVersion: 'v1', kind: 'Secret', data: { a: 'plain text' } }, 'invalid-value data.a base64'],
    ['base64 without padding', { apiVersion: 'v1', kind: 'Secret', data: { a: 'YQ' } }, 'invalid-value data.a base64'],
  ])('refuses %s', (_, value, problem) => {
    expect(problemsOf(value)).toEqual([problem])
  })

  it.each([
    ['a whole number written as a fraction', pod({ priority: JSON.parse('1.0') as number })],
    ['a large integer', pod({ securityContext: { runAsUser: 2 ** 40 } })],
    ['an integer that is too large for a number', pod({ securityContext: { runAsUser: 2n ** 62n } })],
    ['ports by number and by name', container({ livenessProbe: { httpGet: { port: 80 } }, readinessProbe: { httpGet: { port: 'http' } } })],
    ['quantities as numbers and as text', container({ resources: { limits: { cpu: 0.5, memory: '128Mi', 'example.org/gpu': 1 } } })],
    ['an empty word, which is an unset one', pod({ tolerations: [{ key: 'a', operator: 'Exists', effect: '' }] })],
    ['base64 over several lines', { apiVersion: 'v1', kind: 'Secret', data: { a: 'YWJj\nZGVm\n' } }],
    ['a volume with a name only', pod({ volumes: [{ name: 'cache' }] })],
    [
      'a role reference whose group is left out',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', roleRef: { kind: 'Role', name: 'r' } },
    ],
    ['a status without its required fields', { ...pod({}), status: { conditions: [{ type: 'Ready' }] } }],
    ['any object as raw data', { apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { any: [1, 'x'] }, revision: 1 }],
  ])('takes %s', (_, value) => {
    expect(problemsOf(value)).toEqual([])
  })

  it('differs by version', () => {
    const hostUsers = pod({ hostUsers: false })
    expect(validateObject(hostUsers, 25).problems).toEqual([])
    expect(validateObject(hostUsers, 24).problems).toEqual([
      {
        code: 'unknown-field',
        path: ['spec', 'hostUsers'],
        field: 'hostUsers',
        type: 'PodSpec',
        suggestion: undefined,
        addedIn: 25,
        removedIn: undefined,
      },
    ])
    const clusterName = pod({}, { name: 'web', clusterName: 'blue' })
    expect(validateObject(clusterName, 23).problems).toEqual([])
    expect(validateObject(clusterName, 36).problems).toMatchObject([{ code: 'unknown-field', addedIn: undefined, removedIn: 25 }])
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { accessModes: ['ReadWriteOncePod'] } }
    expect(problemsOf(claim, 22)).toEqual([])
    expect(problemsOf(claim, 21)).toEqual(['invalid-value spec.accessModes.0 enum'])
  })

  it('takes names of JavaScript itself for what they are: unknown fields', () => {
    const hostile = JSON.parse(
      '{"apiVersion":"v1","kind":"Pod","__proto__":{},"constructor":1,"spec":{"containers":[],"toString":1}}',
    ) as unknown
    expect(problemsOf(hostile)).toEqual(['unknown-field __proto__', 'unknown-field constructor', 'unknown-field spec.toString'])
  })

  it('goes as deep as the object, and finds what is there', () => {
    let schema: Record<string, unknown> = { type: 'object', misspelt: true }
    const depth = 100_000
    for (let level = 0; level < depth; level++) schema = { type: 'object', properties: { a: schema } }
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { kind: 'A', plural: 'as' },
        versions: [{ name: 'v1', schema: { openAPIV3Schema: schema } }],
      },
    }
    const { problems } = validateObject(crd, 36)
    expect(problems).toHaveLength(1)
    expect(problems[0]!.path).toHaveLength(5 + 2 * depth + 1)
  })

  it('stops at its limit and says so', () => {
    const many = Object.fromEntries(Array.from({ length: problemLimit + 1 }, (_, index) => [`label${index}`, index]))
    const { problems, truncated } = validateObject(pod({}, { labels: many }), 36)
    expect([problems.length, truncated]).toEqual([problemLimit, true])
  })
})

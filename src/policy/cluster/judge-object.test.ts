import { describe, expect, test } from 'vitest'

import { render } from '../../core/text.ts'
import { KubernetesObject } from '../../models/kubernetes/object.ts'
import { readPolicyDocuments, type PolicyDocument } from '../documents.ts'
import { ClusterJudge } from './judge-object.ts'
import { readClusterPolicies } from './read-policies.ts'

const now = new Date('2026-01-01')

function documents(text: string, uri = 'policies.yaml'): readonly PolicyDocument[] {
  return readPolicyDocuments({ uri, text }).documents
}

function objectsOf(text: string): readonly KubernetesObject[] {
  return documents(text, 'objects.yaml').map(({ value, document }) => new KubernetesObject(value, document))
}

/** `path: message` of everything that the policies say of the objects, by policy. */
function said(policies: string, objects: string): Readonly<Record<string, readonly string[]>> {
  const read = objectsOf(objects)
  const judge = new ClusterJudge(readClusterPolicies(documents(policies), now), read)
  return Object.fromEntries(
    read
      .flatMap((object) => [...judge.judge(object)])
      .map(([{ id }, complaints]) => [
        id,
        complaints.map(({ path, message, undecided }) => {
          const words = typeof message === 'string' ? message : render(message, 'en')
          return `${undecided ? '? ' : ''}${path?.join('.') ?? ''}: ${words}`
        }),
      ]),
  )
}

const kyverno = (spec: string) => `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: pods }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
${spec}`

const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: shop }
spec:
  schedule: 0 0 * * *
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - { name: app, image: registry.example/app }
`

describe('what only a cluster knows', () => {
  const policy = (kind: string, spec: string) => `apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}
metadata: { name: approved }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [batch], apiVersions: [v1], operations: [CREATE], resources: [cronjobs] }]
${spec}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}Binding
metadata: { name: approved }
spec: { policyName: approved, validationActions: [Deny] }
`
  const unknown = '? : asks the authorizer of the cluster, whose answers are not known here'

  test('leaves a validation undecided', () => {
    const validations = `  validations: [{ expression: "authorizer.requestResource.check('approve').allowed()" }]`
    expect(said(policy('ValidatingAdmissionPolicy', validations), cronJob)).toEqual({
      'policy/ValidatingAdmissionPolicy/approved': [unknown],
    })
  })

  test('leaves everything undecided where it is asked what an object becomes', () => {
    const mutations = `  reinvocationPolicy: Never
  mutations:
    - patchType: JSONPatch
      jsonPatch:
        expression: "authorizer.requestResource.check('approve').allowed() ? [JSONPatch{op: 'remove', path: '/spec'}] : []"`
    expect(said(policy('MutatingAdmissionPolicy', mutations), cronJob)).toEqual({
      'policy/MutatingAdmissionPolicy/approved': [
        '? : MutatingAdmissionPolicy approved: asks the authorizer of the cluster, whose answers are not known here',
      ],
    })
  })

  test("leaves a policy of Kyverno's undecided", () => {
    const asks = `authorizer.group('').resource('pods').check('create').allowed()`
    const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: app, image: app }] }
`
    expect(said(kyverno(`  validations: [{ expression: "${asks}" }]`), pod)).toEqual({ 'policy/ValidatingPolicy/pods': [unknown] })
  })
})

describe('the pods that controllers will make', () => {
  test('are judged, and what is said of them is said of the template', () => {
    expect(
      said(kyverno('  validations: [{ expression: "object.spec.containers.all(c, has(c.resources))", message: no limits }]'), cronJob),
    ).toEqual({
      'policy/ValidatingPolicy/pods': ['spec.jobTemplate.spec.template.spec.containers.0.resources: no limits'],
    })
  })

  test('are judged with the defaults of the API server', () => {
    expect(
      said(
        kyverno(`  validations: [{ expression: "object.spec.containers.all(c, c.imagePullPolicy != 'Always')", message: pulls }]`),
        cronJob,
      ),
    ).toEqual({ 'policy/ValidatingPolicy/pods': ['spec.jobTemplate.spec.template.spec.containers.0.imagePullPolicy: pulls'] })
  })
})

const bound = (spec: string, binding = 'validationActions: [Deny]') => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: p }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE], resources: [configmaps] }]
${spec}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: b }
spec:
  policyName: p
  ${binding}
`
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\ndata: { size: "7" }\n'

describe('ValidatingAdmissionPolicies', () => {
  const withParams = `  paramKind: { apiVersion: v1, kind: Limit }
  validations: [{ expression: "int(object.data.size) <= params.most", message: too large }]`
  const limit = '---\napiVersion: v1\nkind: Limit\nmetadata: { name: l }\nmost: 5\n'
  const byName = 'paramRef: { name: l, parameterNotFoundAction: Deny }'

  test('take their parameters from the documents of the cluster', () => {
    expect(said(`${bound(withParams, byName)}${limit}`, configMap)).toEqual({
      'policy/ValidatingAdmissionPolicy/p': ['data.size: too large'],
    })
  })

  test('give no verdict where the parameters are not at hand', () => {
    expect(said(bound(withParams, byName), configMap)).toEqual({
      'policy/ValidatingAdmissionPolicy/p': [
        '? : the parameters of binding b (Limit l) are not among the given documents; a cluster without them refuses',
      ],
    })
  })

  test('ask once for each of the parameters that a selector selects', () => {
    const named = (name: string, most: number) =>
      `---\napiVersion: v1\nkind: Limit\nmetadata: { name: ${name}, namespace: shop, labels: { use: "${most}" } }\nmost: ${most}\n`
    const bySelector = 'paramRef: { selector: { matchExpressions: [{ key: use, operator: Exists }] }, parameterNotFoundAction: Allow }'
    const withMessage = withParams.replace('message: too large', `messageExpression: "'more than ' + string(params.most)"`)
    const limits = `${named('a', 3)}${named('b', 9)}${named('c', 5)}${named('d', 1).replace('namespace: shop', 'namespace: other')}`
    expect(said(`${bound(withMessage, bySelector)}${limits}`, configMap)).toEqual({
      'policy/ValidatingAdmissionPolicy/p': ['data.size: more than 3', 'data.size: more than 5'],
    })
  })

  test('are asked without parameters where the binding names none', () => {
    const optional = withParams.replace('params.most', '(params == null ? 1 : 9)')
    expect(said(`${bound(optional)}${limit}`, configMap)).toEqual({ 'policy/ValidatingAdmissionPolicy/p': ['data.size: too large'] })
  })

  test('know the labels of namespaces that are given', () => {
    const selected = bound(
      '  validations: [{ expression: "false" }]',
      'matchResources: { namespaceSelector: { matchLabels: { tier: gold } } }',
    )
    const namespace = (tier: string) => `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { tier: ${tier} } }\n`
    expect(said(`${selected}${namespace('gold')}`, configMap)).toEqual({
      'policy/ValidatingAdmissionPolicy/p': [': failed expression: false'],
    })
    expect(said(`${selected}${namespace('iron')}`, configMap)).toEqual({ 'policy/ValidatingAdmissionPolicy/p': [] })
  })
})

const mutating = (name: string, spec: string) => `---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: { name: ${name} }
spec:
  reinvocationPolicy: Never
  matchConstraints:
    resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE], resources: [configmaps] }]
${spec}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: { name: ${name} }
spec: { policyName: ${name} }
`
const apply = (expression: string) =>
  `  mutations: [{ patchType: ApplyConfiguration, applyConfiguration: { expression: '${expression}' } }]`

describe('MutatingAdmissionPolicies', () => {
  const small = bound('  validations: [{ expression: "object.data.size == \'1\'", message: too large }]')

  test('change objects before they are judged', () => {
    expect(said(`${small}${mutating('m', apply('Object{data: {"size": "1"}}'))}`, configMap)).toEqual({
      'policy/MutatingAdmissionPolicy/m': [],
      'policy/ValidatingAdmissionPolicy/p': [],
    })
  })

  test('run in order of their names, and again after a change where they ask for it', () => {
    const note = apply('Object{metadata: Object.metadata{annotations: {"size": object.data.size}}}')
    const shrink = apply('Object{data: {"size": "1"}}')
    const noted = bound('  validations: [{ expression: "object.metadata.annotations.size == \'1\'", message: stale }]')
    const once = `${noted}${mutating('a', note)}${mutating('b', shrink)}`
    expect(said(once, configMap)['policy/ValidatingAdmissionPolicy/p']).toEqual(['metadata.annotations.size: stale'])
    expect(
      said(once.replace('reinvocationPolicy: Never', 'reinvocationPolicy: IfNeeded'), configMap)['policy/ValidatingAdmissionPolicy/p'],
    ).toEqual([])
  })

  test('refuse what they cannot change, and nothing else is asked of it', () => {
    const broken = mutating('m', apply('Object{data: {"size": object.data.missing}}'))
    expect(said(`${small}${broken}`, configMap)).toEqual({
      'policy/MutatingAdmissionPolicy/m': [
        `: expression 'Object{data: {"size": object.data.missing}}' resulted in error: no such key: missing`,
      ],
    })
    expect(said(`${small}${broken.replace('  mutations', '  failurePolicy: Ignore\n  mutations')}`, configMap)).toEqual({
      'policy/MutatingAdmissionPolicy/m': [],
      'policy/ValidatingAdmissionPolicy/p': ['data.size: too large'],
    })
  })

  test('give no verdict where their parameters are not at hand', () => {
    const withParams = mutating('m', `  paramKind: { apiVersion: v1, kind: Limit }\n${apply('Object{data: params.data}')}`).replace(
      'policyName: m',
      'policyName: m, paramRef: { name: l, parameterNotFoundAction: Allow }',
    )
    const [first] = Object.values(said(`${small}${withParams}`, configMap)).flat()
    expect(first).toBe(
      '? : MutatingAdmissionPolicy m: the parameters of binding m (Limit l) are not among the given documents; a cluster without them admits',
    )
  })
})

describe('Gatekeeper', () => {
  const template = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: unique }
spec:
  crd: { spec: { names: { kind: Unique } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package unique
        violation[{"msg": msg}] {
          other := data.inventory.namespace[_][_]["ConfigMap"][name]
          name != input.review.object.metadata.name
          other.data.size == input.review.object.data.size
          msg := sprintf("%v has the same size", [name])
        }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: Unique
metadata: { name: u }
`

  test('policies see the other objects', () => {
    expect(said(template, `${configMap}---\n${configMap.replace('name: c', 'name: d')}`)).toEqual({
      'policy/Unique/u': ['data.size: c has the same size'],
    })
  })

  test('policies see only what is synced, where that is said', () => {
    const config = (spec: string) =>
      `---\napiVersion: config.gatekeeper.sh/v1alpha1\nkind: Config\nmetadata: { name: config }\nspec: ${spec}\n`
    const both = `${configMap}---\n${configMap.replace('name: c', 'name: d')}`
    const sync = (kind: string) => config(`{ sync: { syncOnly: [{ group: "", version: v1, kind: ${kind} }] } }`)
    expect(said(`${template}${sync('Pod')}`, both)).toEqual({ 'policy/Unique/u': [] })
    expect(said(`${template}${sync('ConfigMap')}`, both)['policy/Unique/u']).toHaveLength(1)
    const alone = config(
      '{ match: [{ processes: ["*"], excludedNamespaces: [sh*] }], sync: { syncOnly: [{ version: v1, kind: ConfigMap }] } }',
    )
    expect(said(`${template}${alone}`, both)).toEqual({})
  })

  test('mutators change objects before they are judged', () => {
    const mutator = `---
apiVersion: mutations.gatekeeper.sh/v1
kind: Assign
metadata: { name: size }
spec:
  applyTo: [{ groups: [""], versions: [v1], kinds: [ConfigMap] }]
  location: data.size
  parameters: { assign: { value: "1" } }
`
    const judged = bound('  validations: [{ expression: "object.data.size == \'1\'" }]')
    expect(said(judged, configMap)['policy/ValidatingAdmissionPolicy/p']).toHaveLength(1)
    expect(said(`${judged}${mutator}`, configMap)).toEqual({ 'policy/ValidatingAdmissionPolicy/p': [] })
  })
})

describe('documents that cannot be used', () => {
  test.each([
    [
      'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: Missing\nmetadata: { name: m }\n',
      'no ConstraintTemplate defines the kind Missing',
    ],
    [
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: m }\nspec: { rules: [{ name: r }] }\n',
      "rule is in Kyverno's own language, not in CEL",
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: m }\nspec: { policyName: p }\n',
      'no ValidatingAdmissionPolicy is called p',
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingAdmissionPolicyBinding\nmetadata: { name: m }\nspec: { policyName: p }\n',
      'no MutatingAdmissionPolicy is called p',
    ],
    ['{ id: a, properties: { policyDefinitionId: gone } }', 'gone is not among the given definitions'],
  ])('are named: %s', (text, problem) => {
    const { policies, problems } = readClusterPolicies(documents(text), now)
    expect([policies, problems.map(({ error }) => error.message)]).toEqual([[], [expect.stringContaining(problem)]])
  })
})

import { join } from 'node:path'

import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { admissionPolicies, isInCel } from '../../src/admission/export/admission-policies.ts'
import { checks } from '../../src/checks/index.generated.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import { corpus } from '../corpora.ts'
import { breakwater, folderWith, goodPod } from './breakwater.ts'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 7
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: app
          image: registry.example/app:1
          securityContext:
            privileged: true
`

const template = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: noprivileged
spec:
  crd:
    spec:
      names: { kind: NoPrivileged }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package noprivileged

        violation[{"msg": msg}] {
          container := input.review.object.spec.containers[_]
          container.securityContext.privileged
          msg := sprintf("%v is privileged", [container.name])
        }
`

const constraint = (action = 'deny') => `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: NoPrivileged
metadata:
  name: everywhere
spec:
  enforcementAction: ${action}
  match:
    kinds: [{ apiGroups: [""], kinds: [Pod] }]
`

const replicas = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: replicas
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }
  validations:
    - expression: object.spec.replicas <= 5
      message: at most 5 replicas
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: everywhere
spec:
  policyName: replicas
  validationActions: [Warn]
`

const definition = (source: string) => `{
  "id": "/providers/Microsoft.Authorization/policyDefinitions/d1",
  "properties": {
    "displayName": "No privileged containers",
    "mode": "Microsoft.Kubernetes.Data",
    "parameters": { "effect": { "type": "String", "defaultValue": "Deny" } },
    "policyRule": {
      "if": { "field": "type", "equals": "Microsoft.ContainerService/managedClusters" },
      "then": {
        "effect": "[parameters('effect')]",
        "details": { "templateInfo": { "sourceType": "PublicURL", "url": "${source}" }, "apiGroups": [""], "kinds": ["Pod"], "values": {} }
      }
    }
  }
}`
const assignment = { id: '/subscriptions/s/a1', properties: { displayName: 'ours', policyDefinitionId: 'd1' } }
const exemption = {
  id: '/subscriptions/s/e1',
  properties: {
    policyAssignmentId: '/subscriptions/s/a1',
    exemptionCategory: 'Waiver',
    description: 'until the rewrite',
    expiresOn: '2999-01-01',
  },
}

interface Report {
  readonly inputs: { readonly notAnalysed: readonly { reason: string; uri: string; line?: number }[] }
  readonly findings: readonly {
    check: string
    outcome: string
    severity: string
    message: string
    suppressed: { reason: string } | null
    location: { uri: string; startLine: number; startColumn: number; path: string }
    related: { location: { uri: string; startLine: number } }[]
  }[]
}

function evaluate(files: Record<string, string>, ...args: string[]): { status: number | null; json: Report; stderr: string } {
  const { status, stdout, stderr } = breakwater(['policy', 'eval', 'deploy', ...args, '--format', 'json'], { cwd: folderWith(files) })
  return { status, stderr, json: stdout === '' ? { inputs: { notAnalysed: [] }, findings: [] } : (JSON.parse(stdout) as Report) }
}

describe('policy eval', () => {
  const files = { 'deploy/web.yaml': deployment, 'policies/t.yaml': template, 'policies/c.yaml': constraint(), 'policies/v.yaml': replicas }

  test('says what the cluster will say, at the field that decided and the rule that says so', () => {
    const { status, json } = evaluate(files, '--policies', 'policies')
    expect(status).toBe(1)
    expect(
      json.findings.map(({ check, severity, message, location, related }) => [check, severity, message, location, related[0]!.location]),
    ).toEqual([
      [
        'policy/NoPrivileged/everywhere',
        'high',
        'its pods: app is privileged',
        expect.objectContaining({
          uri: 'deploy/web.yaml',
          startLine: 18,
          startColumn: 25,
          path: 'spec.template.spec.containers[0].securityContext.privileged',
        }),
        expect.objectContaining({ uri: 'policies/t.yaml', startLine: 14 }),
      ],
      [
        'policy/ValidatingAdmissionPolicy/replicas',
        'low',
        'at most 5 replicas',
        expect.objectContaining({ uri: 'deploy/web.yaml', startLine: 7, startColumn: 13, path: 'spec.replicas' }),
        expect.objectContaining({ uri: 'policies/v.yaml', startLine: 10 }),
      ],
    ])
  })

  test('policies among the judged files count without being named', () => {
    const { status, json } = evaluate({ 'deploy/web.yaml': deployment, 'deploy/v.yaml': replicas })
    expect([status, json.findings.map(({ check }) => check)]).toEqual([0, ['policy/ValidatingAdmissionPolicy/replicas']])
  })

  test.each([
    ['deny', 'high', 1],
    ['warn', 'low', 0],
    ['dryrun', 'info', 0],
  ])('%s is %s', (action, severity, exit) => {
    const { status, json } = evaluate(
      { ...files, 'policies/c.yaml': constraint(action) },
      '--policies',
      'policies',
      '--only',
      'policy/NoPrivileged/*',
    )
    expect([status, json.findings.map((finding) => finding.severity)]).toEqual([exit, [severity]])
  })

  test('judges what Azure assigns, through the template that Azure publishes, and honours exemptions', () => {
    const azure = {
      'deploy/web.yaml': deployment,
      'policies/no-privileged/template.yaml': template,
      'policies/definition.json': `\uFEFF${definition('https://store.policy.core.windows.net/kubernetes/no-privileged/v1/template.yaml')}`,
      'assigned.json': JSON.stringify([assignment]),
      'exempted.json': JSON.stringify({ value: [assignment, exemption] }),
    }
    const denied = evaluate(azure, '--policies', 'policies', '--assignments', 'assigned.json')
    expect([denied.status, denied.json.findings.map(({ check, severity }) => [check, severity])]).toEqual([
      1,
      [['policy/AzurePolicy/d1', 'high']],
    ])
    const exempted = evaluate(azure, '--policies', 'policies', '--assignments', 'exempted.json')
    expect([exempted.status, exempted.json.findings.map(({ suppressed }) => suppressed?.reason)]).toEqual([
      0,
      ['Azure Policy exemption (Waiver): until the rewrite'],
    ])
  })

  test('policies that cannot be used are no pass', () => {
    const broken = evaluate({ ...files, 'policies/c.yaml': constraint().replaceAll('NoPrivileged', 'Unknown') }, '--policies', 'policies')
    expect(broken.status).toBe(4)
    expect(broken.json.inputs.notAnalysed).toMatchObject([{ uri: 'policies/c.yaml', reason: 'policy-invalid', line: 2 }])
    const missing = { ...files, 'a.json': JSON.stringify([assignment]) }
    expect(evaluate(missing, '--policies', 'policies/v.yaml', '--assignments', 'a.json').status).toBe(4)
  })

  test('charts are judged as what they render to', () => {
    const chart = {
      'deploy/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'deploy/values.yaml': 'replicas: 9\n',
      'deploy/templates/web.yaml': deployment
        .replace('replicas: 7', 'replicas: {{ .Values.replicas }}')
        .replace('privileged: true', 'privileged: false'),
      'policies/v.yaml': replicas,
    }
    const { json } = evaluate(chart, '--policies', 'policies')
    expect(json.findings.map(({ message, location }) => [message, location.uri.split('/').at(-1), location.path])).toEqual([
      ['at most 5 replicas', 'web.yaml', 'spec.replicas'],
    ])
  })

  test.each([
    [['policy'], 2],
    [['policy', 'evla', 'deploy'], 2],
    [['policy', 'eval'], 2],
    [['policy', 'eval', 'nowhere'], 2],
    [['policy', 'eval', 'deploy', '--policies', 'nowhere'], 2],
    [['policy', 'eval', 'deploy', '--assignments', 'deploy/web.yaml'], 2],
    [['policy', 'eval', 'deploy'], 3],
    [['policy', 'test', 'deploy'], 3],
    [['policy', 'test', 'deploy', '--format', 'sarif'], 2],
  ])('%j ends with %i', (args, code) => {
    const { status, stderr } = breakwater(args, { cwd: folderWith({ 'deploy/web.yaml': goodPod() }) })
    expect(status).toBe(code)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe('policy explain', () => {
  test('names the rule, the field and its value', () => {
    const cwd = folderWith({ 'web.yaml': deployment, 'p/t.yaml': template, 'p/c.yaml': constraint() })
    const { status, stdout } = breakwater(['policy', 'explain', 'web.yaml', '--policies', 'p', '--format', 'json'], { cwd })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      explanations: [
        {
          policy: 'policy/NoPrivileged/everywhere',
          title: 'NoPrivileged everywhere',
          resource: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
          outcome: 'deny',
          complaints: [
            {
              message: 'app is privileged',
              undecided: false,
              implied: 'pod',
              rule: { uri: 'p/t.yaml', line: 14, column: 9, text: 'violation[{"msg": msg}] {' },
              field: {
                uri: 'web.yaml',
                line: 18,
                column: 25,
                path: 'spec.template.spec.containers[0].securityContext.privileged',
                value: true,
              },
              reads: ['spec.containers[0].securityContext.privileged', 'spec.containers[0].name'],
            },
          ],
        },
      ],
    })
    const japanese = breakwater(['policy', 'explain', 'web.yaml', '--policies', 'p', '--lang', 'ja'], { cwd })
    expect(japanese.stdout).toContain('shop/Deployment/web  policy/NoPrivileged/everywhere  拒否されます')
  })

  test('shows no value of a Secret', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { password: hunter2hunter2 }\n'
    const rego = template.replace(
      /violation[^]*/,
      'violation[{"msg": "no"}] {\n          input.review.object.stringData.password != ""\n        }\n',
    )
    const cwd = folderWith({ 's.yaml': secret, 'p/t.yaml': rego, 'p/c.yaml': constraint().replace('Pod', 'Secret') })
    const { stdout } = breakwater(['policy', 'explain', 's.yaml', '--policies', 'p'], { cwd })
    expect(stdout).toContain('stringData.password = "****"')
    expect(stdout).not.toContain('hunter2')
  })
})

describe('policy test', () => {
  const suite = `apiVersion: breakwater.dev/v1
kind: PolicySuite
metadata: { name: door }
policies: [policies]
cases:
  - { name: refused, objects: web.yaml, expect: deny, messages: ['^app is privileged$', '^at most \\d replicas$'] }
  - { name: replicas alone, objects: web.yaml, expect: warn, policies: [policy/ValidatingAdmissionPolicy/*] }
`
  const files = { 'web.yaml': deployment, 'policies/t.yaml': template, 'policies/c.yaml': constraint(), 'policies/v.yaml': replicas }

  test("runs suites of one's own", () => {
    const cwd = folderWith({ ...files, 'door.yaml': suite })
    const { status, stdout } = breakwater(['policy', 'test', '.', '--format', 'json'], { cwd })
    expect([status, JSON.parse(stdout)]).toEqual([0, { version: 1, passed: 2, failed: 0, skipped: 0, failures: [] }])
  })

  test('a verdict that is another than expected fails, and says both', () => {
    const cwd = folderWith({ ...files, 'door.yaml': suite.replace('expect: warn', 'expect: allow') })
    const { status, stdout } = breakwater(['policy', 'test', '.', '--format', 'json'], { cwd })
    expect([status, JSON.parse(stdout)]).toEqual([
      1,
      {
        version: 1,
        passed: 1,
        failed: 1,
        skipped: 0,
        failures: [{ suite: 'door', test: 'replicas alone', case: 'web.yaml', expected: 'allow', got: 'warn: ["at most 5 replicas"]' }],
      },
    ])
  })

  test('a suite that cannot be run is no pass', () => {
    expect(
      breakwater(['policy', 'test', '.'], { cwd: folderWith({ ...files, 'door.yaml': suite.replace('expect: deny', 'expect: maybe') }) })
        .status,
    ).toBe(4)
    expect(breakwater(['policy', 'test', '.'], { cwd: folderWith({ 'door.yaml': suite }) }).status).toBe(4)
    expect(breakwater(['policy', 'test', '.'], { cwd: folderWith({ ...files, 'door.yaml': suite.replace('^app', '(app') }) }).status).toBe(
      4,
    )
  })
})

const policies = corpus('policy')

describe.skipIf(policies === undefined)('the suites of others', () => {
  const counts = (folder: string) => {
    const { status, stdout } = breakwater(['policy', 'test', join(policies!, folder), '--format', 'json'])
    return { status, ...(JSON.parse(stdout) as object) }
  }

  test('gatekeeper-library: every case passes', () => {
    expect(counts('gatekeeper-library')).toEqual({ status: 0, version: 1, passed: 185, failed: 0, skipped: 0, failures: [] })
  })

  test('Kyverno: every case of policies in CEL passes, the others are skipped', () => {
    expect(counts('kyverno')).toEqual({ status: 0, version: 1, passed: 1310, failed: 0, skipped: 639, failures: [] })
  })
})

test('the built program exports what the source says', () => {
  const exported = checks.filter(isInCel)
  const options = { kubernetes: defaultMinor, mode: 'deny', locale: 'en', exempt: ['kube-system'] } as const
  const wanted = admissionPolicies(exported, options)
  const ids = exported.map(({ id }) => id).join(',')
  const { status, stdout, stderr } = breakwater(['policy', 'export', '--only', ids], { cwd: folderWith({}) })
  expect([status, stderr]).toEqual([0, ''])
  expect(parseAllDocuments(stdout).map((document) => document.toJS() as object)).toEqual(wanted)
})

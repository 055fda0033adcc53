import { describe, expect, test } from 'vitest'

import { formatPath } from '../../core/location.ts'
import { render, type Message } from '../../core/text.ts'
import { RegoObject } from '../rego/values.ts'
import { Gatekeeper } from './engine.ts'
import { reviewOfObject } from './review.ts'
import { compileTemplate } from './template.ts'

const template = (rego: string, more: object = {}) => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: 'nohostnetwork' },
  spec: { crd: { spec: { names: { kind: 'NoHostNetwork' } } }, targets: [{ target: 'admission.k8s.gatekeeper.sh', rego, ...more }] },
})

const rego = `package nohostnetwork
violation[{"msg": msg}] {
  input.review.object.spec.hostNetwork
  msg := sprintf("%v uses the network of its node", [input.review.object.metadata.name])
}`

const constraint = (spec: object = {}) => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'NoHostNetwork',
  metadata: { name: 'test' },
  spec,
})
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec: { hostNetwork: true } }

describe('Gatekeeper', () => {
  test('says what is wrong, and with which constraint', () => {
    const engine = new Gatekeeper()
    engine.addTemplate(template(rego))
    engine.addConstraint(
      constraint({
        enforcementAction: 'scoped',
        scopedEnforcementActions: [{ action: 'warn', enforcementPoints: [{ name: 'webhook.gatekeeper.sh' }, { name: '*' }] }],
      }),
    )
    const { violations, undecided, applied } = engine.review(reviewOfObject(pod))
    expect(
      violations.map((found) => ({ message: found.message, name: found.constraint.name, actions: found.constraint.actionsAt('webhook') })),
    ).toEqual([{ message: 'web uses the network of its node', name: 'test', actions: ['warn'] }])
    expect({ undecided, applied }).toEqual({ undecided: [], applied: 1 })
  })

  test('judges what a Deployment will be expanded to, after mutation', () => {
    const engine = new Gatekeeper()
    const documents = [
      template(rego),
      constraint({ match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] } }),
      {
        apiVersion: 'expansion.gatekeeper.sh/v1beta1',
        kind: 'ExpansionTemplate',
        metadata: { name: 'expand' },
        spec: {
          applyTo: [{ groups: ['apps'], versions: ['v1'], kinds: ['Deployment'] }],
          templateSource: 'spec.template',
          generatedGVK: { group: '', version: 'v1', kind: 'Pod' },
        },
      },
      { apiVersion: 'v1', kind: 'ConfigMap' },
    ]
    expect(documents.map((document) => engine.add(document))).toEqual([true, true, true, false])
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { template: { spec: pod.spec } },
    }
    expect(engine.judge(deployment).violations.map(({ message }) => message)).toEqual([
      '[Implied by expand] web-pod uses the network of its node',
    ])
    engine.add({
      apiVersion: 'mutations.gatekeeper.sh/v1',
      kind: 'Assign',
      metadata: { name: 'off' },
      spec: {
        applyTo: [{ groups: [''], versions: ['v1'], kinds: ['Pod'] }],
        location: 'spec.hostNetwork',
        parameters: { assign: { value: false } },
      },
    })
    expect(engine.judge(deployment).violations).toEqual([])
  })

  test('tells the rule and the field that a violation comes from, also one that is missing', () => {
    const compiled = compileTemplate(
      template(`package nohostnetwork
violation[{"msg": msg}] {
  c := containers[_]
  not nonroot(c)
  msg := sprintf("%v may run as root", [c.name])
}
containers[c] { c := input.review.object.spec.containers[_] }
nonroot(c) { c.securityContext.runAsNonRoot == true }`),
    )
    const object = {
      ...pod,
      spec: {
        containers: [
          { name: 'a', securityContext: { runAsNonRoot: true } },
          { name: 'b', securityContext: {} },
        ],
      },
    }
    const question = { review: reviewOfObject(object), parameters: new RegoObject(), inventory: new RegoObject() }
    expect(compiled.explain(question).map(({ message, rule, path }) => ({ message, line: rule.line, path: formatPath(path!) }))).toEqual([
      { message: 'b may run as root', line: 2, path: 'spec.containers[1].securityContext.runAsNonRoot' },
    ])
  })

  test('a policy that fails is no pass', () => {
    const engine = new Gatekeeper()
    engine.addTemplate(template('package nohostnetwork\nviolation[{"msg": 1}] { true }'))
    engine.addConstraint(constraint())
    expect(
      engine
        .review(reviewOfObject(pod))
        .undecided.map(({ reason }) => (['en', 'ja'] as const).map((locale) => render(reason as Message, locale))),
    ).toEqual([
      [
        'the policy cannot be evaluated: eval_type_error: violation has no msg, or one that is not a string',
        'ポリシーを評価できません: eval_type_error: violation に msg がないか、msg が文字列ではありません',
      ],
    ])
  })

  test.each([
    ['package x\nviolation[{"msg": "a"}] { http.send({}) }', 'http.send: would reach out to the network'],
    [
      'package x\nviolation[{"msg": "a"}] { data.other.x }',
      'invalid data reference data.other.x: only data.inventory and data.lib may be read',
    ],
    [
      'package x\nimport input.review\nviolation[{"msg": "a"}] { review }',
      'invalid import input.review: only data.lib and data.inventory may be imported',
    ],
    ['package x\nallow { true }', 'a template must have a rule violation[{"msg": msg}]'],
  ])('%j is refused', (code, reason) => {
    expect(() => new Gatekeeper().addTemplate(template(code))).toThrow(reason)
  })

  test('a constraint without its template is refused', () => {
    expect(() => new Gatekeeper().addConstraint(constraint())).toThrow(
      'NoHostNetwork test: kind: no ConstraintTemplate defines the kind NoHostNetwork',
    )
  })
})

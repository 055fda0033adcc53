import { describe, expect, it } from 'vitest'

import { validateObject } from './validate.ts'

function deployment(container: Record<string, unknown>): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: {}, template: { spec: { containers: [{ name: 'app', ...container }] } } },
  }
}

function suggestionsFor(value: unknown): unknown[] {
  return validateObject(value, 36).problems.map((problem) => (problem.code === 'unknown-field' ? problem.suggestion : problem))
}

const inContainer = 'spec.template.spec.containers[0]'

describe('a misspelt field', () => {
  it.each([
    ['securitycontext', {}, 'securityContext', true],
    ['security_context', {}, 'securityContext', true],
    ['securityContex', {}, 'securityContext', true],
    ['securtiyContext', {}, 'securityContext', true],
    ['resource', {}, 'resources', true],
    ['imagePullpolicy', 'Always', 'imagePullPolicy', true],
    ['port', [], 'ports', false],
    // The right name, with a value that it does not take.
    ['resource', 'small', 'resources', false],
  ])('%s: %j', (field, value, meant, certain) => {
    expect(suggestionsFor(deployment({ [field]: value }))).toEqual([{ kind: 'rename', field: meant, certain }])
  })

  it('is not certain where the right name is taken', () => {
    expect(suggestionsFor(deployment({ Image: 'b', image: 'a' }))).toEqual([{ kind: 'rename', field: 'image', certain: false }])
  })

  it('is not guessed where nothing is near', () => {
    expect(suggestionsFor(deployment({ owner: 'shop', ['x'.repeat(100_000)]: 1 }))).toEqual([undefined, undefined])
  })
})

describe('a misplaced field', () => {
  it.each([
    ['privileged', `${inContainer}.securityContext.privileged`],
    ['limits', `${inContainer}.resources.limits`],
    ['hostNetwork', 'spec.template.spec.hostNetwork'],
    ['serviceAccountName', 'spec.template.spec.serviceAccountName'],
    ['replicas', 'spec.replicas'],
  ])('%s in a container', (field, to) => {
    expect(suggestionsFor(deployment({ [field]: 1 }))).toMatchObject([{ kind: 'move', to }])
  })

  it.each([
    [{ securityContext: { privileged: true } }, 'spec.containers[*].securityContext.privileged'],
    [{ image: 'a' }, 'spec.containers[*].image'],
    [{ labels: {} }, 'metadata.labels'],
    [{ containers: [{ name: 'a', securityContext: { fsGroup: 1 } }] }, 'spec.securityContext.fsGroup'],
  ])('%j in a pod', (spec, to) => {
    expect(suggestionsFor({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [], ...spec } })).toMatchObject([{ kind: 'move', to }])
  })

  it('has no single path where each entry of a list is meant', () => {
    expect(suggestionsFor({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [], image: 'a' } })).toEqual([
      { kind: 'move', to: 'spec.containers[*].image', path: undefined },
    ])
  })

  it('containers of a deployment without a template', () => {
    const value = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: {}, template: {}, containers: [] } }
    expect(suggestionsFor(value)).toEqual([
      { kind: 'move', to: 'spec.template.spec.containers', path: ['spec', 'template', 'spec', 'containers'] },
    ])
  })

  it('is not guessed where several places could be meant', () => {
    expect(suggestionsFor({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [], path: '/' } })).toEqual([undefined])
  })
})

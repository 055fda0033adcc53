import { describe, expect, it } from 'vitest'

import { Estate } from '../../core/estate.ts'
import { kubernetesObject } from '../kubernetes/object.ts'
import { readManifests } from '../kubernetes/read-manifests.ts'
import { accountOf, serviceAccounts } from './service-account.ts'
import { workloadsOf } from './workload.ts'

/** The mount for a pod with these lines in its spec, beside these other objects. */
function asked(spec: string, objects = '', namespace = 'shop') {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: web${namespace === '' ? '' : `, namespace: ${namespace}`} }\nspec: { ${spec} }\n`
  const { objects: read } = readManifests({ uri: 'x.yaml', text: `${pod}---\n${objects}` }, 'en')
  const view = new Estate([[kubernetesObject, read]]).view(serviceAccounts)
  const [web] = workloadsOf(read[0]!)
  return { account: accountOf(web!), mount: view.tokenMount(web!), hasRole: view.hasRole(web!) }
}

const account = (name: string, namespace: string, automount: string) =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: ${namespace} }\nautomountServiceAccountToken: ${automount}\n---\n`
const bound = (name: string, namespace: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: ${namespace} }\nroleRef: { kind: Role, name: r }\nsubjects: [{ kind: ServiceAccount, name: ${name}, namespace: ${namespace} }]\n---\n`

describe('accountOf', () => {
  it.each([
    ['', 'default', false],
    ['serviceAccountName: ""', 'default', false],
    ['serviceAccountName: web', 'web', true],
    ['serviceAccount: old', 'old', true],
    ['serviceAccountName: web, serviceAccount: old', 'web', true],
  ])('{ %s } is %s', (spec, name, isNamed) => expect(asked(spec).account).toMatchObject({ name, isNamed }))
})

describe('tokenMount', () => {
  it.each([
    ['', '', true, 'default'],
    ['automountServiceAccountToken: false', '', false, 'pod'],
    ['automountServiceAccountToken: null', '', true, 'default'],
    ['serviceAccountName: web', account('web', 'shop', 'false'), false, 'account'],
    ['serviceAccountName: web', account('web', 'shop', 'true'), true, 'account'],
    ['serviceAccountName: web', account('web', 'office', 'false'), true, 'default'],
    ['serviceAccountName: web, automountServiceAccountToken: true', account('web', 'shop', 'false'), true, 'pod'],
    ['serviceAccountName: web, automountServiceAccountToken: false', account('web', 'shop', 'true'), false, 'pod'],
    ['', account('default', 'shop', 'false'), false, 'account'],
  ])('{ %s } %#', (spec, objects, isMounted, decidedBy) => expect(asked(spec, objects).mount).toEqual({ isMounted, decidedBy }))
})

describe('hasRole', () => {
  it.each([
    ['serviceAccountName: web', bound('web', 'shop'), 'shop', true],
    ['serviceAccountName: web', bound('web', 'office'), 'shop', false],
    ['serviceAccountName: web', bound('other', 'shop'), 'shop', false],
    ['serviceAccountName: web', bound('web', 'shop'), '', true],
    ['', bound('default', 'shop'), 'shop', false],
  ])('{ %s } %#', (spec, objects, namespace, expected) => expect(asked(spec, objects, namespace).hasRole).toBe(expected))
})

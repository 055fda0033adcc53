import { listOf, mapOf, opaque, types, type ObjectType, type StaticType } from './static-type.ts'

function object(name: string, fields: Readonly<Record<string, StaticType>>): ObjectType {
  return { kind: 'object', name, field: (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined) }
}

const { bool, dyn, int, string, timestamp } = types
const strings = listOf(string)
const labels = mapOf(string, string)

const groupVersionKind = object('kubernetes.GroupVersionKind', { group: string, version: string, kind: string })
const groupVersionResource = object('kubernetes.GroupVersionResource', { group: string, version: string, resource: string })

/** `request`, as the API server declares it: without the objects and the `uid` of the review. */
export const requestType = object('kubernetes.AdmissionRequest', {
  kind: groupVersionKind,
  resource: groupVersionResource,
  subResource: string,
  requestKind: groupVersionKind,
  requestResource: groupVersionResource,
  requestSubResource: string,
  name: string,
  namespace: string,
  operation: string,
  userInfo: object('kubernetes.UserInfo', { username: string, uid: string, groups: strings, extra: mapOf(string, strings) }),
  dryRun: bool,
  options: dyn,
})

/** `namespaceObject`: some fields of the metadata are left out by design, and `UID` is written like that. */
export const namespaceType = object('kubernetes.Namespace', {
  metadata: object('kubernetes.NamespaceMetadata', {
    name: string,
    generateName: string,
    namespace: string,
    labels,
    annotations: labels,
    UID: string,
    creationTimestamp: timestamp,
    deletionGracePeriodSeconds: int,
    deletionTimestamp: timestamp,
    generation: int,
    resourceVersion: string,
    finalizers: strings,
  }),
  spec: object('kubernetes.NamespaceSpec', { finalizers: strings }),
  status: object('kubernetes.NamespaceStatus', {
    conditions: listOf(
      object('kubernetes.NamespaceCondition', {
        status: string,
        type: string,
        lastTransitionTime: timestamp,
        message: string,
        reason: string,
      }),
    ),
    phase: string,
  }),
})

export const authorizerType = opaque('kubernetes.authorization.Authorizer')
export const resourceCheckType = opaque('kubernetes.authorization.ResourceCheck')

/** The variables of a policy, which are fields of `variables` and known from the one after them on. */
export function variablesType(fields: ReadonlyMap<string, StaticType>): ObjectType {
  return { kind: 'object', name: 'kubernetes.variables', field: (name) => fields.get(name) }
}

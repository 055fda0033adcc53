import { defineView, type ViewKind } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { listAt, objectAt, stringAt, valueAt } from '../kubernetes/json.ts'
import { kubernetesObject, namedNamespace, objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'

export const gatewayGroup = 'gateway.networking.k8s.io'

/** One entry of a Gateway: a port that it listens on. */
export interface Listener {
  readonly at: Path
  readonly name: string
  /** As written: `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP` or one of an implementation's own. */
  readonly protocol: string
  readonly port: unknown
  /** Undefined or empty: every host. */
  readonly hostname: string | undefined
  /** Whose routes may attach: `Same` by default. */
  readonly routesFrom: string
}

/** A Gateway of the Gateway API, in any version of it. */
export class Gateway implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly listeners: readonly Listener[]

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.listeners = listAt(object.value, ['spec', 'listeners']).map((listener, index) => ({
      at: ['spec', 'listeners', index],
      name: stringAt(listener, ['name']) ?? `#${index}`,
      protocol: stringAt(listener, ['protocol']) ?? '',
      port: valueAt(listener, ['port']),
      hostname: stringAt(listener, ['hostname']),
      routesFrom: stringAt(listener, ['allowedRoutes', 'namespaces', 'from']) ?? 'Same',
    }))
  }
}

export const gateway: SubjectKind<Gateway> = deriveSubject('gateway', (subjectsOf) =>
  subjectsOf(objectsOfKind(`${gatewayGroup}/Gateway`)).map((object) => new Gateway(object)),
)

/** What an object of the Gateway API names: an object of some kind, perhaps in another namespace. */
export interface Reference {
  readonly at: Path
  readonly group: string
  readonly kind: string
  readonly name: string
  /** The namespace that it is looked up in, as `KubernetesObject.scope` has it. */
  readonly scope: string
}

export interface Parent extends Reference {
  readonly sectionName: string | undefined
  readonly port: unknown
}

export const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']

/** A route of the Gateway API: which Gateways it attaches to, and where it sends what comes in there. */
export class Route implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly hostnames: readonly string[]
  readonly parents: readonly Parent[]
  readonly backends: readonly Reference[]

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.hostnames = listAt(object.value, ['spec', 'hostnames']).filter((host) => typeof host === 'string')
    this.parents = listAt(object.value, ['spec', 'parentRefs']).flatMap((parent, index): Parent[] =>
      referencesIn(object, parent, ['spec', 'parentRefs', index], gatewayGroup, 'Gateway').map((reference) => ({
        ...reference,
        sectionName: stringAt(parent, ['sectionName']),
        port: valueAt(parent, ['port']),
      })),
    )
    this.backends = listAt(object.value, ['spec', 'rules']).flatMap((rule, index) =>
      listAt(rule, ['backendRefs']).flatMap((backend, position) =>
        referencesIn(object, backend, ['spec', 'rules', index, 'backendRefs', position], '', 'Service'),
      ),
    )
  }

  /** Whether all that it does is to send people to the same place by TLS. */
  get onlyRedirectsToTls(): boolean {
    const rules = listAt(this.object.value, ['spec', 'rules'])
    return (
      rules.length > 0 &&
      rules.every((rule) => listAt(rule, ['filters']).some((filter) => stringAt(filter, ['requestRedirect', 'scheme']) === 'https'))
    )
  }

  /** Whether it names a listener of a Gateway as the one that it attaches to. */
  attachesTo({ object }: Gateway, listener: Listener): boolean {
    return this.parents.some(
      ({ group, kind, name, scope, sectionName, port }) =>
        group === gatewayGroup &&
        kind === 'Gateway' &&
        name === object.name &&
        scope === object.scope &&
        (sectionName === undefined || sectionName === listener.name) &&
        (port === undefined || port === listener.port),
    )
  }
}

/** What a reference names; nothing where it has no name. Group, kind and namespace have defaults in the API. */
export function referencesIn(from: KubernetesObject, reference: unknown, at: Path, group: string, kind: string): readonly Reference[] {
  const name = stringAt(reference, ['name'])
  if (objectAt(reference, []) === undefined || name === undefined) return []
  return [
    {
      at,
      group: stringAt(reference, ['group']) ?? group,
      kind: stringAt(reference, ['kind']) ?? kind,
      name,
      scope: namedNamespace(stringAt(reference, ['namespace'])) ?? from.scope,
    },
  ]
}

export const route: SubjectKind<Route> = deriveSubject('gateway-route', (subjectsOf) =>
  subjectsOf(objectsOfKind(...routeKinds.map((kind) => `${gatewayGroup}/${kind}`))).map((object) => new Route(object)),
)

/** Which grants let which objects refer to which others across namespaces. */
export class ReferenceGrants {
  readonly #byScope: ReadonlyMap<string, readonly KubernetesObject[]>

  constructor(objects: readonly KubernetesObject[]) {
    this.#byScope = Map.groupBy(
      objects.filter(({ groupKind }) => groupKind === `${gatewayGroup}/ReferenceGrant`),
      ({ scope }) => scope,
    )
  }

  /** Whether a grant in the namespace of what is referred to allows the reference. */
  allow(from: KubernetesObject, to: Reference): boolean {
    return (this.#byScope.get(to.scope) ?? []).some(({ value }) => {
      const trusts = listAt(value, ['spec', 'from']).some(
        (entry) =>
          (stringAt(entry, ['group']) ?? '') === from.group &&
          stringAt(entry, ['kind']) === from.kind &&
          stringAt(entry, ['namespace']) === from.namespace,
      )
      const covers = listAt(value, ['spec', 'to']).some((entry) => {
        const name = stringAt(entry, ['name'])
        return (
          (stringAt(entry, ['group']) ?? '') === to.group &&
          stringAt(entry, ['kind']) === to.kind &&
          (name === undefined || name === to.name)
        )
      })
      return trusts && covers
    })
  }
}

export const referenceGrants: ViewKind<ReferenceGrants> = defineView(
  'reference-grants',
  (estate) => new ReferenceGrants(estate.subjects(kubernetesObject)),
)

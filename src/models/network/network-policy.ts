import { defineView, type ViewKind } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { listAt, stringAt, valueAt } from '../kubernetes/json.ts'
import { selects, type Labels } from '../kubernetes/label-selector.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'
import type { Workload } from '../workload/workload.ts'
import { contains } from './cidr.ts'

export type Direction = 'ingress' | 'egress'

/** One rule of a policy: who may come, or where pods may go. */
export interface PolicyRule {
  readonly at: Path
  /** Where its peers are listed. */
  readonly peersAt: Path
  /** No peers at all means: everybody. */
  readonly peers: readonly Peer[]
  readonly ports: readonly unknown[]
}

export interface Peer {
  readonly at: Path
  readonly podSelector: unknown
  readonly namespaceSelector: unknown
  readonly ipBlock: unknown
}

/** A NetworkPolicy, with the defaults of the API filled in. */
export class NetworkPolicy implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
  }

  get scope(): string {
    return this.object.scope
  }

  get podSelector(): unknown {
    return this.object.get('spec', 'podSelector')
  }

  /**
   * Whether it isolates pods in a direction. Without `policyTypes` a policy is about ingress, and about egress as
   * well when it has egress rules. Source: Kubernetes API reference, NetworkPolicySpec.
   */
  isAbout(direction: Direction): boolean {
    const types = listAt(this.object.value, ['spec', 'policyTypes'])
    if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
    return direction === 'ingress' || listAt(this.object.value, ['spec', 'egress']).length > 0
  }

  rules(direction: Direction): readonly PolicyRule[] {
    const peersKey = direction === 'ingress' ? 'from' : 'to'
    return listAt(this.object.value, ['spec', direction]).map((rule, index): PolicyRule => {
      const at = ['spec', direction, index]
      return {
        at,
        peersAt: [...at, peersKey],
        peers: listAt(rule, [peersKey]).map((peer, position) => ({
          at: [...at, peersKey, position],
          podSelector: valueAt(peer, ['podSelector']),
          namespaceSelector: valueAt(peer, ['namespaceSelector']),
          ipBlock: valueAt(peer, ['ipBlock']),
        })),
        ports: listAt(rule, ['ports']),
      }
    })
  }

  selectsPod(scope: string, labels: Labels): boolean {
    // A missing selector is an empty one to the API server's decoder, and selects every pod.
    return scope === this.scope && selects(this.podSelector ?? {}, labels)
  }
}

/** `NetworkPolicy.isAbout` in CEL. */
export function isAboutInCel(direction: Direction): string {
  const type = direction === 'ingress' ? 'Ingress' : 'Egress'
  const byDefault = direction === 'ingress' ? 'true' : 'size(object.?spec.?egress.orValue([])) > 0'
  return `(size(object.?spec.?policyTypes.orValue([])) > 0 ? '${type}' in object.spec.policyTypes : ${byDefault})`
}

/** Whether a rule lets traffic from or to an address through, on at least one port. */
export function letsThrough(rule: PolicyRule, address: string, port: number): boolean {
  const onPort = rule.ports.length === 0 || rule.ports.some((allowed) => coversPort(allowed, port))
  return onPort && (rule.peers.length === 0 || rule.peers.some(({ ipBlock }) => blockContains(ipBlock, address)))
}

function coversPort(allowed: unknown, port: number): boolean {
  const protocol = stringAt(allowed, ['protocol']) ?? 'TCP'
  const first = valueAt(allowed, ['port'])
  if (protocol !== 'TCP') return false
  if (first === undefined) return true
  const last = valueAt(allowed, ['endPort'])
  return typeof first === 'number' && first <= port && port <= (typeof last === 'number' ? last : first)
}

function blockContains(ipBlock: unknown, address: string): boolean {
  const cidr = stringAt(ipBlock, ['cidr'])
  if (cidr === undefined || !contains(cidr, address)) return false
  return !listAt(ipBlock, ['except']).some((except) => typeof except === 'string' && contains(except, address))
}

export const networkPolicy: SubjectKind<NetworkPolicy> = deriveSubject('network-policy', (subjectsOf) =>
  subjectsOf(objectsOfKind('networking.k8s.io/NetworkPolicy', 'extensions/NetworkPolicy')).map((object) => new NetworkPolicy(object)),
)

/** Which policies there are, namespace by namespace. */
export class PolicyIndex {
  readonly #policies: ReadonlyMap<string, readonly NetworkPolicy[]>

  constructor(policies: readonly NetworkPolicy[]) {
    this.#policies = Map.groupBy(policies, ({ scope }) => scope)
  }

  policiesIn(scope: string): readonly NetworkPolicy[] {
    return this.#policies.get(scope) ?? []
  }

  /** Whether some policy isolates the pod in a direction. Pods on the network of their node are out of reach of all policies. */
  isolates({ scope, podLabels }: Workload, direction: Direction): boolean {
    return this.policiesIn(scope).some((policy) => policy.isAbout(direction) && policy.selectsPod(scope, podLabels))
  }
}

export const policyIndex: ViewKind<PolicyIndex> = defineView(
  'network-policy-index',
  (estate) => new PolicyIndex(estate.subjects(networkPolicy)),
)

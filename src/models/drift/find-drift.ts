import { deriveSubject, defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { isObject, listAt, stringAt, type JsonObject } from '../kubernetes/json.ts'
import { groupKindOf, isOfPlatform } from '../kubernetes/made-objects.ts'
import type { KubernetesObject } from '../kubernetes/object.ts'
import { compareObjects, type Difference } from './compare-objects.ts'

/** A declared object beside the one that is in the cluster under its name. */
export class DeclaredObject implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly live: KubernetesObject | undefined
  /** Whether the cluster has objects of the kind at all. */
  readonly isServed: boolean
  readonly differences: readonly Difference[]

  constructor(object: KubernetesObject, live: KubernetesObject | undefined, isServed: boolean, differences: readonly Difference[]) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.live = live
    this.isServed = isServed
    this.differences = differences
  }
}

/** An object of the cluster that nobody has declared. */
export class UnmanagedObject implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
  }
}

export const declaredObject: SubjectKind<DeclaredObject> = defineSubject('declared-object')
export const unmanagedObject: SubjectKind<UnmanagedObject> = defineSubject('unmanaged-object')
/** Those declared objects that are in the cluster. */
export const presentObject: SubjectKind<DeclaredObject> = deriveSubject('present-object', (subjectsOf) =>
  subjectsOf(declaredObject).filter(({ live }) => live !== undefined),
)

export interface DriftInput {
  readonly declared: readonly KubernetesObject[]
  readonly live: readonly KubernetesObject[]
  /** Where an object lands that names no namespace; undefined for kinds of the whole cluster. */
  readonly namespaceOf: (object: KubernetesObject) => string | undefined
  /** Whether the cluster serves a kind, and whether its objects could be read. */
  readonly stateOf: (groupKind: string) => 'read' | 'not-served' | 'unread'
  /** Whether an object that nobody declared counts. */
  readonly countsUnmanaged: (object: KubernetesObject) => boolean
}

/** Sets what is declared against what is in the cluster. What could not be read is said by whoever read it. */
export function findDrift({ declared, live, namespaceOf, stateOf, countsUnmanaged }: DriftInput): {
  readonly declared: readonly DeclaredObject[]
  readonly unmanaged: readonly UnmanagedObject[]
} {
  const byKey = new Map(live.map((object) => [keyOf(object, object.namespace), object]))
  const scaled = scaledTargets([...declared, ...live], namespaceOf)
  const known = new Set<string>()
  const found = declared.flatMap((object) => {
    const key = keyOf(object, namespaceOf(object))
    known.add(key)
    const state = stateOf(object.groupKind)
    const counterpart = byKey.get(key)
    // Hooks of Helm come and go with a release.
    if (state === 'unread' || object.name === '' || (counterpart === undefined && isPassing(object.value))) return []
    const differences =
      counterpart === undefined
        ? []
        : compareObjects(object.value, counterpart.value, (path) => scaled.has(key) && path.join('.') === 'spec.replicas')
    return [new DeclaredObject(object, counterpart, state === 'read', differences)]
  })
  const unmanaged = live.filter((object) => !known.has(keyOf(object, object.namespace)) && !isMade(object.value) && countsUnmanaged(object))
  return { declared: found, unmanaged: unmanaged.map((object) => new UnmanagedObject(object)) }
}

function keyOf({ groupKind, name }: KubernetesObject, namespace: string | undefined): string {
  return `${groupKind}/${namespace ?? ''}/${name}`
}

function isPassing(object: JsonObject): boolean {
  const { metadata } = object
  const named = isObject(metadata) && stringAt(metadata, ['name']) !== undefined
  return !named || stringAt(object, ['metadata', 'annotations', 'helm.sh/hook']) !== undefined
}

/** What controllers, operators and Helm make for themselves. */
function isMade(object: JsonObject): boolean {
  if (listAt(object, ['metadata', 'ownerReferences']).length > 0 || isOfPlatform(object)) return true
  const [kind, name, type] = [groupKindOf(object), stringAt(object, ['metadata', 'name']), stringAt(object, ['type']) ?? '']
  if (kind === 'ServiceAccount') return name === 'default'
  if (kind !== 'Secret') return false
  const annotations = ['cert-manager.io/certificate-name', 'kubernetes.io/service-account.name']
  return type === 'helm.sh/release.v1' || annotations.some((key) => stringAt(object, ['metadata', 'annotations', key]) !== undefined)
}

/** The objects of which an autoscaler keeps the number of pods. */
function scaledTargets(objects: readonly KubernetesObject[], namespaceOf: DriftInput['namespaceOf']): ReadonlySet<string> {
  return new Set(
    objects.flatMap((object) => {
      const { groupKind } = object
      if (groupKind !== 'autoscaling/HorizontalPodAutoscaler' && groupKind !== 'keda.sh/ScaledObject') return []
      const target = object.get('spec', 'scaleTargetRef')
      const value = {
        apiVersion: stringAt(target, ['apiVersion']) ?? 'apps/v1',
        kind: stringAt(target, ['kind']) ?? 'Deployment',
      }
      return [`${groupKindOf(value)}/${namespaceOf(object) ?? ''}/${stringAt(target, ['name']) ?? ''}`]
    }),
  )
}

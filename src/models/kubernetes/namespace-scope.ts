import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { kubernetesObject, type KubernetesObject } from './object.ts'

/**
 * A namespace with all that the scanned set puts into it, so that a question about the namespace is asked once and
 * not once per object. Its `Namespace` object may be part of the set or not.
 */
export class NamespaceScope implements Subject {
  /** The name; empty for the objects that name no namespace. */
  readonly name: string
  readonly object: KubernetesObject | undefined
  /** The objects in the namespace, without the `Namespace` object itself. */
  readonly members: readonly KubernetesObject[]
  readonly ref: ResourceRef
  readonly document: Document

  constructor(name: string, object: KubernetesObject | undefined, members: readonly KubernetesObject[]) {
    this.name = name
    this.object = object
    this.members = members
    this.ref = { apiVersion: 'v1', kind: 'Namespace', name }
    this.document = (object ?? members[0]!).document
  }
}

/** One for each namespace that is defined or used by the objects, in order of first appearance. */
export const namespaceScope: SubjectKind<NamespaceScope> = deriveSubject('namespace', (subjectsOf) =>
  namespaceScopes(subjectsOf(kubernetesObject)),
)

function namespaceScopes(objects: readonly KubernetesObject[]): readonly NamespaceScope[] {
  const defined = new Map<string, KubernetesObject>()
  const members = new Map<string, KubernetesObject[]>()
  for (const object of objects) {
    if (object.kind === 'Namespace' && object.apiVersion === 'v1') {
      defined.set(object.name, object)
      if (!members.has(object.name)) members.set(object.name, [])
    } else {
      const scope = members.get(object.scope)
      if (scope === undefined) members.set(object.scope, [object])
      else scope.push(object)
    }
  }
  return [...members].map(([name, inside]) => new NamespaceScope(name, defined.get(name), inside))
}

import type { Path } from '../../core/location.ts'
import { defineSubject, deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { stringAt, stringMapAt, valueAt, type JsonObject } from './json.ts'

/**
 * What Helm calls the namespace of a release that nobody has named. It stands for wherever the chart is installed, like a
 * namespace that is left out.
 */
export const unnamedNamespace = 'release-namespace'

/** One object of the Kubernetes API, wherever it was read from. */
export class KubernetesObject implements Subject {
  readonly value: JsonObject
  readonly document: Document
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  /** As written, if it names one. An object without one lands where the caller's context points; see `scope`. */
  readonly namespace: string | undefined
  readonly ref: ResourceRef
  /** `apps` of `apps/v1`; the core group is the empty string. */
  readonly group: string
  /** The kind with its group, without the version: `apps/Deployment`; a bare `Pod` for the core group. */
  readonly groupKind: string
  #labels: Readonly<Record<string, string>> | undefined
  #annotations: Readonly<Record<string, string>> | undefined

  constructor(value: JsonObject, document: Document) {
    this.value = value
    this.document = document
    this.apiVersion = stringAt(value, ['apiVersion']) ?? ''
    this.kind = stringAt(value, ['kind']) ?? ''
    this.name = stringAt(value, ['metadata', 'name']) ?? stringAt(value, ['metadata', 'generateName']) ?? ''
    this.namespace = namedNamespace(stringAt(value, ['metadata', 'namespace']))
    this.ref = {
      apiVersion: this.apiVersion,
      kind: this.kind,
      ...(this.namespace === undefined ? {} : { namespace: this.namespace }),
      name: this.name,
    }
    const slash = this.apiVersion.indexOf('/')
    this.group = slash === -1 ? '' : this.apiVersion.slice(0, slash)
    this.groupKind = this.group === '' ? this.kind : `${this.group}/${this.kind}`
  }

  /**
   * The namespace for questions across objects. Objects without a namespace of their own are applied together,
   * so they share one, named by the empty string.
   */
  get scope(): string {
    return this.namespace ?? ''
  }

  get labels(): Readonly<Record<string, string>> {
    return (this.#labels ??= stringMapAt(this.value, ['metadata', 'labels']))
  }

  get annotations(): Readonly<Record<string, string>> {
    return (this.#annotations ??= stringMapAt(this.value, ['metadata', 'annotations']))
  }

  get(...path: Path): unknown {
    return valueAt(this.value, path)
  }
}

/** The namespace that a field names; undefined for the stand-in that a rendered chart writes. */
export function namedNamespace(written: string | undefined): string | undefined {
  return written === unnamedNamespace ? undefined : written
}

export const kubernetesObject: SubjectKind<KubernetesObject> = defineSubject('kubernetes-object')

const kinds = new Map<string, SubjectKind<KubernetesObject>>()

const namesOfKinds = new Map<SubjectKind<Subject>, ReadonlySet<string>>()

/** The names that a kind of `objectsOfKind` was made with; undefined for all other kinds. */
export function groupKindsOfSubject(kind: SubjectKind<Subject>): ReadonlySet<string> | undefined {
  return namesOfKinds.get(kind)
}

/**
 * Objects of the named kinds, in any version of their group: `Service`, `networking.k8s.io/Ingress`.
 * Calls with the same names give the same subject kind.
 */
export function objectsOfKind(...names: readonly string[]): SubjectKind<KubernetesObject> {
  const id = names.join(', ')
  let kind = kinds.get(id)
  if (kind === undefined) {
    const wanted = new Set(names)
    kind = deriveSubject(id, (subjectsOf) => {
      const objects = subjectsOf(kubernetesObject)
      const present = groupKindsOf(objects)
      return names.some((name) => present.has(name)) ? objects.filter((object) => wanted.has(object.groupKind)) : []
    })
    kinds.set(id, kind)
    namesOfKinds.set(kind, wanted)
  }
  return kind
}

const presentIn = new WeakMap<readonly KubernetesObject[], ReadonlySet<string>>()

/** Most kinds are asked for in vain: which there are is found out once for all of them. */
function groupKindsOf(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  let present = presentIn.get(objects)
  if (present === undefined) presentIn.set(objects, (present = new Set(objects.map(({ groupKind }) => groupKind))))
  return present
}

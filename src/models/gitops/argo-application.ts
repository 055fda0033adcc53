import type { Path } from '../../core/location.ts'
import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { isObject, stringAt, valueAt } from '../kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'
import { namesProduction } from '../pipeline/production-name.ts'

/** One of the places that an application is made of. */
export interface ApplicationSource {
  readonly path: Path
  readonly value: unknown
}

/** An Argo CD Application, or the one that an ApplicationSet makes many of. */
export class ArgoApplication implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly #spec: Path

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.#spec = object.kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec']
  }

  /** The path in the document of a field of the application's `spec`. */
  at(...path: Path): Path {
    return [...this.#spec, ...path]
  }

  get(...path: Path): unknown {
    return valueAt(this.object.value, this.at(...path))
  }

  /** `sources` wins over `source`, as in Argo CD itself. */
  get sources(): readonly ApplicationSource[] {
    const several = this.get('sources')
    if (Array.isArray(several) && several.length > 0)
      return several.flatMap((value: unknown, index) => (isObject(value) ? [{ path: this.at('sources', index), value }] : []))
    const single = this.get('source')
    return isObject(single) ? [{ path: this.at('source'), value: single }] : []
  }

  /** Whether its own name, its project or where it goes says that people depend on it. */
  get isProduction(): boolean {
    const words = [
      this.object.name,
      this.get('project'),
      this.get('destination', 'name'),
      this.get('destination', 'namespace'),
      stringAt(this.object.value, ['metadata', 'labels', 'environment']),
    ]
    return words.some(namesProduction)
  }
}

/** Whether a value is filled in by a generator of an ApplicationSet. */
export function isGenerated(value: string): boolean {
  return value.includes('{{')
}

export const argoApplication: SubjectKind<ArgoApplication> = deriveSubject('argo-application', (subjectsOf) =>
  subjectsOf(objectsOfKind('argoproj.io/Application', 'argoproj.io/ApplicationSet')).map((object) => new ArgoApplication(object)),
)

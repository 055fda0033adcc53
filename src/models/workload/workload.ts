import type { Path } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { isObject, listAt, objectAt, stringAt, stringMapAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { KubernetesObject } from '../kubernetes/object.ts'
import { Container } from './container.ts'
import { podShapes, podSpecContainers, type PodShape } from './pod-shapes.ts'

export type OperatingSystem = 'linux' | 'windows'

/** What the security context of a pod, or of one of its containers, says itself about a field. */
export interface Declared {
  /** `pod`, or the name of the container. */
  readonly owner: string
  readonly at: Path
  readonly value: unknown
}

/** An object that runs pods, seen as the pod that it runs. */
export class Workload implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  /** Where the fields of the pod's spec are. */
  readonly specPath: Path
  readonly metadataPath: Path
  readonly spec: JsonObject
  readonly containers: readonly Container[]
  #podLabels: Readonly<Record<string, string>> | undefined
  #podAnnotations: Readonly<Record<string, string>> | undefined

  constructor(object: KubernetesObject, specPath: Path, metadataPath: Path, shape: PodShape) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.specPath = specPath
    this.metadataPath = metadataPath
    this.spec = objectAt(object.value, specPath) ?? {}
    this.containers = (shape.containers ?? podSpecContainers).flatMap(({ at, role }) =>
      expand(this.spec, at).flatMap((path) => {
        const spec = valueAt(this.spec, path)
        return isObject(spec) ? [new Container(role, [...specPath, ...path], spec, this.spec, specPath)] : []
      }),
    )
  }

  get kind(): string {
    return this.object.kind
  }

  /** The namespace that its pods run in, for questions across objects; see `KubernetesObject.scope`. */
  get scope(): string {
    return this.object.scope
  }

  get podLabels(): Readonly<Record<string, string>> {
    return (this.#podLabels ??= stringMapAt(this.object.value, [...this.metadataPath, 'labels']))
  }

  get podAnnotations(): Readonly<Record<string, string>> {
    return (this.#podAnnotations ??= stringMapAt(this.object.value, [...this.metadataPath, 'annotations']))
  }

  /** A path in the pod's spec, from the object's root. */
  at(...path: Path): Path {
    return [...this.specPath, ...path]
  }

  /** A path in the pod's metadata, from the object's root. */
  atMetadata(...path: Path): Path {
    return [...this.metadataPath, ...path]
  }

  /** What the pod's spec holds at `path`. */
  get(...path: Path): unknown {
    return valueAt(this.spec, path)
  }

  list(...path: Path): readonly unknown[] {
    return listAt(this.spec, path)
  }

  /** Every place in which a field of the security context is set, that of the pod first; nothing is inherited here. */
  declared(...field: Path): readonly Declared[] {
    const path: Path = ['securityContext', ...field]
    return [
      { owner: 'pod', at: this.at(...path), value: this.get(...path) },
      ...this.containers.map((container) => ({ owner: container.name, at: container.at(...path), value: container.get(...path) })),
    ].filter(({ value }) => value !== undefined)
  }

  /**
   * The operating system of its nodes: `spec.os.name`, else the node selector that schedules it. A pod that says
   * neither is taken for Linux, as the API's own defaults do.
   */
  get os(): OperatingSystem {
    const declared = stringAt(this.spec, ['os', 'name']) ?? stringAt(this.spec, ['nodeSelector', 'kubernetes.io/os'])
    return declared === 'windows' ? 'windows' : 'linux'
  }

  /** Whether the pod itself declares Windows in `spec.os.name`, the only way that Pod Security admission looks at. */
  get declaresWindows(): boolean {
    return this.get('os', 'name') === 'windows'
  }

  /** Whether the pod runs in a user namespace of its own, which takes the sting out of being root inside it. */
  get hasOwnUserNamespace(): boolean {
    return this.get('hostUsers') === false
  }

  /** Whether it runs to an end, so that "keep it available" does not apply. */
  get isBatch(): boolean {
    // What a Job has started in a cluster is seen as a Pod of its own.
    if (this.kind === 'Pod')
      return listAt(this.object.value, ['metadata', 'ownerReferences']).some((owner) => stringAt(owner, ['kind']) === 'Job')
    return ['Job', 'CronJob', 'Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow', 'ScaledJob', 'JobSet'].includes(
      this.kind,
    )
  }

  /** Whether pods that go away come back: something other than a person owns them. */
  get isManaged(): boolean {
    return this.kind !== 'Pod' && this.kind !== 'PodTemplate'
  }
}

export const workload: SubjectKind<Workload> = defineSubject('workload')

/** The pods that an object runs: none for most kinds, several for kinds that hold a list of templates. */
export function workloadsOf(object: KubernetesObject, extraShapes: readonly PodShape[] = []): readonly Workload[] {
  const shape = extraShapes.find(({ kind }) => kind === object.groupKind) ?? shapesByKind.get(object.groupKind)
  if (shape === undefined) return []
  return expand(object.value, shape.spec).flatMap((specPath) =>
    objectAt(object.value, specPath) === undefined
      ? []
      : [
          new Workload(
            object,
            specPath,
            shape.metadata.map((step, index) => (step === '*' ? specPath[index]! : step)),
            shape,
          ),
        ],
  )
}

const shapesByKind = new Map(podShapes.map((shape) => [shape.kind, shape]))

/** Every concrete path that a path with `*` steps leads to. A path without them is given back as it is. */
function expand(value: unknown, path: Path): readonly Path[] {
  const star = path.indexOf('*')
  if (star === -1) return [path]
  const before = path.slice(0, star)
  return listAt(value, before).flatMap((_, index) => expand(value, [...before, index, ...path.slice(star + 1)]))
}

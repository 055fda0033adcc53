import type { Path } from '../../core/location.ts'
import { listAt, stringAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { ContainerRole } from './pod-shapes.ts'

/** A value after inheritance, and where it is, or would be, written. */
export interface Effective {
  readonly value: unknown
  readonly at: Path
  readonly from: 'container' | 'pod' | 'unset'
}

/** The fields of a container's security context that a pod can set for all its containers. */
export type InheritedField =
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'runAsGroup'
  | 'seccompProfile'
  | 'appArmorProfile'
  | 'seLinuxOptions'
  | 'windowsOptions'

/** One container of a pod, of whichever role. Paths are from the object's root. */
export class Container {
  readonly role: ContainerRole
  readonly path: Path
  readonly spec: JsonObject
  /** Its name; a container that has none is named by its place. */
  readonly name: string
  readonly image: string | undefined
  readonly #podSpec: JsonObject
  readonly #podSpecPath: Path

  constructor(declaredRole: ContainerRole, path: Path, spec: JsonObject, podSpec: JsonObject, podSpecPath: Path) {
    // An init container that restarts always runs beside the main ones: that is what a sidecar is.
    this.role = declaredRole === 'init' && spec['restartPolicy'] === 'Always' ? 'sidecar' : declaredRole
    this.path = path
    this.spec = spec
    this.name = stringAt(spec, ['name']) ?? `#${path.at(-1)}`
    this.image = stringAt(spec, ['image'])
    this.#podSpec = podSpec
    this.#podSpecPath = podSpecPath
  }

  at(...path: Path): Path {
    return [...this.path, ...path]
  }

  get(...path: Path): unknown {
    return valueAt(this.spec, path)
  }

  list(...path: Path): readonly unknown[] {
    return listAt(this.spec, path)
  }

  /** The value of a security context field as the kubelet applies it: the container's own, else the pod's. */
  effective(field: InheritedField, ...inside: Path): Effective {
    const own = valueAt(this.spec, ['securityContext', field, ...inside])
    const at = this.at('securityContext', field, ...inside)
    if (own !== undefined) return { value: own, at, from: 'container' }
    const inherited = valueAt(this.#podSpec, ['securityContext', field, ...inside])
    if (inherited === undefined) return { value: undefined, at, from: 'unset' }
    return { value: inherited, at: [...this.#podSpecPath, 'securityContext', field, ...inside], from: 'pod' }
  }

  /** Whether it keeps running with the pod, so that probes and resources matter to it. */
  get runsThroughout(): boolean {
    return this.role === 'main' || this.role === 'sidecar'
  }
}

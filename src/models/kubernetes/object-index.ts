import { defineView, type Estate, type ViewKind } from '../../core/estate.ts'
import { kubernetesObject, type KubernetesObject } from './object.ts'

/**
 * What the scanned set says of an object that another one names. `elsewhere`: the set holds none of its kind in that
 * namespace, or not all of it could be read, so that the object may well be there and nobody can see it here.
 */
export type Standing = 'present' | 'absent' | 'elsewhere'

/** Which objects the scanned set holds, by group, kind, namespace and name. */
export class ObjectIndex {
  readonly #byPlace = new Map<string, Set<string>>()
  readonly #scopes = new Set<string>()
  readonly #isWhole: boolean

  constructor(objects: readonly KubernetesObject[], isWhole: boolean) {
    this.#isWhole = isWhole
    for (const object of objects) {
      this.#scopes.add(object.scope)
      const place = `${object.groupKind} ${object.scope}`
      const members = this.#byPlace.get(place)
      if (members === undefined) this.#byPlace.set(place, new Set([object.name]))
      else members.add(object.name)
    }
  }

  /** Whether the set holds anything in a namespace. */
  holdsAny(scope: string): boolean {
    return this.#scopes.has(scope)
  }

  /** @param groupKind as `KubernetesObject.groupKind` has it: `Service`, `apps/Deployment` */
  standing(groupKind: string, scope: string, name: string): Standing {
    const members = this.#byPlace.get(`${groupKind} ${scope}`)
    if (members?.has(name) === true) return 'present'
    return members === undefined || !this.#isWhole ? 'elsewhere' : 'absent'
  }
}

export const objectIndex: ViewKind<ObjectIndex> = defineView(
  'object-index',
  (estate: Estate) => new ObjectIndex(estate.subjects(kubernetesObject), estate.notAnalysed.length === 0),
)

import { defineView, type ViewKind } from '../../core/estate.ts'
import { binding, type Binding, type BindingSubject, type Role } from './role.ts'

/** Somebody who has a role, and the binding that gives it. */
export interface Bound {
  readonly binding: Binding
  readonly subject: BindingSubject
}

/** Who has each role, as far as the scanned set tells. */
export class BoundSubjects {
  readonly #byRole = new Map<string, Bound[]>()

  constructor(bindings: readonly Binding[]) {
    for (const given of bindings) {
      // A Role is found in the namespace of its binding; a ClusterRole has none.
      const key = roleKey(given.roleKind, given.roleKind === 'ClusterRole' ? '' : given.object.scope, given.roleName)
      const known = this.#byRole.get(key) ?? []
      known.push(...given.subjects.map((subject) => ({ binding: given, subject })))
      this.#byRole.set(key, known)
    }
  }

  of({ object, isClusterWide }: Role): readonly Bound[] {
    return this.#byRole.get(roleKey(object.kind, isClusterWide ? '' : object.scope, object.name)) ?? []
  }
}

function roleKey(kind: string, scope: string, name: string): string {
  return `${kind}\u0000${scope}\u0000${name}`
}

export const boundSubjects: ViewKind<BoundSubjects> = defineView('bound-subjects', (estate) => new BoundSubjects(estate.subjects(binding)))

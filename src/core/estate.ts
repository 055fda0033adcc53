import type { Subject, SubjectKind } from './subject.ts'

/** Something that was found and could not be judged. It is never silently left out. */
export interface NotAnalysed {
  readonly uri: string
  /** A stable word for programs: `yaml-syntax`, `helm-render-failed`, `too-large`, … */
  readonly reason: string
  readonly message: string
  readonly line?: number
  readonly column?: number
}

/** A derived index over the whole estate, such as "which policies select this pod". Computed once, when first asked for. */
export interface ViewKind<V> {
  readonly id: string
  readonly derive: (estate: Estate) => V
}

/** Declares an index over the estate, which is computed once, when it is first asked for. */
export function defineView<V>(id: string, derive: (estate: Estate) => V): ViewKind<V> {
  return { id, derive }
}

/** Everything that is judged together: all subjects by kind, and what could not become a subject. */
export class Estate {
  readonly #subjects = new Map<SubjectKind<Subject>, readonly Subject[]>()
  /** Ids of the kinds that there were subjects of from the start. */
  readonly #given = new Set<string>()
  readonly #views = new Map<ViewKind<unknown>, unknown>()
  readonly notAnalysed: readonly NotAnalysed[]

  constructor(subjects: Iterable<readonly [SubjectKind<Subject>, readonly Subject[]]>, notAnalysed: readonly NotAnalysed[] = []) {
    for (const [kind, members] of subjects) {
      this.#subjects.set(kind, [...(this.#subjects.get(kind) ?? []), ...members])
      if (members.length > 0) this.#given.add(kind.id)
    }
    this.notAnalysed = notAnalysed
  }

  subjects<S extends Subject>(kind: SubjectKind<S>): readonly S[] {
    let members = this.#subjects.get(kind) as readonly S[] | undefined
    if (members === undefined) {
      members = this.#made(kind)
      this.#subjects.set(kind, members)
    }
    return members
  }

  #made<S extends Subject>({ standsIn, derive }: SubjectKind<S>): readonly S[] {
    if (standsIn === undefined) return derive?.((other) => this.subjects(other)) ?? []
    const isThere = (of: string | SubjectKind<Subject>): boolean =>
      typeof of === 'string' ? this.#given.has(of) : this.subjects(of).length > 0
    return standsIn.from.some(isThere) ? this.subjects(standsIn.kind()) : []
  }

  view<V>(kind: ViewKind<V>): V {
    if (!this.#views.has(kind)) this.#views.set(kind, kind.derive(this))
    return this.#views.get(kind) as V
  }
}

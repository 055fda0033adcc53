import type { Ecosystem, Package, Scope } from '../../models/dependency/package.ts'

/** What could not be read, and why; `offset` points into the text where that is known. */
export class InventoryError extends Error {
  override readonly name = 'InventoryError'
  readonly offset: number | undefined

  constructor(message: string, offset?: number) {
    super(message)
    this.offset = offset
  }
}

/** A package without what its reader fills in for all packages of a file. */
export type PackageDraft = Omit<Package, 'file' | 'scope' | 'ecosystem'> & { readonly scope?: Scope }

/** Completes the packages of one file. The first of several equal ones stays, with the widest scope of them. */
export function packagesOf(ecosystem: Ecosystem, file: string, drafts: Iterable<PackageDraft>): readonly Package[] {
  const found = new Map<string, Package>()
  for (const draft of drafts) {
    if (draft.name === '' || draft.version === '') continue
    const key = `${draft.name}\u0000${draft.version}`
    const known = found.get(key)
    const scope = draft.scope ?? 'runtime'
    if (known === undefined) found.set(key, { ...draft, ecosystem, file, scope })
    else if (scope === 'runtime' && known.scope !== 'runtime') found.set(key, { ...known, scope })
  }
  return [...found.values()]
}

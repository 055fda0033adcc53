/** What `uses:` names: an action or reusable workflow of a repository, of this tree, or an image. */
export type Uses =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'image'; readonly image: string }
  | {
      readonly kind: 'repository'
      readonly owner: string
      readonly repository: string
      /** `owner/repository` in lower case. */
      readonly slug: string
      /** Folder or file in the repository, without slashes around it. */
      readonly path: string
      readonly ref: string | undefined
    }

/** What `uses` of a step or a job names: a path, an image, or a repository at a reference. */
export function parseUses(text: string): Uses {
  const written = text.trim()
  if (written.startsWith('./') || written.startsWith('../')) return { kind: 'local', path: written }
  if (written.startsWith('docker://')) return { kind: 'image', image: written.slice('docker://'.length) }
  const at = written.indexOf('@')
  const name = at === -1 ? written : written.slice(0, at)
  const [owner = '', repository = '', ...rest] = name.split('/')
  return {
    kind: 'repository',
    owner,
    repository,
    slug: `${owner}/${repository}`.toLowerCase(),
    path: rest.filter((part) => part !== '').join('/'),
    ref: at === -1 ? undefined : written.slice(at + 1),
  }
}

/** Whether a reference of a repository cannot move: a full commit hash. */
export function isCommitHash(ref: string | undefined): boolean {
  return ref !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)
}

/** Whom a federated credential for GitHub trusts: the part of its subject behind the repository. */
export type GithubSubject =
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'pull_request' }

/** What signs the tokens of GitHub Actions. */
export const githubIssuer = 'https://token.actions.githubusercontent.com'

/**
 * Reads `repo:ORG/REPO:environment:NAME`, `…:ref:refs/heads/BRANCH` and `…:pull_request`; the repository may carry ids
 * (`repo:ORG@1/REPO@2`) and may be unknown. Undefined for other forms, such as those of a customised subject, and where
 * what stands behind the repository is not known.
 */
export function parseGithubSubject(subject: string): { readonly repository: string; readonly trusted: GithubSubject } | undefined {
  const [, repository, kind, rest = ''] = /^repo:([^:]{1,300}):(environment|ref|pull_request)(?::(.{1,300}))?$/s.exec(subject) ?? []
  if (repository === undefined || /[{}*]/.test(rest)) return undefined
  if (kind === 'pull_request') return rest === '' ? { repository, trusted: { kind } } : undefined
  if (rest === '') return undefined
  return { repository, trusted: kind === 'environment' ? { kind: 'environment', name: rest } : { kind: 'ref', ref: rest } }
}

/** In the words of the subject. */
export function subjectText(subject: GithubSubject): string {
  if (subject.kind === 'pull_request') return 'pull_request'
  return subject.kind === 'environment' ? `environment:${subject.name}` : `ref:${subject.ref}`
}

/** Entra ID compares the whole subject, with case. */
export function isSameSubject(one: GithubSubject, other: GithubSubject): boolean {
  return subjectText(one) === subjectText(other)
}

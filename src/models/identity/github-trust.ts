import { defineView, type Estate } from '../../core/estate.ts'
import { federatedCredential } from '../azure/kinds.ts'
import type { AzureResource } from '../azure/resource.ts'
import { actionsFile } from '../pipeline/actions-file.ts'
import { githubIssuer, parseGithubSubject, type GithubSubject } from '../pipeline/federated-subject.ts'
import { oidcLogins, type OidcLogin } from '../pipeline/oidc-logins.ts'

/** A federated credential whose subject can be compared. */
export interface GithubCredential {
  readonly credential: AzureResource
  readonly parsed: { readonly repository: string; readonly trusted: GithubSubject }
}

/** Both ends of the trust between Entra ID and the workflows of a tree. */
export interface GithubTrust {
  readonly logins: readonly OidcLogin[]
  readonly credentials: readonly GithubCredential[]
  /** Whether the subject of every credential for GitHub is known, so that one that is looked for is missing. */
  readonly isComplete: boolean
  readonly isGithub: (credential: AzureResource) => boolean
}

export const trustedByGithub = defineView('trusted-by-github', (estate: Estate): GithubTrust => {
  const all = estate.subjects(federatedCredential).filter(isGithub)
  const credentials = all.flatMap((credential) => {
    const parsed = parseGithubSubject(credential.shape('properties', 'subject') ?? '')
    return parsed === undefined ? [] : [{ credential, parsed }]
  })
  return {
    logins: estate.subjects(actionsFile).flatMap((file) => oidcLogins(file)),
    credentials,
    isComplete: credentials.length === all.length,
    isGithub,
  }
})

function isGithub(credential: AzureResource): boolean {
  return credential.text('properties', 'issuer')?.replace(/\/$/, '') === githubIssuer
}

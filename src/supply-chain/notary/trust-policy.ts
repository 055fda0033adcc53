import { asArray, asObject, asText, asTexts } from '../untrusted.ts'
import { SignatureError } from './envelope.ts'
import type { StoreType } from './trust-store.ts'

export const checks = ['integrity', 'authenticity', 'authenticTimestamp', 'expiry', 'revocation'] as const
export type CheckName = (typeof checks)[number]
export type Action = 'enforce' | 'log' | 'skip'

const levels: Readonly<Record<string, Readonly<Record<CheckName, Action>>>> = {
  strict: { integrity: 'enforce', authenticity: 'enforce', authenticTimestamp: 'enforce', expiry: 'enforce', revocation: 'enforce' },
  permissive: { integrity: 'enforce', authenticity: 'enforce', authenticTimestamp: 'log', expiry: 'log', revocation: 'log' },
  audit: { integrity: 'enforce', authenticity: 'log', authenticTimestamp: 'log', expiry: 'log', revocation: 'log' },
  skip: { integrity: 'skip', authenticity: 'skip', authenticTimestamp: 'skip', expiry: 'skip', revocation: 'skip' },
}

/** One statement of a trust policy: what signatures of some repositories must be. */
export interface TrustPolicy {
  readonly name: string
  readonly scopes: readonly string[]
  readonly level: string
  readonly actions: Readonly<Record<CheckName, Action>>
  readonly verifyTimestamp: 'always' | 'afterCertExpiry'
  readonly stores: readonly { readonly type: StoreType; readonly name: string }[]
  /** Attributes that the signer's subject must have; `*` trusts whoever the stores trust. */
  readonly identities: '*' | readonly ReadonlyMap<string, string>[]
}

/**
 * Reads a trust policy document of version 1.0, and holds it to all of the specification's rules.
 *
 * @throws {SignatureError} naming the statement that breaks one
 */
export function parseTrustPolicies(text: string): readonly TrustPolicy[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new SignatureError(`the trust policy is not valid JSON: ${(error as Error).message}`)
  }
  const document = asObject(value)
  if (document['version'] !== '1.0') throw new SignatureError('the trust policy is not of version 1.0')
  const policies = asArray(document['trustPolicies']).map((each) => parsePolicy(asObject(each)))
  if (policies.length === 0) throw new SignatureError('the trust policy has no statements')
  const names = new Set<string>()
  const scopes = new Set<string>()
  for (const policy of policies) {
    if (names.has(policy.name)) throw new SignatureError(`two statements are named ${policy.name}`)
    names.add(policy.name)
    for (const scope of policy.scopes) {
      if (scopes.has(scope)) throw new SignatureError(`${scope} is in more than one statement`)
      scopes.add(scope)
    }
  }
  return policies
}

/** The statement for a repository (`registry/repository`): the one that names it, else the one for all. */
export function policyFor(policies: readonly TrustPolicy[], repository: string): TrustPolicy | undefined {
  return policies.find(({ scopes }) => scopes.includes(repository)) ?? policies.find(({ scopes }) => scopes.includes('*'))
}

function parsePolicy(value: Readonly<Record<string, unknown>>): TrustPolicy {
  const name = asText(value['name'])
  if (name === undefined) throw new SignatureError('a statement of the trust policy has no name')
  const refuse = (reason: string): never => {
    throw new SignatureError(`trust policy ${name}: ${reason}`)
  }
  const scopes = asTexts(value['registryScopes'])
  if (scopes.length === 0) refuse('it has no registryScopes')
  if (scopes.includes('*') && scopes.length > 1) refuse('the scope * stands alone')
  for (const scope of scopes)
    if (scope !== '*' && !/^[^/\s*]+(?:\/[a-z\d]+(?:[._-]+[a-z\d]+)*)+$/.test(scope)) refuse(`${scope} is no registry/repository`)
  const verification = asObject(value['signatureVerification'])
  const level = asText(verification['level']) ?? ''
  const base = levels[level] ?? refuse(`${JSON.stringify(level)} is no level of verification`)
  const actions = overridden(base, asObject(verification['override']), level, refuse)
  const verifyTimestamp = verification['verifyTimestamp'] ?? 'always'
  if (verifyTimestamp !== 'always' && verifyTimestamp !== 'afterCertExpiry') return refuse('verifyTimestamp is always or afterCertExpiry')
  const stores = asTexts(value['trustStores'])
  const identities = asTexts(value['trustedIdentities'])
  if (level === 'skip') {
    if (scopes.includes('*')) refuse('the level skip is not for the scope *')
    if (stores.length > 0 || identities.length > 0) refuse('the level skip takes no trust stores and no identities')
  } else if (stores.length === 0 || identities.length === 0) refuse('it needs trust stores and trusted identities')
  return {
    name,
    scopes,
    level,
    actions,
    verifyTimestamp,
    stores: stores.map((each) => parseStore(each, refuse)),
    identities: parseIdentities(identities, refuse),
  }
}

function overridden(
  base: Readonly<Record<CheckName, Action>>,
  override: Readonly<Record<string, unknown>>,
  level: string,
  refuse: (reason: string) => never,
): Readonly<Record<CheckName, Action>> {
  const actions: Record<CheckName, Action> = { ...base }
  for (const [check, action] of Object.entries(override)) {
    const known = checks.find((each) => each === check)
    if (level === 'skip') refuse('the level skip cannot be overridden')
    if (known === undefined || known === 'integrity') return refuse(`${check} cannot be overridden`)
    if (action !== 'enforce' && action !== 'log' && action !== 'skip') return refuse(`${check} cannot be ${String(action)}`)
    if (known === 'authenticity' && action === 'skip') return refuse('authenticity cannot be skipped')
    actions[known] = action
  }
  return actions
}

function parseStore(text: string, refuse: (reason: string) => never): { readonly type: StoreType; readonly name: string } {
  const [, type, name] = /^(ca|signingAuthority|tsa):([\w.-]+)$/.exec(text) ?? []
  if (type === undefined || name === undefined) return refuse(`${JSON.stringify(text)} is no trust store`)
  return { type: type as StoreType, name }
}

function parseIdentities(texts: readonly string[], refuse: (reason: string) => never): TrustPolicy['identities'] {
  if (texts.includes('*')) return texts.length === 1 ? '*' : refuse('the identity * stands alone')
  const parsed = texts.map((text) => {
    const prefix = 'x509.subject:'
    if (!text.startsWith(prefix)) return refuse(`${JSON.stringify(text)} is no identity of the form x509.subject`)
    const name = parseDistinguishedName(text.slice(prefix.length), refuse)
    for (const required of ['C', 'ST', 'O']) if (!name.has(required)) refuse(`the identity ${JSON.stringify(text)} has no ${required}`)
    return name
  })
  for (const [index, one] of parsed.entries())
    for (const other of parsed.slice(index + 1)) if (isSubset(one, other) || isSubset(other, one)) refuse('two trusted identities overlap')
  return parsed
}

/** A distinguished name as RFC 4514 writes it: commas between, a backslash before what is meant as it stands. */
function parseDistinguishedName(text: string, refuse: (reason: string) => never): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const part of text.match(/(?:\\.|[^,\\])+/g) ?? []) {
    const equals = part.indexOf('=')
    const key = part.slice(0, equals).trim().toUpperCase()
    const value = part
      .slice(equals + 1)
      .trim()
      .replace(/\\(.)/g, '$1')
    if (equals < 1 || value === '' || part.slice(equals + 1).includes('+'))
      refuse(`${JSON.stringify(part)} is no part of a distinguished name`)
    if (found.has(key)) refuse(`the identity has ${key} twice`)
    found.set(key === 'S' ? 'ST' : key, value)
  }
  return found
}

export function isSubset(part: ReadonlyMap<string, string>, whole: ReadonlyMap<string, string>): boolean {
  return [...part].every(([key, value]) => whole.get(key) === value)
}

import { spoken, type Message } from '../../core/text.ts'
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
    throw new SignatureError(
      spoken(
        { en: 'the trust policy is not valid JSON: {problem}', ja: '信頼ポリシーを JSON として読み取れません: {problem}' },
        { problem: (error as Error).message },
      ),
    )
  }
  const document = asObject(value)
  if (document['version'] !== '1.0')
    throw new SignatureError(spoken({ en: 'the trust policy is not of version 1.0', ja: '信頼ポリシーのバージョンが 1.0 ではありません' }))
  const policies = asArray(document['trustPolicies']).map((each) => parsePolicy(asObject(each)))
  if (policies.length === 0)
    throw new SignatureError(spoken({ en: 'the trust policy has no statements', ja: '信頼ポリシーにステートメントがありません' }))
  const names = new Set<string>()
  const scopes = new Set<string>()
  for (const policy of policies) {
    if (names.has(policy.name))
      throw new SignatureError(
        spoken({ en: 'two statements are named {name}', ja: '{name} という名前のステートメントが 2 つあります' }, { name: policy.name }),
      )
    names.add(policy.name)
    for (const scope of policy.scopes) {
      if (scopes.has(scope))
        throw new SignatureError(
          spoken({ en: '{scope} is in more than one statement', ja: '{scope} が複数のステートメントにあります' }, { scope }),
        )
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
  if (name === undefined)
    throw new SignatureError(
      spoken({ en: 'a statement of the trust policy has no name', ja: '信頼ポリシーに、名前のないステートメントがあります' }),
    )
  const refuse = (reason: Message): never => {
    throw new SignatureError(spoken({ en: 'trust policy {name}: {reason}', ja: '信頼ポリシー {name}: {reason}' }, { name, reason }))
  }
  const scopes = asTexts(value['registryScopes'])
  if (scopes.length === 0) refuse(spoken({ en: 'it has no registryScopes', ja: 'registryScopes がありません' }))
  if (scopes.includes('*') && scopes.length > 1) refuse(spoken({ en: 'the scope * stands alone', ja: 'スコープ * は単独で指定します' }))
  for (const scope of scopes)
    if (scope !== '*' && !/^[^/\s*]+(?:\/[a-z\d]+(?:[._-]+[a-z\d]+)*)+$/.test(scope))
      refuse(spoken({ en: '{scope} is no registry/repository', ja: '{scope} は「レジストリ/リポジトリ」の形ではありません' }, { scope }))
  const verification = asObject(value['signatureVerification'])
  const level = asText(verification['level']) ?? ''
  const base =
    levels[level] ??
    refuse(
      spoken({ en: '{level} is no level of verification', ja: '{level} という検証レベルはありません' }, { level: JSON.stringify(level) }),
    )
  const actions = overridden(base, asObject(verification['override']), level, refuse)
  const verifyTimestamp = verification['verifyTimestamp'] ?? 'always'
  if (verifyTimestamp !== 'always' && verifyTimestamp !== 'afterCertExpiry')
    return refuse(spoken({ en: 'verifyTimestamp is always or afterCertExpiry', ja: 'verifyTimestamp は always か afterCertExpiry です' }))
  const stores = asTexts(value['trustStores'])
  const identities = asTexts(value['trustedIdentities'])
  if (level === 'skip') {
    if (scopes.includes('*'))
      refuse(spoken({ en: 'the level skip is not for the scope *', ja: 'スコープ * に検証レベル skip は使えません' }))
    if (stores.length > 0 || identities.length > 0)
      refuse(
        spoken({ en: 'the level skip takes no trust stores and no identities', ja: '検証レベル skip に信頼ストアと ID は指定できません' }),
      )
  } else if (stores.length === 0 || identities.length === 0)
    refuse(spoken({ en: 'it needs trust stores and trusted identities', ja: '信頼ストアと信頼する ID が必要です' }))
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
  refuse: (reason: Message) => never,
): Readonly<Record<CheckName, Action>> {
  const actions: Record<CheckName, Action> = { ...base }
  for (const [check, action] of Object.entries(override)) {
    const known = checks.find((each) => each === check)
    if (level === 'skip') refuse(spoken({ en: 'the level skip cannot be overridden', ja: '検証レベル skip は上書きできません' }))
    if (known === undefined || known === 'integrity')
      return refuse(spoken({ en: '{check} cannot be overridden', ja: '{check} は上書きできません' }, { check }))
    if (action !== 'enforce' && action !== 'log' && action !== 'skip')
      return refuse(
        spoken({ en: '{check} cannot be {action}', ja: '{check} を {action} にはできません' }, { check, action: String(action) }),
      )
    if (known === 'authenticity' && action === 'skip')
      return refuse(spoken({ en: 'authenticity cannot be skipped', ja: 'authenticity は省略できません' }))
    actions[known] = action
  }
  return actions
}

function parseStore(text: string, refuse: (reason: Message) => never): { readonly type: StoreType; readonly name: string } {
  const [, type, name] = /^(ca|signingAuthority|tsa):([\w.-]+)$/.exec(text) ?? []
  if (type === undefined || name === undefined)
    return refuse(spoken({ en: '{store} is no trust store', ja: '{store} は信頼ストアではありません' }, { store: JSON.stringify(text) }))
  return { type: type as StoreType, name }
}

function parseIdentities(texts: readonly string[], refuse: (reason: Message) => never): TrustPolicy['identities'] {
  if (texts.includes('*'))
    return texts.length === 1 ? '*' : refuse(spoken({ en: 'the identity * stands alone', ja: 'ID * は単独で指定します' }))
  const parsed = texts.map((text) => {
    const prefix = 'x509.subject:'
    if (!text.startsWith(prefix))
      return refuse(
        spoken(
          { en: '{identity} is no identity of the form x509.subject', ja: '{identity} は x509.subject の形の ID ではありません' },
          { identity: JSON.stringify(text) },
        ),
      )
    const name = parseDistinguishedName(text.slice(prefix.length), refuse)
    for (const required of ['C', 'ST', 'O'])
      if (!name.has(required))
        refuse(
          spoken(
            { en: 'the identity {identity} has no {required}', ja: 'ID {identity} に {required} がありません' },
            { identity: JSON.stringify(text), required },
          ),
        )
    return name
  })
  for (const [index, one] of parsed.entries())
    for (const other of parsed.slice(index + 1))
      if (isSubset(one, other) || isSubset(other, one))
        refuse(spoken({ en: 'two trusted identities overlap', ja: '信頼する ID が重なり合っています' }))
  return parsed
}

/** A distinguished name as RFC 4514 writes it: commas between, a backslash before what is meant as it stands. */
function parseDistinguishedName(text: string, refuse: (reason: Message) => never): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const part of text.match(/(?:\\.|[^,\\])+/g) ?? []) {
    const equals = part.indexOf('=')
    const key = part.slice(0, equals).trim().toUpperCase()
    const value = part
      .slice(equals + 1)
      .trim()
      .replace(/\\(.)/g, '$1')
    if (equals < 1 || value === '' || part.slice(equals + 1).includes('+'))
      refuse(
        spoken(
          { en: '{part} is no part of a distinguished name', ja: '{part} は識別名の一部ではありません' },
          { part: JSON.stringify(part) },
        ),
      )
    if (found.has(key)) refuse(spoken({ en: 'the identity has {key} twice', ja: 'ID に {key} が 2 つあります' }, { key }))
    found.set(key === 'S' ? 'ST' : key, value)
  }
  return found
}

export function isSubset(part: ReadonlyMap<string, string>, whole: ReadonlyMap<string, string>): boolean {
  return [...part].every(([key, value]) => whole.get(key) === value)
}

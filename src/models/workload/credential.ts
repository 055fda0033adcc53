import type { Confidence, Severity } from '../../core/severity.ts'
import { text, type Text } from '../../core/text.ts'
import { scanText } from '../secret/detect.ts'
import { namedCredential } from './credential-name.ts'
import { canBePassword, isPlaceholder, looksGenerated } from './credential-value.ts'

/** A credential that is written out. It carries nothing of the value. */
export interface Credential {
  /** What it is, as a noun. */
  readonly what: Text<never>
  readonly severity: Severity
  readonly confidence: Confidence
}

/**
 * Forms that tell a credential even where it is a weak one, which the rules for files leave alone as a sample: what a manifest
 * says is deployed. `password` is the group that has to be a literal.
 */
const forms: readonly { readonly what: Text<never>; readonly pattern: RegExp }[] = [
  {
    what: text({ en: 'private key', ja: '秘密鍵' }),
    pattern: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/,
  },
  {
    what: text({ en: 'connection string with a password', ja: 'パスワードを含む接続文字列' }),
    pattern: /;\s{0,5}(?:password|pwd)\s{0,5}=\s{0,5}(?<password>[^;\s]{1,200})/i,
  },
  {
    what: text({ en: 'address with a password', ja: 'パスワードを含むアドレス' }),
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/?#'"]{0,100}:(?<password>[^\s@/?#'"]{1,200})@[\w.[{$-]/i,
  },
]

/** Rules that go by a name in the text around the value; here the name is known, and judged below. */
const byName = new Set(['generic-api-key', 'config-password', 'kubernetes-secret-yaml'])

/** Longer texts are searched only as far as this, in characters. */
const searched = 1 << 18

/** A credential that the value shows by its form, whatever it is called. */
export function formOfCredential(value: string): Credential | undefined {
  if (value.length < 8) return undefined
  const start = value.length > searched ? value.slice(0, searched) : value
  const match = scanText({ uri: '', text: start }, { skip: byName })[0]
  if (match !== undefined) return { what: match.name, severity: match.severity, confidence: match.confidence }
  for (const { what, pattern } of forms) {
    const found = pattern.exec(start)
    if (found === null) continue
    const password = found.groups?.['password']
    if (password === undefined || !isPlaceholder(password)) return { what, severity: 'high', confidence: 'high' }
  }
  return undefined
}

/**
 * The credential that is written out as the value of a name, by the form of the value, or by name and value together:
 * neither a telling name with a harmless value (`ALLOW_EMPTY_PASSWORD=yes`) nor a long value with a harmless name is one.
 */
export function credentialIn(name: string, value: string): Credential | undefined {
  const form = formOfCredential(value)
  if (form !== undefined) return form
  const named = namedCredential(name)
  if (named === 'password' && canBePassword(value))
    return { what: text({ en: 'password', ja: 'パスワード' }), severity: 'high', confidence: looksGenerated(value) ? 'high' : 'medium' }
  if (named === 'key' && looksGenerated(value))
    return { what: text({ en: 'key or token', ja: 'キーまたはトークン' }), severity: 'high', confidence: 'high' }
  return undefined
}

/** A setting of a file, in one of the ways that files are written: `name=value`, `name: value`, `"name": "value"`. */
const setting =
  /^[ \t]{0,60}(?:export[ \t]+)?["']?([\w.-]{1,100})["']?[ \t]{0,9}[=:][ \t]{0,9}(?:"([^"\n]{0,400})"|'([^'\n]{0,400})'|([^\s#;,"'][^\n]{0,400}?))[ \t]{0,9}[;,]?[ \t]{0,9}$/gm

/** The worst credential in a text over several lines, such as a file of settings, if there is one. */
export function credentialInText(content: string): Credential | undefined {
  const form = formOfCredential(content)
  if (form !== undefined) return form
  for (const [, name, ...values] of content.slice(0, searched).matchAll(setting)) {
    const value = values.find((candidate) => candidate !== undefined)
    const credential = value === undefined ? undefined : credentialIn(name!, value)
    if (credential !== undefined) return credential
  }
  return undefined
}

import type { Path } from '../../core/location.ts'
import { stringMapAt, valueAt } from '../kubernetes/json.ts'
import type { KubernetesObject } from '../kubernetes/object.ts'
import { isPlaceholder } from './credential-value.ts'
import { credentialIn, credentialInText, type Credential } from './credential.ts'

/** A value of a Secret that is no placeholder. */
export interface SecretEntry {
  readonly key: string
  readonly at: Path
  /** What it is, where name or form tell it. */
  readonly credential: Credential | undefined
}

/** Keys beside the secret ones: who, where, how, and what is public. */
const untelling =
  /(?:^|[_.-])(?:user|username|user-?name|login|email|host|hostname|server|port|database|db|dbname|schema|url|uri|endpoint|address|region|namespace|project|type|name|id|enabled|insecure|version|ca\.crt|tls\.crt|public|pub|issuer|audience|tenant|provider|bucket|account|config\.ya?ml)$/i

const publicText = /^\s*-----BEGIN (?:CERTIFICATE|PUBLIC KEY|X509 CRL)/

/** What makes a value up when a chart is installed, or looks up the one that is there: then no file holds it. */
const generated =
  /\{\{[^}]*\b(?:rand(?:Alpha|Numeric|Ascii|AlphaNum|Bytes|Int)|gen[A-Z]\w+|derivePassword|uuidv4|lookup|include|template)\b/

/** The entries of a Secret that give something away, decoded. Nothing of a Secret that SOPS has encrypted counts. */
export function secretEntries({ value, document }: KubernetesObject): readonly SecretEntry[] {
  if (valueAt(value, ['sops']) !== undefined) return []
  const fields = (['data', 'stringData'] as const).flatMap((field) =>
    Object.entries(stringMapAt(value, [field])).map(([key, written]) => ({
      key,
      at: [field, key],
      plain: field === 'data' ? decoded(written) : written,
    })),
  )
  return fields.flatMap(({ key, at, plain }) => {
    if (isPlaceholder(plain) || publicText.test(plain)) return []
    const isFile = /\S\s*\n\s*\S/.test(plain)
    const credential = credentialIn(key, plain) ?? (isFile ? credentialInText(plain) : undefined)
    // A file of settings with none of them a credential only stands here because something wants to mount a Secret.
    if (credential === undefined && (isFile || untelling.test(key) || isSetting(plain))) return []
    const { source, range } = document.place(at)
    return generated.test(source.text.slice(range.start, range.end)) ? [] : [{ key, at, credential }]
  })
}

/** Bytes that are no text count as they are written: they are somebody's key. What is no base64 is taken for text. */
function decoded(written: string): string {
  const joined = written.replace(/\s/g, '')
  if (joined.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(joined)) return written
  const plain = Buffer.from(joined, 'base64').toString('utf8')
  return plain.includes('\uFFFD') ? joined : plain
}

function isSetting(plain: string): boolean {
  return /^\s*(?:true|false|yes|no|on|off|null|none|\d{1,5})\s*$/i.test(plain)
}

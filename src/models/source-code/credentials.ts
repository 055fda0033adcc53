import type { Expression } from '../../syntax/source-code/program.ts'
import { namesSecret, wordsOf } from '../secret/generic-name.ts'
import { isPlaceholder } from '../secret/placeholder.ts'
import type { Value } from './value.ts'

const about =
  /(?:^|_)(?:field|label|name|param|parameter|header|prefix|suffix|url|uri|path|file|type|key_id|regex|pattern|message|msg|error|prompt|placeholder|hint|title|text|format|algorithm|column|endpoint|expires?|expiry|length|input|selector|env|variable|property|attribute|claim|scheme|issuer)(?:_|$)/

/** Whether a text that is written under a name is the secret that the name promises. */
export function isCredential(name: string, { constant }: Value, written: Expression): boolean {
  if (typeof constant !== 'string' || written.kind !== 'literal' || constant.length < 4 || constant.length > 2000) return false
  if (!namesSecret(name) || about.test(wordsOf(name).join('_')) || !looksSecret(constant, name)) return false
  // An object identifier, such as that of a purpose of certificates, is no secret either.
  if (/^\d+(?:\.\d+){2,}$/.test(constant)) return false
  // Words are what something is called; only a password may be one.
  return !/^[A-Za-z]+(?:[-_./:=][A-Za-z]+)*$/.test(constant) || (/passw|pwd/i.test(name) && /^[A-Za-z]{6,}$/.test(constant))
}

/** Whether a text may be a secret: no reference to one, no sentence, no name of a thing. */
export function looksSecret(value: string, name = ''): boolean {
  if (value.length < 4 || isPlaceholder(value) || /\s/.test(value.trim()) || /^(?:https?:\/\/|[./~]|[a-z]+:\/\/[^:@]*$|[@#.])/.test(value))
    return false
  if (
    /^(?:true|false|null|none|undefined|bearer|basic|write|read|token|string|text|hidden|password|submit|username|required|optional|default|on|off|yes|no)$/i.test(
      value,
    )
  )
    return false
  const said = wordsOf(value)
  // `TOKEN = "auth_token"` is what something is called.
  const isItsName =
    said.every((word) => /^[a-z]+$/.test(word)) &&
    said.length > 0 &&
    (wordsOf(name).join('').endsWith(said.join('')) || namesSecret(value)) &&
    !/^[a-z]+$/i.test(value)
  return !isItsName && wordsOf(name).join('') !== said.join('')
}

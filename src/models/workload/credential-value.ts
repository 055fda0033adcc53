import { entropyOf } from '../secret/entropy.ts'

/** Words of settings, which are nobody's password. */
const settings = new Set(
  'true false yes no on off y n none null nil undefined auto default enabled disabled optional required always never any all inherit prompt file env'.split(
    ' ',
  ),
)

/** Values that stand where a credential will be: an empty one, a reference, or what somebody writes for "fill this in". */
export function isPlaceholder(value: string): boolean {
  const trimmed = value.trim()
  return trimmed === '' || isReference(trimmed) || isFiller(trimmed)
}

/** `${VAR}`, `$(VAR)`, `{{ value }}`, `<password>`, `%NAME%`, `[name]`, and the marks of secret stores and encryption tools. */
function isReference(value: string): boolean {
  if (
    /\$\{|\$\(|\{\{|\{%|^\$[A-Za-z_]\w{0,99}$|^<[^<>]{0,200}>$|^%[^%]{1,99}%$|^\[[^\]]{0,99}\]$|^__\w{1,99}__$|^#\{[^}]{0,99}\}#?$/.test(
      value,
    )
  )
    return true
  return /^(?:ref\+|vault:|secretref:|azurekeyvault:|akvs?:|op:\/\/|@Microsoft\.KeyVault|ENC\[|ENC\(|AES256:|arn:aws:|projects\/|keyvault:|env:|file:|argocd-vault)/i.test(
    value,
  )
}

function isFiller(value: string): boolean {
  if (
    /^(?:change[-_ ]?(?:me|it|this)|(?:please[-_ ])?replace[-_ ]?(?:me|with|this)?|to[-_ ]?be[-_ ].*|todo|tbd|fixme|fill[-_ ]?(?:me|in)|redacted|removed|omitted|masked|hidden|placeholder|dummy|sample|your|insert|enter|put|set|add|my)\b/i.test(
      value.replaceAll('_', ' '),
    )
  )
    return true
  if (
    /^(?:changeme|replaceme|fillme|example|n\/a)\d{0,3}$|\bexample\b.*\b(?:value|only|key|secret|token)\b|[-_ ]here$|[-_ ]goes[-_ ]here/i.test(
      value,
    )
  )
    return true
  return /x{4}|\*{3}|\.{3}|#{4}|_{4}|•|…/i.test(value) || (value.length >= 4 && new Set(value).size === 1)
}

/** Whether a value can be what somebody thought of for a password: anything that is no setting, place, name of a file or filler. */
export function canBePassword(value: string): boolean {
  const trimmed = value.trim()
  if (isPlaceholder(trimmed) || settings.has(trimmed.toLowerCase()) || isPlace(trimmed)) return false
  if (/\n/.test(trimmed) || trimmed.length > 256) return false
  // Short numbers count or limit something; `123456` is what it looks like.
  return !/^-?\d{1,3}(?:\.\d+)?$/.test(trimmed) && !isMeasure(trimmed)
}

/**
 * Whether a value looks as if a machine made it: long enough, mixed, and spread over many characters. Names of objects,
 * sentences and versions are not.
 */
export function looksGenerated(value: string): boolean {
  const trimmed = value.trim()
  if (trimmed.length < 12 || trimmed.length > 4096 || /\s/.test(trimmed)) return false
  if (isPlaceholder(trimmed) || isPlace(trimmed) || isMeasure(trimmed)) return false
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(trimmed)).length
  if (classes < 2 || !/[a-zA-Z]/.test(trimmed)) return false
  // Words with a number at an end, as objects are named: `web-tls-2`, `Argo-CD-v3`, `shop.v1.api`.
  if (trimmed.split(/[-_./:]/).every((step) => /^(?:[a-z]{0,30}\d{0,3}|v?\d{1,4}|[A-Z]?[a-z]{1,30}\d{0,3}|[A-Z]{1,12})$/.test(step)))
    return false
  return entropyOf(trimmed) >= 3
}

/** Paths and addresses: they lead to a credential and are none. */
function isPlace(value: string): boolean {
  return (
    /^(?:~|\.{1,2})?(?:\/[\w.@-]{1,60}){1,20}\/?$/.test(value) ||
    /^[A-Za-z]:\\/.test(value) ||
    /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(value) ||
    /^[\w.-]{1,100}\.(?:pem|key|crt|cer|pfx|p12|jks|json|ya?ml|txt|conf|env|svc|local|com|net|org|io)$/i.test(value)
  )
}

/** Durations, sizes and versions. */
function isMeasure(value: string): boolean {
  return /^\d{1,12}(?:\.\d{1,6})?(?:ns|us|ms|s|m|h|d|w|y|[kmgtp]i?b?|%)$|^v?\d{1,4}(?:\.\d{1,6}){1,3}(?:-[a-z0-9.]{1,20})?$|^(?:\d{1,4}[hms]){2,3}$/i.test(
    value,
  )
}

import type { Expression, FunctionCode } from '../../../syntax/source-code/program.ts'
import { looksSecret } from '../credentials.ts'
import { argumentOf, type Call, type EvaluatedArgument, type Misuse } from '../rules.ts'
import type { Value } from '../value.ts'

/** Hash functions for which collisions can be made. */
export const weakHash = /^(?:hmac)?-?(?:md-?[245]|sha-?1?|sha-?0|ripemd(?:128)?)$/i

/** Ciphers that are broken or too short, and modes that show patterns. */
export const weakCipher =
  /^(?:des(?:ede|ede3)?|3des|triple-?des|tdes|rc[245]|arc(?:four|[24])|blowfish|bf|idea|seed|cast5?|null)\b|^(?:des|rc[24]|bf)-|^(?!rsa\/).*\/ecb\b|-ecb$|^ecb$|^aes$|^rsa\/[^/]*\/nopadding$/i

/** Names of things that must not be guessed. */
export const guessable =
  /token|secret|passw|pwd|session|\bkey|key\b|[a-z]Key|otp|nonce|salt|\biv\b|csrf|auth|remember|cookie|captcha|verif|invite|reset|coupon|voucher|credential|\bpin\b|activation|confirm/i

/** A weak source of chance, where the value is for something that must not be guessed. */
export function inSecurityContext(call: Call): ReturnType<Misuse['test']> {
  return guessable.test(call.context) ? { at: call.expression } : undefined
}

/** A call that is given a secret that stands in the source. */
export function literalSecret(position: number, ...names: readonly string[]): Misuse['test'] {
  return (call) => {
    const found = argumentOf(call, position, ...names)
    if (found === undefined) return undefined
    const literal = literalIn(found)
    return literal !== undefined && looksSecret(literal) ? { at: found.expression, isConfidential: true } : undefined
  }
}

function literalIn({ value, expression }: EvaluatedArgument): string | undefined {
  if (typeof value.constant === 'string') return value.constant
  return value.prefix !== undefined && value.taints.length === 0 && value.isBuilt !== true && expression.kind === 'call'
    ? value.prefix
    : undefined
}

export function isTrue({ constant }: Value): boolean {
  return constant === true
}

export function isFalse({ constant }: Value): boolean {
  return constant === false
}

/** Whether a function does nothing, or only says yes. */
export function acceptsAll({ body }: FunctionCode): boolean {
  if (body.length === 0) return true
  const [only, ...more] = body
  if (more.length > 0 || only === undefined) return false
  if (only.kind === 'block') return only.body.length === 0
  return only.kind === 'return' && (only.value === undefined || isLiteral(only.value, true))
}

function isLiteral(expression: Expression, value: unknown): boolean {
  if (value === true && expression.kind === 'name' && expression.name === 'undefined') return true
  return expression.kind === 'literal' && expression.value === value
}

/** `Access-Control-Allow-Origin: *`. */
export function allowsAllOrigins(call: Call): ReturnType<Misuse['test']> {
  const [name, value] = call.args
  if (typeof name?.value.constant !== 'string' || name.value.constant.toLowerCase() !== 'access-control-allow-origin') return undefined
  return value?.value.constant === '*' ? { at: value.expression, detail: '*' } : undefined
}

/** Words of which a file that writes secrets or personal data down has at least one. */
export const sensitiveWords =
  /passw|pwd|secret|token|api_?-?key|private_?-?key|access_?-?key|credential|authorization|bearer|ssn|social_?security|passport|credit_?card|card_?number|cvv|iban|account_?number|birth|dob|e_?mail|phone|salary|creds/i

/** A text that is given to something with the name of a secret. */
export const namedSecrets =
  /(?:passw|pwd|secret|token|api_?-?key|private_?-?key|access_?-?key|credential)\w*["']?\]?\s*(?::\s*\w+\s*)?[:=]\s*[urbf]?["'`@$]/i

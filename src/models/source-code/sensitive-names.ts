import { namesSecret, wordsOf } from '../secret/generic-name.ts'
import type { Label } from './weakness.ts'

/** Words that make a name one of personal data, alone or as the end of it. */
const personal =
  /(?:^| )(?:ssn|social security(?: number| no)?|national id(?:entification)?(?: number)?|my ?number|passport(?: number| no)?|driver'?s? licen[sc]e(?: number)?|credit card(?: number| no)?|card number|pan number|cvv|cvc|iban|bank account(?: number)?|account number|routing number|date of birth|birth ?date|dob|medical record|diagnosis|salary|e ?mail|email address|phone(?: number)?|home address)$/

/** Words that say that it is not the thing itself, but something about it. */
const aboutIt =
  /(?:^| )(?:is|has|no|count|length|size|type|name|field|label|input|policy|rule|url|uri|path|file|expired?|expiry|valid|invalid|required|enabled|reset|hint|error|message|strength|encoder|service|repository|manager|provider|validator|generator|factory|template|hash(?:ed)?|encrypted|masked|redacted|id)(?: |$)/

const known = new Map<string, Label | undefined>()

/** Whether a value is, by the name that it goes by, a secret or personal data. */
export function sensitiveLabel(name: string): Label | undefined {
  if (name.length < 3 || name.length > 60) return undefined
  if (known.has(name)) return known.get(name)
  const label = classify(name)
  if (known.size < 20_000) known.set(name, label)
  return label
}

function classify(name: string): Label | undefined {
  const words = wordsOf(name).join(' ')
  const bare = words.replace(/^get /, '')
  // A constant in capitals is the name of a thing more often than the thing.
  if (aboutIt.test(bare)) return undefined
  if (/^(?:authorization|authorization header|auth header|bearer)$/.test(bare) || namesSecret(bare.replaceAll(' ', '_'))) return 'sensitive'
  return personal.test(bare) ? 'personal' : undefined
}

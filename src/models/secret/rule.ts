import type { Range } from '../../core/location.ts'
import type { Confidence, Severity } from '../../core/severity.ts'
import type { Text } from '../../core/text.ts'
import { credentialName, type CredentialKind } from './credential-kind.ts'

/** The groups that rules are kept, documented and switched in. */
export type SecretFamily =
  | 'azure'
  | 'cloud'
  | 'source-control'
  | 'communication'
  | 'payment'
  | 'monitoring'
  | 'ai'
  | 'service'
  | 'generic'
  | 'structured'

/**
 * How a value is found from a place where one of the rule's keywords stands. All three look at a bounded piece of text
 * from that place, so the cost of a rule is linear in the number of keyword hits, whatever the text.
 */
export type Finder =
  /** The value carries its own mark; `pattern` is sticky and starts `before` characters left of the keyword. Group 1 is the value, if there is one. */
  | { readonly how: 'token'; readonly pattern: RegExp; readonly before: number }
  /** The value is assigned to a name that contains the keyword; `pattern` is sticky and covers the value. Unless `anywhere`, a word must begin with the keyword. */
  | { readonly how: 'assigned'; readonly pattern: RegExp; readonly anywhere: boolean }
  /** Anything else: the ranges of the values that belong to this keyword. */
  | { readonly how: 'search'; readonly find: (text: string, hit: Range) => readonly Range[] }
  /** The file itself is the secret, told by its name alone. */
  | { readonly how: 'path' }

export type ChecksumResult = 'valid' | 'invalid'

/** A kind of secret: what it is called, how it looks, how bad it is when it leaks. */
export interface SecretRule {
  /** Never renumbered or reused. Where gitleaks knows the same credential the ids are the same, so exceptions can be carried over. */
  readonly id: string
  readonly family: SecretFamily
  readonly name: Text<never>
  /** In lower case. A text that holds none of a rule's keywords (in any case) is never looked at by the rule. */
  readonly keywords: readonly string[]
  readonly finder: Finder
  readonly severity: Severity
  readonly confidence: Confidence
  /** Shannon entropy in bits per character that a value must exceed. */
  readonly entropy?: number
  /** Only files whose path matches. */
  readonly paths?: RegExp
  /** False for values that have the form and are known to be no secret. */
  readonly accepts?: (value: string, text: string, range: Range) => boolean
  /** Proves or disproves a value offline, for formats that carry a checksum. */
  readonly checksum?: (value: string) => ChecksumResult
  /** The value counts only near a value of this other rule. */
  readonly near?: { readonly rule: string; readonly characters: number }
  /** How many leading characters are a public mark of the format and may be shown. */
  readonly shown: number
}

interface Common {
  readonly entropy?: number
  readonly severity?: Severity
  readonly confidence?: Confidence
  readonly paths?: RegExp
  readonly accepts?: SecretRule['accepts']
  readonly checksum?: SecretRule['checksum']
  readonly near?: SecretRule['near']
}

export interface TokenShape extends Common {
  /** Keywords, in lower case. */
  readonly marks: readonly string[]
  /** Regular-expression source. Boundaries on both sides are added. */
  readonly form: string
  /** Characters of the form left of the keyword. */
  readonly before?: number
  readonly ignoreCase?: boolean
  /** Characters that may not stand directly beside the value. */
  readonly beside?: string
  readonly shown?: number
}

export interface AssignedShape extends Common {
  /** Keywords that a name must contain, in lower case. */
  readonly names: readonly string[]
  /** Regular-expression source of the value. */
  readonly value: string
  /** The keyword counts inside a word too: `key` in `apikey`. */
  readonly anywhere?: boolean
  readonly caseSensitive?: boolean
  readonly shown?: number
}

/** What may follow an assigned value: quote, white space, punctuation that closes, an escaped line end, or nothing. */
const valueEnd = String.raw`(?=[\x60'"\s;,)\]}<&]|\\[nrt"'\\]|$)`

/** The builders of one family's rules. */
export function family(name: SecretFamily) {
  return { token: tokenOf(name), assigned: assignedOf(name), search: searchOf(name), file: fileOf(name) }
}

function tokenOf(name: SecretFamily) {
  return (id: string, product: string, kind: CredentialKind, shape: TokenShape): SecretRule => {
    const beside = shape.beside ?? '\\w-'
    const source = `(?<![${beside}])${shape.form}(?![${beside}])`
    const finder: Finder = { how: 'token', pattern: new RegExp(source, shape.ignoreCase === true ? 'iy' : 'y'), before: shape.before ?? 0 }
    const shown = shape.shown ?? (shape.before === undefined ? Math.min(...shape.marks.map((mark) => mark.length)) : 0)
    return rule(id, name, product, kind, shape.marks, finder, shown, { confidence: 'high', ...shape })
  }
}

function assignedOf(name: SecretFamily) {
  return (id: string, product: string, kind: CredentialKind, shape: AssignedShape): SecretRule => {
    const finder: Finder = {
      how: 'assigned',
      pattern: new RegExp(`(?:${shape.value})${valueEnd}`, shape.caseSensitive === true ? 'y' : 'iy'),
      anywhere: shape.anywhere ?? false,
    }
    return rule(id, name, product, kind, shape.names, finder, shape.shown ?? 0, { confidence: 'medium', ...shape })
  }
}

function searchOf(name: SecretFamily) {
  return (
    id: string,
    product: string,
    kind: CredentialKind,
    shape: Common & {
      readonly marks: readonly string[]
      readonly find: (text: string, hit: Range) => readonly Range[]
      readonly shown?: number
    },
  ): SecretRule =>
    rule(id, name, product, kind, shape.marks, { how: 'search', find: shape.find }, shape.shown ?? 0, { confidence: 'medium', ...shape })
}

function fileOf(name: SecretFamily) {
  return (id: string, product: string, kind: CredentialKind, paths: RegExp): SecretRule =>
    rule(id, name, product, kind, [], { how: 'path' }, 0, { confidence: 'medium', paths })
}

function rule(
  id: string,
  familyName: SecretFamily,
  product: string,
  kind: CredentialKind,
  keywords: readonly string[],
  finder: Finder,
  shown: number,
  rest: Common & { readonly confidence: Confidence },
): SecretRule {
  const { entropy, severity, confidence, paths, accepts, checksum, near } = rest
  return {
    id,
    family: familyName,
    name: credentialName(product, kind),
    keywords,
    finder,
    shown,
    confidence,
    severity: severity ?? (kind === 'client-id' || kind === 'public-key' || kind === 'account-id' ? 'low' : 'high'),
    ...(entropy === undefined ? {} : { entropy }),
    ...(paths === undefined ? {} : { paths }),
    ...(accepts === undefined ? {} : { accepts }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(near === undefined ? {} : { near }),
  }
}

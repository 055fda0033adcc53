import { wordsOf } from '../secret/generic-name.ts'

/** What a name says of its value: a word that somebody thought of, or something that a machine made. */
export type NamedCredential = 'password' | 'key'

const passwordWords = new Set(['password', 'passwd', 'pwd', 'pass', 'passphrase'])
const keyWords = new Set(['secret', 'token', 'apikey', 'accesskey', 'secretkey', 'privatekey', 'credential', 'credentials', 'creds'])

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** What has to stand before `key`: a key of a map, a cache or a sort order opens nothing. */
const qualifiedKeys = words(
  'access account admin api app auth cipher client crypto encryption function hmac host integration jwt license licence management master private secret service session shared signing storage subscription webhook write',
)

/** Words after the telling one that leave it what it is: `dbPasswordProd`, `token_2`. */
const neutralWords = words(
  'value prod production dev development staging stage test qa uat live old new current plain text string base64 b64',
)

/** Words before the telling one that make a switch of it: `ALLOW_EMPTY_PASSWORD`, `requirePassword`. */
const switchWords = words(
  'allow require required enable enabled disable disabled skip use force hide show needs with without no reset has is',
)

/** Words that make a key or token public, or one of a text and not of a door, wherever they stand. */
const publicWords = words(
  'public csrf xsrf next page continuation cancellation cursor pagination server max min limit per context input output prompt completion',
)

/** What a name, in whatever style it is written, says that it holds; undefined where that is no credential. */
export function namedCredential(name: string): NamedCredential | undefined {
  if (name.length > 300) return undefined
  const parts = wordsOf(name)
  let last = parts.length - 1
  while (last > 0 && (neutralWords.has(parts[last]!) || /^\d{1,3}$/.test(parts[last]!))) last--
  const word = parts[last]
  if (word === undefined) return undefined
  const before = parts.slice(0, last)
  if (before.length > 0 && switchWords.has(before[0]!)) return undefined
  if (passwordWords.has(word)) return 'password'
  if (before.some((earlier) => publicWords.has(earlier))) return undefined
  if (keyWords.has(word)) return 'key'
  return word === 'key' && qualifiedKeys.has(before.at(-1) ?? '') ? 'key' : undefined
}

/** A package URL (ECMA-427): what names a package across ecosystems. Parts that are not there are undefined, never empty. */
export interface Purl {
  readonly type: string
  readonly namespace?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  /** In the order of their keys, which is the canonical one. */
  readonly qualifiers?: Readonly<Record<string, string>> | undefined
  readonly subpath?: string | undefined
}

/** A text that is no package URL, with the reason. */
export class PurlError extends Error {
  override readonly name = 'PurlError'
}

/** What a type demands or forbids besides the general grammar. */
interface TypeRule {
  readonly lowerNamespace?: true
  readonly lowerName?: true
  readonly lowerVersion?: true
  readonly namespace?: 'required' | 'prohibited'
  readonly qualifier?: string
}

const lower: TypeRule = { lowerNamespace: true, lowerName: true }
const rules: Readonly<Record<string, TypeRule>> = {
  alpm: lower,
  apk: lower,
  bazel: { namespace: 'prohibited' },
  bitbucket: lower,
  bitnami: { lowerName: true, namespace: 'prohibited' },
  cargo: { namespace: 'prohibited' },
  cocoapods: { namespace: 'prohibited' },
  composer: { ...lower, namespace: 'required' },
  conda: { namespace: 'prohibited' },
  cpan: {},
  cran: { namespace: 'prohibited' },
  deb: lower,
  gem: { namespace: 'prohibited' },
  github: lower,
  hackage: { namespace: 'prohibited' },
  hex: lower,
  huggingface: { lowerVersion: true },
  julia: { namespace: 'prohibited', qualifier: 'uuid' },
  luarocks: lower,
  maven: { namespace: 'required' },
  mlflow: { namespace: 'prohibited' },
  npm: lower,
  nuget: { namespace: 'prohibited' },
  oci: { lowerName: true, namespace: 'prohibited' },
  otp: { lowerName: true, namespace: 'prohibited' },
  pub: { lowerName: true, namespace: 'prohibited' },
  pypi: { lowerName: true, namespace: 'prohibited' },
  qpkg: { lowerNamespace: true },
  rpm: { lowerNamespace: true },
  swid: { qualifier: 'tag_id' },
  vcpkg: { namespace: 'prohibited' },
}

/**
 * Reads a package URL into its canonical parts.
 *
 * @throws {PurlError}
 */
export function parsePurl(text: string): Purl {
  const [, scheme, rest = ''] = /^([^:]*):(?:\/*)(.*)$/s.exec(text.trim()) ?? []
  if (scheme?.toLowerCase() !== 'pkg') throw new PurlError('a package URL begins with "pkg:"')
  const [beforeSubpath, subpath] = cutLast(rest, '#')
  const [beforeQualifiers, qualifiers] = cutLast(beforeSubpath, '?')
  const slash = beforeQualifiers.indexOf('/')
  if (slash < 0) throw new PurlError('the name is missing')
  const type = beforeQualifiers.slice(0, slash)
  const path = beforeQualifiers.slice(slash + 1).replace(/^\/+|\/+$/g, '')
  // An @ that begins a segment belongs to an npm scope, written without its percent sign.
  const at = path.lastIndexOf('@')
  const hasVersion = at > 0 || (at === 0 && !path.includes('/'))
  const [namespace, name] = splitName(hasVersion ? path.slice(0, at) : path)
  return canonical({
    type,
    namespace: namespace === undefined ? undefined : segments(namespace).map(decode).join('/'),
    name: decode(name),
    version: hasVersion ? decode(path.slice(at + 1)) : undefined,
    qualifiers: qualifiers === undefined ? undefined : parseQualifiers(qualifiers),
    subpath: subpath === undefined ? undefined : segments(subpath).map(decode).filter(isRealSegment).join('/'),
  })
}

/**
 * The canonical text of a package URL.
 *
 * @throws {PurlError} where the parts break a rule of the type
 */
export function formatPurl(purl: Purl): string {
  const { type, namespace, name, version, qualifiers, subpath } = canonical(purl)
  const pairs = Object.entries(qualifiers ?? {}).map(([key, value]) => `${key}=${encode(value)}`)
  return [
    `pkg:${type}/`,
    namespace === undefined ? '' : `${namespace.split('/').map(encode).join('/')}/`,
    encode(name),
    version === undefined ? '' : `@${encode(version)}`,
    pairs.length === 0 ? '' : `?${pairs.join('&')}`,
    subpath === undefined ? '' : `#${subpath.split('/').map(encode).join('/')}`,
  ].join('')
}

function canonical(purl: Purl): Purl {
  const type = purl.type.toLowerCase()
  if (!/^[a-z][a-z\d.-]*$/.test(type)) throw new PurlError(`${JSON.stringify(purl.type)} is no type`)
  const rule = rules[type] ?? {}
  const qualifiers = canonicalQualifiers(purl.qualifiers ?? {})
  let namespace = present(purl.namespace === undefined ? undefined : segments(purl.namespace ?? '').join('/'))
  if (rule.lowerNamespace === true) namespace = namespace?.toLowerCase()
  if (type === 'cpan') namespace = namespace?.toUpperCase()
  const name = canonicalName(type, present(purl.name), rule, qualifiers)
  const version = present(purl.version)
  if (rule.namespace === 'required' && namespace === undefined) throw new PurlError(`a package URL of type ${type} has a namespace`)
  if (rule.namespace === 'prohibited' && namespace !== undefined) throw new PurlError(`a package URL of type ${type} has no namespace`)
  if (rule.qualifier !== undefined && qualifiers[rule.qualifier] === undefined)
    throw new PurlError(`a package URL of type ${type} has the qualifier ${rule.qualifier}`)
  return {
    type,
    namespace,
    name,
    version: rule.lowerVersion === true ? version?.toLowerCase() : version,
    qualifiers: Object.keys(qualifiers).length === 0 ? undefined : qualifiers,
    subpath: present(
      segments(purl.subpath ?? '')
        .filter(isRealSegment)
        .join('/'),
    ),
  }
}

function canonicalName(type: string, name: string | undefined, rule: TypeRule, qualifiers: Readonly<Record<string, string>>): string {
  if (name === undefined) throw new PurlError('the name is missing')
  // A CPAN distribution is written with dashes; a name with colons is a module.
  if (type === 'cpan' && name.includes('::')) throw new PurlError('a CPAN distribution has no :: in its name')
  if (type === 'pypi') return name.toLowerCase().replaceAll('_', '-')
  if (type === 'mlflow' && /databricks/.test(qualifiers['repository_url'] ?? '')) return name.toLowerCase()
  return rule.lowerName === true ? name.toLowerCase() : name
}

function canonicalQualifiers(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(given)) {
    const lowered = key.toLowerCase()
    if (!/^[a-z.\-_][a-z\d.\-_]*$/.test(lowered)) throw new PurlError(`${JSON.stringify(key)} is no key of a qualifier`)
    if (value !== '') found.set(lowered, value)
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function parseQualifiers(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const key = (equals < 0 ? pair : pair.slice(0, equals)).toLowerCase()
    if (Object.hasOwn(found, key)) throw new PurlError(`the qualifier ${key} is there twice`)
    found[key] = equals < 0 ? '' : decode(pair.slice(equals + 1))
  }
  return found
}

function splitName(path: string): readonly [namespace: string | undefined, name: string] {
  const trimmed = path.replace(/\/+$/, '')
  const slash = trimmed.lastIndexOf('/')
  return slash < 0 ? [undefined, trimmed] : [trimmed.slice(0, slash), trimmed.slice(slash + 1)]
}

function cutLast(text: string, mark: string): readonly [before: string, after: string | undefined] {
  const at = text.lastIndexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '')
}

function isRealSegment(segment: string): boolean {
  return segment !== '.' && segment !== '..' && segment !== ''
}

function present(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new PurlError(`${JSON.stringify(text)} is not percent-encoded UTF-8`)
  }
}

/** Everything but letters, digits, `.-_~` and the colon is percent-encoded. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':')
}

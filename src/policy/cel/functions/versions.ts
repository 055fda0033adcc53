import { compareVersions, type Version } from '../../rego/builtins/semver.ts'
import { CelError } from '../errors.ts'
import type { CelOpaque, CelValue } from '../values.ts'
import type { CelFunction, CelLibrary } from './function.ts'

class SemanticVersion implements CelOpaque {
  readonly celType = 'kubernetes.Semver'
  readonly version: Version

  constructor(version: Version) {
    this.version = version
  }

  equals(other: CelValue): boolean {
    return other instanceof SemanticVersion && compareVersions(this.version, other.version) === 0
  }
}

const number = '(0|[1-9][0-9]*)'
const identifier = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)'
const strict = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
)

function parse(text: string): SemanticVersion | undefined {
  const match = strict.exec(text)
  if (match === null) return undefined
  const [, major, minor, patch, before] = match
  return new SemanticVersion([BigInt(major!), BigInt(minor!), BigInt(patch!), before?.split('.') ?? []])
}

/** Without a `v` before it and zeros before its numbers, and with the numbers that it leaves out. */
function normalize(text: string): string {
  const [major = '', minor = '', ...rest] = text.replace(/^v/, '').split('.')
  const parts = [major, ...(text.includes('.') ? [minor] : []), ...(rest.length > 0 ? [rest.join('.')] : [])]
  const trimmed = parts.map((part) => (part.length > 1 ? part.replace(/^0+(?=\d)/, '') : part))
  if (trimmed.length < 3 && /[+-]/.test(trimmed.at(-1)!)) return ''
  return [...trimmed, '0', '0'].slice(0, Math.max(3, trimmed.length)).join('.')
}

/** The second argument says whether to put right what is not quite a version. */
function onText(apply: (text: string, found: SemanticVersion | undefined) => CelValue): CelFunction {
  return (text, normalizes = false) => {
    if (typeof text !== 'string' || typeof normalizes !== 'boolean') return undefined
    return apply(text, parse(normalizes ? normalize(text) : text))
  }
}

const onVersion =
  (apply: (version: Version) => CelValue): CelFunction =>
  (target) =>
    target instanceof SemanticVersion ? apply(target.version) : undefined

const onVersions =
  (apply: (order: number) => CelValue): CelFunction =>
  (a, b) =>
    a instanceof SemanticVersion && b instanceof SemanticVersion ? apply(compareVersions(a.version, b.version)) : undefined

export const versionLibrary: CelLibrary = {
  semver: onText((text, found) => {
    if (found === undefined) throw new CelError(`${JSON.stringify(text)} is not a valid semantic version`)
    return found
  }),
  isSemver: onText((_, found) => found !== undefined),
  '.major': onVersion(([major]) => major),
  '.minor': onVersion(([, minor]) => minor),
  '.patch': onVersion(([, , patch]) => patch),
  '.isGreaterThan': onVersions((order) => order > 0),
  '.isLessThan': onVersions((order) => order < 0),
  '.compareTo': onVersions(BigInt),
}

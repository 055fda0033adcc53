import type { Range, Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { compareGo } from '../../versions/go.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { type Line, linesOf, within } from './lines.ts'

interface Requirement {
  readonly version: string
  readonly at: Range | undefined
  readonly versionAt?: Range
}

interface Replacement {
  readonly version: string | undefined
  readonly to: string
  /** Undefined for a folder. */
  readonly toVersion: string | undefined
}

/**
 * `go.mod`: what is required, after `replace`. A module replaced by a folder is the tree's own and is left out.
 * Before Go 1.17 the file names direct requirements only; what stands in `go.sum` beside it then counts too.
 */
export function readGoMod(source: Source, beside: (name: string) => string | undefined): readonly Package[] {
  const required = new Map<string, Requirement>()
  const replaced = new Map<string, Replacement>()
  let block = ''
  let listsAll = false
  for (const line of linesOf(source.text)) {
    const words = line.text
      .replace(/\/\/.*$/, '')
      .trim()
      .split(/\s+/)
    if (words[0] === '') continue
    if (words[0] === ')') {
      block = ''
      continue
    }
    if (words[1] === '(') {
      block = words[0]!
      continue
    }
    const [directive, ...rest] = block === '' ? words : [block, ...words]
    if (directive === 'go') listsAll = compareGo(rest[0] ?? '0', '1.17') >= 0
    else if (directive === 'require' && rest.length >= 2) readRequirement(line, rest, required)
    else if (directive === 'replace') readReplacement(rest.map(unquote), replaced)
  }
  const sums = listsAll ? undefined : beside('go.sum')
  if (sums !== undefined) addSums(sums, required)
  return packagesOf('Go', source.uri, drafts(required, replaced))
}

/** The newest version of each module of a `go.sum` that the requirements do not name. It has no place in `go.mod`. */
function addSums(text: string, required: Map<string, Requirement>): void {
  const indirect = new Map<string, string>()
  for (const { text: line } of linesOf(text)) {
    const [name = '', version = ''] = line.split(' ')
    if (version === '' || version.endsWith('/go.mod') || required.has(name)) continue
    const known = indirect.get(name)
    if (known === undefined || compareGo(known, version) < 0) indirect.set(name, version)
  }
  for (const [name, version] of indirect) required.set(name, { version, at: undefined })
}

function readRequirement(line: Line, [name = '', version = '']: readonly string[], required: Map<string, Requirement>): void {
  const at = within(line, name)
  const versionAt = within(line, unquote(version), at.end - line.start)
  required.set(unquote(name), { version: unquote(version), at, versionAt })
}

function readReplacement(words: readonly string[], replaced: Map<string, Replacement>): void {
  const arrow = words.indexOf('=>')
  if (arrow < 1) return
  replaced.set(words[0]!, { version: words.slice(1, arrow)[0], to: words[arrow + 1] ?? '', toVersion: words[arrow + 2] })
}

function* drafts(required: ReadonlyMap<string, Requirement>, replaced: ReadonlyMap<string, Replacement>): Generator<PackageDraft> {
  for (const [name, { version, at, versionAt }] of required) {
    const replacement = replaced.get(name)
    if (replacement === undefined || (replacement.version !== undefined && replacement.version !== version))
      yield { name, version: version.replace(/^v/, ''), at, versionAt: versionAt === undefined ? undefined : afterV(version, versionAt) }
    else if (replacement.toVersion !== undefined) yield { name: replacement.to, version: replacement.toVersion.replace(/^v/, ''), at }
  }
}

/** The range of a version without its `v`, which the inventory leaves out. */
function afterV(version: string, { start, end }: Range): Range {
  return { start: version.startsWith('v') ? start + 1 : start, end }
}

function unquote(word: string): string {
  return word.replace(/^["`]|["`]$/g, '')
}

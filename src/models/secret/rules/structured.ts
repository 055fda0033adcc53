import type { Range } from '../../../core/location.ts'
import { isPlaceholder } from '../placeholder.ts'
import { family, type SecretRule } from '../rule.ts'

const { search } = family('structured')

export const structuredRules: readonly SecretRule[] = [
  search('kubernetes-secret-yaml', 'Kubernetes Secret', 'secret', {
    marks: ['kind: secret', 'kind: "secret"', "kind: 'secret'", '"kind":"secret"', '"kind": "secret"'],
    find: kubernetesSecretValues,
    severity: 'high',
    confidence: 'high',
    accepts: (value) => !isPlaceholder(value),
  }),
]

/** Keys beside the secret ones: who, where and how. */
const untelling =
  /(?:^|[_.-])(?:user|username|login|host|hostname|port|database|db|dbname|url|uri|endpoint|region|namespace|email|ca\.crt|tls\.crt|type|name)$/i
const entry = /^[ \t]*["']?(?<key>[\w.-]{1,253})["']?[ \t]*:[ \t]*(?<value>.*?)[ \t]*,?[ \t]*$/

/**
 * The values under `data` and `stringData` of the manifest in which the keyword stands. Read line by line and not by the
 * YAML parser: templates and hand-made files that no parser takes leak just as well.
 */
function kubernetesSecretValues(text: string, hit: Range): readonly Range[] {
  const following = text.slice(hit.end, hit.end + 1)
  if (following !== '' && !/[\s"',}#]/.test(following) && !text.slice(hit.start, hit.end).startsWith('"')) return []
  // One pass a document, however often it says that it is a Secret.
  const previous = text.lastIndexOf(text.slice(hit.start, hit.end), hit.start - 1)
  if (previous !== -1 && hit.start > 0 && !text.slice(previous, hit.start).includes('\n---')) return []
  const { start, end } = documentAround(text, hit)
  const found: Range[] = []
  let block: { indent: number; encoded: boolean } | undefined
  let scalar: { indent: number; start: number; end: number } | undefined
  const finish = (): void => {
    if (scalar !== undefined && scalar.end - scalar.start >= 10) found.push({ start: scalar.start, end: scalar.end })
    scalar = undefined
  }
  for (const line of linesOf(text, start, end)) {
    const trimmed = line.text.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const indent = line.text.length - line.text.trimStart().length
    if (scalar !== undefined && indent > scalar.indent) {
      const from = line.start + indent
      scalar = { indent: scalar.indent, start: scalar.start === -1 ? from : scalar.start, end: from + trimmed.length }
      continue
    }
    finish()
    const header = /^["']?(data|stringData)["']?[ \t]*:[ \t]*\{?[ \t]*(?:#.*)?$/.exec(trimmed)
    if (header !== null) {
      block = { indent, encoded: header[1] === 'data' }
      continue
    }
    if (block === undefined) continue
    if (indent <= block.indent) {
      block = undefined
      continue
    }
    const parts = entry.exec(line.text)?.groups
    if (parts === undefined) {
      // A list under `data` is some other kind's.
      block = undefined
      continue
    }
    if (untelling.test(parts['key']!)) continue
    // Text in the open is a file of settings; what is secret in it has rules of its own.
    if (/^[|>][+-]?\d?$/.test(parts['value']!) && !block.encoded) scalar = undefined
    else if (/^[|>][+-]?\d?$/.test(parts['value']!)) scalar = { indent, start: -1, end: -1 }
    else pushScalar(parts['value']!, line, block.encoded, found)
  }
  finish()
  return found
}

function pushScalar(raw: string, line: { text: string; start: number }, encoded: boolean, found: Range[]): void {
  const value = raw.replace(/^(["'])(.*)\1$/, '$2')
  if (encoded ? !/^[A-Za-z0-9+/]{10,}={0,2}$/.test(value) : value.length < 6) return
  const start = line.start + line.text.lastIndexOf(value)
  found.push({ start, end: start + value.length })
}

/** The YAML document (between `---` lines) around a place, at most 200 000 characters to each side. */
function documentAround(text: string, hit: Range): Range {
  const before = text.slice(Math.max(0, hit.start - 200_000), hit.start)
  const after = text.slice(hit.end, hit.end + 200_000)
  const separator = before.lastIndexOf('\n---')
  const next = after.search(/\n---(?=\s|$)/)
  return {
    start: separator === -1 ? hit.start - before.length : hit.start - before.length + separator + 4,
    end: next === -1 ? hit.end + after.length : hit.end + next,
  }
}

function* linesOf(text: string, start: number, end: number): Generator<{ readonly text: string; readonly start: number }> {
  let from = start
  while (from < end) {
    let to = text.indexOf('\n', from)
    if (to === -1 || to > end) to = end
    yield { text: text.slice(from, to > from && text[to - 1] === '\r' ? to - 1 : to), start: from }
    from = to + 1
  }
}

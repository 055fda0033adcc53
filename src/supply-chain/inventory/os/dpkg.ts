import { InventoryError, type PackageDraft } from '../package.ts'

/** A package database of Debian and its kin: paragraphs of `Field: value`. Only what is installed counts. */
export function readDpkgStatus(text: string): readonly PackageDraft[] {
  const found: PackageDraft[] = []
  let paragraphs = 0
  for (const paragraph of text.split(/\n(?:[ \t]*\n)+/)) {
    if (paragraph.trim() === '') continue
    const fields = fieldsOf(paragraph)
    if (fields.size > 0) paragraphs++
    const name = fields.get('package')
    const version = fields.get('version')
    // The status of a distroless package is not written: what is there is installed.
    const status = fields.get('status')?.split(/\s+/)[2]
    if (name === undefined || version === undefined || (status !== undefined && status !== 'installed')) continue
    const source = /^(\S+)(?:\s+\(([^)]+)\))?/.exec(fields.get('source') ?? '')
    const changed = source !== null && (source[1] !== name || source[2] !== undefined)
    found.push({
      name,
      version,
      architecture: fields.get('architecture'),
      source: changed ? { name: source[1]!, version: source[2] ?? version } : undefined,
      needs: namesIn(fields.get('depends')),
    })
  }
  if (paragraphs === 0 && text.trim() !== '') throw new InventoryError('not a dpkg status file', 0)
  return found
}

/** The fields of a paragraph in lower case; a line that begins with a blank continues the one before. */
function fieldsOf(paragraph: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  let last: string | undefined
  for (const line of paragraph.split('\n')) {
    if (/^[ \t]/.test(line)) {
      if (last === 'depends') fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    if (colon < 1) continue
    last = line.slice(0, colon).toLowerCase()
    fields.set(last, line.slice(colon + 1).trim())
  }
  return fields
}

function namesIn(depends: string | undefined): readonly string[] | undefined {
  if (depends === undefined) return undefined
  return [...new Set(depends.split(/[,|]/).map((each) => each.trim().split(/[\s(:]/)[0]!))].filter((name) => name !== '')
}

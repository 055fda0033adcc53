import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { controls } from '../../src/controls/catalogue.ts'
import { documents, sources, type DocumentId } from '../../src/controls/guidance.ts'

/** Where the Japanese text of each document lies. */
const guidanceFiles: Readonly<Record<DocumentId, string>> = {
  'pod-security': '000_e5edd1a7742cca51.txt',
  devsecops: '001_32c817d51470043d.txt',
  'security-checklist': '002_4bfc8a737e3b319f.txt',
}

/** Recommendations that the design tables name in a sentence, not in a row: only a person can attest them. */
const processOnly = new Set([
  'upgrade-rehearsal',
  'upgrade-quota-reserve',
  'aks-cert-plan',
  'node-ssh-break-glass',
  'node-isolation-decision',
  'node-patch-sla',
  'plan-pillar-review',
  'plan-landing-zone-review',
  'release-penetration-test',
])

const design = shared('design')
const guidance = shared('guidance')

describe.skipIf(design === undefined)('the design tables', () => {
  const pages = design === undefined ? [] : ['controls-devsecops.md', 'controls-azure.md'].map((file) => join(design, file))
  const rows = pages.flatMap((page) => tableRows(readFileSync(page, 'utf8')))

  it('and the catalogue name the same controls', () => {
    const inCatalogue = controls.map(({ id }) => id).filter((id) => !processOnly.has(id))
    expect(rows.length).toBe(196)
    expect(inCatalogue.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
  })

  it.each(rows.map((row) => [row.id, row] as const))('and %s agree', (id, { placed, policies, documentIds, optional }) => {
    const control = controls.find((candidate) => candidate.id === id)!
    expect(control).toMatchObject(placed)
    expect(control.mappings.azurePolicy ?? []).toEqual(expect.arrayContaining([...policies]))
    expect(new Set(control.source.map(({ document }) => document))).toEqual(documentIds)
    expect(control.optional ?? false).toBe(optional)
  })
})

describe.skipIf(guidance === undefined)('the guidance', () => {
  const textOf = (id: DocumentId) => readFileSync(join(guidance!, guidanceFiles[id]), 'utf8')

  it.each(documents.map((document) => [document.id, document] as const))('%s has the title that is named', (id, document) => {
    expect(textOf(id)).toContain(document.title.ja)
  })

  it('has every heading that is named, as a line of its own', () => {
    const headingsOf = new Map(documents.map(({ id }) => [id, new Set(textOf(id).split(/\r?\n/).map(headingText))]))
    const missing = sources.filter(({ document, heading }) => !headingsOf.get(document)!.has(heading.ja))
    expect(missing).toEqual([])
  })

  it('is not copied: no statement shares 30 characters in a row with it', () => {
    const whole = documents.map(({ id }) => compact(textOf(id))).join('\n')
    const copied = controls.flatMap(({ id, title, statement }) =>
      [title.ja, statement.ja].flatMap((own) => sharedRun(compact(own), whole, 30).map((run) => `${id}: ${run}`)),
    )
    expect(copied).toEqual([])
    const sentence = compact(textOf('devsecops')).slice(200, 240)
    expect(sharedRun(`文頭${sentence}`, whole, 30)).toEqual([sentence.slice(0, 30)])
  })
})

/** A folder that stands beside the repository and is not part of it; undefined, with a printed reason, where it is absent. */
function shared(name: string): string | undefined {
  const root = join(import.meta.dirname, '../..')
  const candidates = [join(root, '../shared', name), join(root, '../../shared', name)]
  const found = candidates.find((folder) => existsSync(folder))
  if (found === undefined) process.stderr.write(`skipped: ../shared/${name} is not beside the repository\n`)
  return found
}

interface Row {
  readonly id: string
  /** What the table says of stage and roles, where it has these columns. */
  readonly placed: { readonly stage?: string; readonly roles?: readonly string[] }
  readonly documentIds: ReadonlySet<DocumentId>
  readonly policies: readonly string[]
  readonly optional: boolean
}

/** The controls of a Markdown page: rows of its tables whose first cell is an id. The header row is the one that says `id`. */
function tableRows(page: string): Row[] {
  let header: readonly string[] = []
  const rows: Row[] = []
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) continue
    const cells = line
      .split(/ ?\| ?/)
      .slice(1)
      .map((cell) => cell.trim())
    if (cells[0] === 'id') header = cells
    else if (/^[a-z]/.test(cells[0]!)) rows.push(readRow(cells[0]!, (column) => cells[header.indexOf(column)]))
  }
  return rows
}

function readRow(id: string, cell: (column: string) => string | undefined): Row {
  const stage = cell('stage')
  const roles = cell('role')?.split(', ')
  return {
    id,
    placed: { ...(stage !== undefined && { stage }), ...(roles !== undefined && { roles }) },
    documentIds: new Set(documentsNamed(cell('source') ?? cell('seed') ?? '')),
    policies: [...(cell('anchors') ?? '').matchAll(/Z([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g)].map(([, guid]) => guid!),
    optional: cell('title')?.includes('(opt)') ?? false,
  }
}

/** `D develop, P, C` or `002 API, 001 Plan`. */
function documentsNamed(cell: string): DocumentId[] {
  const names: readonly (readonly [RegExp, DocumentId])[] = [
    [/\bP\b|\b000\b/, 'pod-security'],
    [/\bD\b|\b001\b/, 'devsecops'],
    [/\bC\b|\b002\b/, 'security-checklist'],
  ]
  return names.filter(([name]) => name.test(cell)).map(([, id]) => id)
}

function headingText(line: string): string {
  return line
    .replace(/^#+\s*/, '')
    .replace(/<a name="[^"]*"><\/a>/, '')
    .trim()
}

/** Without white space: the guidance puts spaces where it pleases. */
function compact(value: string): string {
  return value.replaceAll(/\s+/g, '')
}

/** The first run of `length` characters of `own` that also stands in `whole`. */
function sharedRun(own: string, whole: string, length: number): string[] {
  for (let start = 0; start + length <= own.length; start++) {
    const run = own.slice(start, start + length)
    if (whole.includes(run)) return [run]
  }
  return []
}

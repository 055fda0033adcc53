import type { TemplateResource } from '../../src/models/azure/template/evaluation.ts'
import { same } from '../../src/models/azure/value/compare.ts'
import type { Value } from '../../src/models/azure/value/value.ts'

export interface Agreement {
  equal: number
  /** Neither side knows the value. */
  unknown: number
  readonly different: string[]
}

/** Compares what two forms of one template deploy, leaf by leaf; a null counts as no entry, as the service has it. */
export function compareResources(left: readonly TemplateResource[], right: readonly TemplateResource[], agreement: Agreement): void {
  const [ours, theirs] = [leavesOf(left), leavesOf(right)]
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(path), theirs.get(path)]
    if (a?.kind === 'unknown' && b?.kind === 'unknown') agreement.unknown++
    else if (a !== undefined && b !== undefined && same(a, b) === true) agreement.equal++
    else agreement.different.push(path)
  }
}

function leavesOf(resources: readonly TemplateResource[]): ReadonlyMap<string, Value> {
  const leaves = new Map<string, Value>()
  const seen = new Map<string, number>()
  for (const { type, name, existing, body } of resources) {
    if (existing) continue
    // One whose name neither side knows is told by what is known of it.
    const called = name.kind === 'scalar' ? String(name.value) : knownText(body)
    const key = `${type} ${called}`.toLowerCase()
    const turn = seen.get(key) ?? 0
    seen.set(key, turn + 1)
    collect(body, `${key}#${turn}`, leaves)
  }
  return leaves
}

function knownText(body: Value): string {
  const leaves = new Map<string, Value>()
  collect(body, '', leaves)
  return [...leaves.values()].map((leaf) => (leaf.kind === 'scalar' ? String(leaf.value) : '?')).join(' ')
}

function collect(value: Value, path: string, leaves: Map<string, Value>): void {
  const plain = value.kind === 'entity' ? value.plain(value) : value
  if (plain.kind === 'dictionary') {
    for (const [key, { value: held }] of plain.entries) collect(held, `${path}.${key}`, leaves)
    if (plain.open !== undefined) leaves.set(`${path}.*`, plain.open)
  } else if (plain.kind === 'list') {
    for (const [index, item] of plain.items.entries()) collect(item, `${path}[${index}]`, leaves)
    if (plain.open !== undefined) leaves.set(`${path}[*]`, plain.open)
  } else if (plain.kind !== 'scalar' || plain.value !== null) leaves.set(path, plain)
}

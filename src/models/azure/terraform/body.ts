import type { Source } from '../../../core/location.ts'
import type { HclAttribute, HclBlock, HclBody } from '../../../syntax/hcl/ast.ts'
import { bind, type Locals } from '../template/locals.ts'
import { dictionary, list, type Entry, type Origin, type Unknown, type Value } from '../value/value.ts'
import { attributeOf, metaArguments, metaBlocks } from './blocks.ts'
import { pair, type EvaluateAttribute } from './copies.ts'
import { openOf, pairsOf } from './expressions.ts'

/** A body as a dictionary: attributes as they are, blocks as lists under their type, dynamic blocks among them. */
export function bodyOf(source: Source, body: HclBody, locals: Locals | undefined, evaluate: EvaluateAttribute): Value {
  const at: Origin = { source, range: body.range }
  const entries = new Map<string, Entry>()
  for (const given of body.attributes) {
    const attribute = asObject(given)
    const { name, nameRange, value, from = source } = attribute
    if (metaArguments.has(name) || metaBlocks.has(name)) continue
    entries.set(name, { value: evaluate(source, attribute, locals), source: from, key: nameRange, written: value.range })
  }
  const gathered = new Map<string, { readonly items: Value[]; readonly head: HclBlock; open: Unknown | undefined }>()
  const gather = (type: string, head: HclBlock, items: readonly Value[], open?: Unknown): void => {
    const group = gathered.get(type) ?? { items: [], head, open: undefined }
    group.items.push(...items)
    group.open ??= open
    gathered.set(type, group)
  }
  for (const block of body.blocks) {
    if (metaBlocks.has(block.type)) continue
    const [label] = block.labels
    if (block.type !== 'dynamic' || label === undefined)
      gather(block.type, block, [bodyOf(block.from ?? source, block.body, locals, evaluate)])
    else {
      const { items, open } = dynamicBlocks(block.from ?? source, block, label.value, locals, evaluate)
      gather(label.value, block, items, open)
    }
  }
  for (const [type, { items, head, open }] of gathered) {
    const { from = source } = head
    entries.set(type, {
      value: list({ source: from, range: head.range }, items, open),
      source: from,
      key: head.head,
      written: head.range,
    })
  }
  return dictionary(at, entries)
}

/** What a `dynamic` block writes, once for every element. */
function dynamicBlocks(
  source: Source,
  block: HclBlock,
  label: string,
  locals: Locals | undefined,
  evaluate: EvaluateAttribute,
): { readonly items: readonly Value[]; readonly open: Unknown | undefined } {
  const each = attributeOf(block, 'for_each')
  const content = block.body.blocks.find(({ type }) => type === 'content')
  if (each === undefined || content === undefined) return { items: [], open: undefined }
  const iterator = attributeOf(block, 'iterator')
  const named = iterator?.value
  const name = named?.kind === 'variable' ? named.name : named?.kind === 'literal' ? String(named.value) : label
  const at: Origin = { source, range: block.range }
  const value = evaluate(source, each, locals)
  const over = value.kind === 'entity' ? value.plain(at) : value
  const open = openOf(over)
  const some = open === undefined ? [] : [[open, open] as const]
  const items = [...pairsOf(over, at), ...some].map(([key, item]) =>
    bodyOf(source, content.body, bind(locals, name, pair(at, key, item)), evaluate),
  )
  return { items, open }
}

/** `body = jsonencode({ … })`, as azapi once wanted it, is the object: its parts have places, and some may not be known. */
function asObject(attribute: HclAttribute): HclAttribute {
  const { name, value } = attribute
  const [only, ...more] = value.kind === 'call' && value.name === 'jsonencode' ? value.args : []
  return name === 'body' && only !== undefined && more.length === 0 ? { ...attribute, value: only } : attribute
}

import type { Source } from '../../../core/location.ts'
import type { HclAttribute, HclBlock, HclBody } from '../../../syntax/hcl/ast.ts'
import type { TerraformFile } from './module.ts'

/** Whether Terraform lays a file over the others of its folder. */
function isOverride({ source }: TerraformFile): boolean {
  return /(?:^|[/_])override\.tf(?:\.json)?$/i.test(source.uri)
}

/**
 * The files of a folder with what its override files say laid over them: arguments of the same name are replaced, and nested
 * blocks of the same type, all of them together. Later files, by name, have the last word.
 */
export function withOverrides(files: readonly TerraformFile[]): readonly TerraformFile[] {
  const overrides = files.filter(isOverride).toSorted(({ source: a }, { source: b }) => (a.uri < b.uri ? -1 : 1))
  if (overrides.length === 0) return files
  let merged = files.filter((file) => !isOverride(file))
  for (const { source, body } of overrides) for (const block of body.blocks) merged = withOverride(merged, block, source)
  return merged
}

function withOverride(files: readonly TerraformFile[], over: HclBlock, from: Source): TerraformFile[] {
  let found = false
  const merged = files.map((file): TerraformFile => {
    const blocks = file.body.blocks.map((block) => {
      const fits = over.type === 'locals' ? block.type === 'locals' && sharesLocal(block, over) : isSame(block, over)
      if (!fits) return block
      found = true
      return { ...block, body: overriddenBody(block.body, over.body, from) }
    })
    return { ...file, body: { ...file.body, blocks } }
  })
  // Terraform refuses an override of what is not there; it is judged all the same.
  return found ? merged : [...merged, { source: from, body: { attributes: [], blocks: [over], range: over.range } }]
}

function isSame(block: HclBlock, over: HclBlock): boolean {
  return (
    block.type === over.type &&
    block.labels.length === over.labels.length &&
    block.labels.every(({ value }, index) => value === over.labels[index]!.value)
  )
}

function sharesLocal(block: HclBlock, over: HclBlock): boolean {
  return block.body.attributes.some(({ name }) => over.body.attributes.some((attribute) => attribute.name === name))
}

function overriddenBody(body: HclBody, over: HclBody, from: Source): HclBody {
  const attributes = new Map<string, HclAttribute>(body.attributes.map((attribute) => [attribute.name, attribute]))
  for (const attribute of over.attributes) attributes.set(attribute.name, { from, ...attribute })
  const types = new Set(over.blocks.map(typeOf))
  const blocks = [...body.blocks.filter((block) => !types.has(typeOf(block))), ...over.blocks.map((block) => ({ from, ...block }))]
  return { ...body, attributes: [...attributes.values()], blocks }
}

/** A dynamic block makes blocks of the type that its label names. */
function typeOf({ type, labels }: HclBlock): string {
  return type === 'dynamic' ? (labels[0]?.value ?? type) : type
}

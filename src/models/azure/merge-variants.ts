import { AzureResource, type Variant } from './resource.ts'
import type { TemplateProblem, TemplateResource } from './template/evaluation.ts'

/** A resource as one unit deploys it. */
export interface Deployed {
  readonly resource: TemplateResource
  readonly unit: string
}

export interface EvaluatedUnits {
  readonly resources: readonly AzureResource[]
  readonly problems: readonly TemplateProblem[]
}

/**
 * A declaration that several units reach is one resource; the second time that one unit reaches it, through another module
 * call or a turn of a loop, it is another. Problems of a module that several units use are told once.
 */
export function mergeVariants(deployed: readonly Deployed[], problems: readonly TemplateProblem[]): EvaluatedUnits {
  const variants = new Map<string, [Variant, ...Variant[]]>()
  const turns = new Map<string, number>()
  for (const { resource, unit } of deployed) {
    if (resource.existing) continue
    const declared = `${resource.declaration.source.uri} ${resource.declaration.range.start}`
    const inUnit = `${unit} ${declared}`
    const turn = turns.get(inUnit) ?? 0
    turns.set(inUnit, turn + 1)
    const key = `${declared} ${turn}`
    const known = variants.get(key)
    if (known === undefined) variants.set(key, [{ resource, unit }])
    else known.push({ resource, unit })
  }
  const told = new Map(problems.map((problem) => [`${problem.source.uri} ${problem.range.start} ${problem.message.text.en}`, problem]))
  return { resources: [...variants.values()].map((found) => new AzureResource(found)), problems: [...told.values()] }
}

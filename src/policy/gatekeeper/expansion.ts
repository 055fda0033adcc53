import type { Path } from '../../core/location.ts'
import { spoken } from '../../core/text.ts'
import { describeDocument, FieldReader, isMapping, valueAt, type Untyped } from '../untyped.ts'
import { appliesTo, readApplyTo, type ApplyTo, type ObjectKind } from './apply-to.ts'

/** Tells which objects controllers will make of a workload, so that they can be judged before they exist. */
export interface ExpansionTemplate {
  readonly name: string
  readonly applyTo: ApplyTo
  readonly source: readonly string[]
  readonly generated: ObjectKind
  /** In place of the constraints' own actions, for what it generates. */
  readonly enforcementAction: string | undefined
}

/** An object that a controller would make, and the template that says so. */
export interface GeneratedObject {
  readonly object: Untyped
  readonly by: ExpansionTemplate
  /** Where in the workload the object was taken from. */
  readonly source: Path
}

const generations = 10

export function isExpansionTemplate(document: Untyped): boolean {
  return document['kind'] === 'ExpansionTemplate' && String(document['apiVersion']).startsWith('expansion.gatekeeper.sh/')
}

/** @throws {PolicyDocumentError} where it is not valid */
export function readExpansionTemplate(document: unknown): ExpansionTemplate {
  const fields = new FieldReader(describeDocument(document), document)
  const source = fields.requiredString(['spec', 'templateSource'])
  return {
    name: fields.requiredString(['metadata', 'name']),
    applyTo: readApplyTo(fields),
    source: source.split('.'),
    generated: {
      group: fields.string(['spec', 'generatedGVK', 'group']) ?? '',
      version: fields.requiredString(['spec', 'generatedGVK', 'version']),
      kind: fields.requiredString(['spec', 'generatedGVK', 'kind']),
    },
    enforcementAction: fields.string(['spec', 'enforcementAction']),
  }
}

/**
 * What controllers would make of the object, and of that in turn: of a CronJob a Job, and of the Job a Pod. `change`
 * is applied to each object before it is expanded further: mutators act on generated objects too.
 *
 * @throws {PolicyDocumentError} where templates generate more and more without end
 */
export function expandObject(
  templates: readonly ExpansionTemplate[],
  object: Untyped,
  change: (object: Untyped) => Untyped = (same) => same,
): readonly GeneratedObject[] {
  const generated: GeneratedObject[] = []
  let parents: readonly Pick<GeneratedObject, 'object' | 'source'>[] = [{ object, source: [] }]
  for (let generation = 0; parents.length > 0; generation++) {
    if (generation > generations)
      new FieldReader(describeDocument(object), object).fail(
        [],
        spoken({ en: 'is expanded more than {times} times', ja: '展開が {times} 回を超えます' }, { times: generations }),
      )
    const children = parents
      .flatMap((parent) =>
        expandOnce(templates, parent.object).map((child) => ({ ...child, source: [...parent.source, ...child.by.source] })),
      )
      .map((child) => ({ ...child, object: change(child.object) }))
    generated.push(...children)
    parents = children
  }
  return generated
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function expandOnce(templates: readonly ExpansionTemplate[], parent: Untyped): readonly Omit<GeneratedObject, 'source'>[] {
  const [version = '', group = ''] = textOf(parent['apiVersion']).split('/').toReversed()
  const kind = { group, version, kind: textOf(parent['kind']) }
  return templates.flatMap((by) => {
    const template = appliesTo(by.applyTo, kind) ? valueAt(parent, by.source) : undefined
    return isMapping(template) ? [{ object: generate(template, parent, by), by }] : []
  })
}

function generate(template: Untyped, parent: Untyped, { generated: { group, version, kind } }: ExpansionTemplate): Untyped {
  const metadata = isMapping(template['metadata']) ? template['metadata'] : {}
  const [name, namespace, uid] = ['name', 'namespace', 'uid'].map((field) => valueAt(parent, ['metadata', field]))
  return {
    ...template,
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    metadata: {
      ...metadata,
      name: `${typeof name === 'string' ? name : ''}-${kind.toLowerCase()}`,
      ...(typeof namespace === 'string' ? { namespace } : {}),
      ownerReferences: [{ apiVersion: parent['apiVersion'], kind: parent['kind'], name: name ?? '', uid: uid ?? '' }],
    },
  }
}

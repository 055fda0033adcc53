import { spoken } from '../../core/text.ts'
import { fromJson } from '../rego/json.ts'
import type { Value } from '../rego/values.ts'
import { describeDocument, FieldReader } from '../untyped.ts'
import { readMatch, type Match } from './match.ts'

/** Where Gatekeeper acts: at the cluster's door, on what is in the cluster, on the command line. */
export type EnforcementPoint = 'webhook' | 'audit' | 'gator' | 'vap'

export type EnforcementAction = 'deny' | 'warn' | 'dryrun'

/** A constraint: which objects a template judges, with which parameters, and what follows from it. */
export interface Constraint {
  readonly kind: string
  readonly name: string
  readonly match: Match
  readonly parameters: Value
  /** As written; `scoped` where it differs by place. */
  readonly enforcementAction: string
  /** What happens at a place; none: nothing does. */
  actionsAt(point: EnforcementPoint): readonly EnforcementAction[]
}

const simple = new Set(['deny', 'warn', 'dryrun'])
const groups = new Set(['constraints.gatekeeper.sh'])

/** Whether the document says that it is a constraint. */
export function isConstraint(document: { readonly apiVersion?: unknown }): boolean {
  return typeof document.apiVersion === 'string' && groups.has(document.apiVersion.split('/')[0]!)
}

/** @throws {PolicyDocumentError} where a field is not what it must be */
export function readConstraint(document: unknown): Constraint {
  const fields = new FieldReader(describeDocument(document), document)
  const enforcementAction = fields.string(['spec', 'enforcementAction']) ?? 'deny'
  if (enforcementAction !== 'scoped' && !simple.has(enforcementAction))
    fields.fail(
      ['spec', 'enforcementAction'],
      spoken(
        {
          en: 'must be deny, warn, dryrun or scoped, not {given}',
          ja: '{given} ではなく、deny、warn、dryrun、scoped のいずれかでなければなりません',
        },
        { given: JSON.stringify(enforcementAction) },
      ),
    )
  const scoped = enforcementAction === 'scoped' ? readScoped(fields) : undefined
  return {
    kind: fields.requiredString(['kind']),
    name: fields.requiredString(['metadata', 'name']),
    match: readMatch(fields, ['spec', 'match']),
    parameters: fromJson(fields.raw(['spec', 'parameters']) ?? {}),
    enforcementAction,
    actionsAt(point) {
      if (scoped === undefined) return [enforcementAction as EnforcementAction]
      return [...new Set(scoped.filter(({ points }) => points.has('*') || points.has(point)).map(({ action }) => action))]
    },
  }
}

function readScoped(fields: FieldReader): readonly { readonly action: EnforcementAction; readonly points: ReadonlySet<string> }[] {
  const path = ['spec', 'scopedEnforcementActions']
  return fields.list(path).map((_, index) => {
    const action = fields.requiredString([...path, index, 'action'])
    if (!simple.has(action))
      fields.fail(
        [...path, index, 'action'],
        spoken(
          { en: 'must be deny, warn or dryrun, not {action}', ja: '{action} ではなく、deny、warn、dryrun のいずれかでなければなりません' },
          { action: JSON.stringify(action) },
        ),
      )
    const points = fields.list([...path, index, 'enforcementPoints']).map((__, point) => {
      const name = fields.requiredString([...path, index, 'enforcementPoints', point, 'name'])
      return name === 'validation.gatekeeper.sh'
        ? 'webhook'
        : name === 'audit.gatekeeper.sh'
          ? 'audit'
          : name === 'gator.gatekeeper.sh'
            ? 'gator'
            : name === 'vap.k8s.io'
              ? 'vap'
              : name
    })
    return { action: action as EnforcementAction, points: new Set(points) }
  })
}

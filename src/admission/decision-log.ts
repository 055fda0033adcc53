import { idsInForce } from './answer.ts'
import type { Decision } from './decision.ts'
import type { AdmissionRequest } from './review.ts'

/** What is recorded of a decision, one JSON object a line. Messages and values stay out: they could hold what nobody may read. */
export interface DecisionRecord {
  /** RFC 3339. */
  readonly time: string
  readonly webhook: 'validate' | 'mutate'
  readonly uid: string
  readonly operation: string
  readonly dryRun: boolean
  readonly kind: string
  readonly subResource?: string
  readonly namespace: string
  readonly name: string
  readonly user: string
  readonly allowed: boolean
  readonly grounds: Decision['grounds']
  readonly denied?: readonly string[]
  readonly warned?: readonly string[]
  readonly audited?: readonly string[]
  readonly accepted?: readonly {
    readonly check: string
    readonly by: string
    readonly reason: string
    readonly owner?: string
    readonly until?: string
  }[]
  readonly breakGlass?: string
  readonly broken?: readonly string[]
  /** Checks whose findings were fixed on the way in. */
  readonly fixed?: readonly string[]
  readonly milliseconds: number
}

/** @param milliseconds from the arrival of the request to its answer */
export function recordOf(
  webhook: DecisionRecord['webhook'],
  request: AdmissionRequest,
  decision: Decision,
  fixed: readonly string[],
  time: Date,
  milliseconds: number,
): DecisionRecord {
  const { uid, operation, dryRun, kind, subResource, namespace, name, user } = request
  const { allowed, grounds, objections, reason, broken } = decision
  const accepted = objections.flatMap(({ id, accepted: by }) => (by === undefined ? [] : [{ check: id, ...by }]))
  return {
    time: time.toISOString(),
    webhook,
    uid,
    operation,
    dryRun,
    kind,
    ...(subResource === '' ? {} : { subResource }),
    namespace,
    name,
    user,
    allowed,
    grounds,
    ...unlessEmpty('denied', idsInForce(objections, 'deny')),
    ...unlessEmpty('warned', idsInForce(objections, 'warn')),
    ...unlessEmpty('audited', idsInForce(objections, 'audit')),
    ...unlessEmpty('accepted', accepted),
    ...(reason === undefined ? {} : { breakGlass: reason.slice(0, 1000) }),
    ...unlessEmpty('broken', broken),
    ...unlessEmpty('fixed', fixed),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  }
}

function unlessEmpty<Key extends string, Item>(key: Key, items: readonly Item[]): Partial<Record<Key, readonly Item[]>> {
  return (items.length === 0 ? {} : { [key]: items }) as Partial<Record<Key, readonly Item[]>>
}

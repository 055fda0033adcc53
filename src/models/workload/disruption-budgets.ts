import { defineView, type ViewKind } from '../../core/estate.ts'
import { valueAt } from '../kubernetes/json.ts'
import { selects } from '../kubernetes/label-selector.ts'
import { kubernetesObject, type KubernetesObject } from '../kubernetes/object.ts'
import { scaledAmount } from '../kubernetes/scaled-amount.ts'
import type { Workload } from './workload.ts'

/** Which budgets of the scanned set protect which pods. */
export class DisruptionBudgets {
  readonly #budgets: ReadonlyMap<string, readonly KubernetesObject[]>

  constructor(objects: readonly KubernetesObject[]) {
    this.#budgets = Map.groupBy(
      objects.filter(({ groupKind }) => groupKind === 'policy/PodDisruptionBudget'),
      ({ scope }) => scope,
    )
  }

  of({ scope, podLabels }: Workload): readonly KubernetesObject[] {
    return (this.#budgets.get(scope) ?? []).filter((budget) => selects(budget.get('spec', 'selector'), podLabels))
  }
}

export const disruptionBudgets: ViewKind<DisruptionBudgets> = defineView(
  'disruption-budgets',
  (estate) => new DisruptionBudgets(estate.subjects(kubernetesObject)),
)

/** How many of `replicas` pods a budget lets be evicted at once; percentages are rounded up, as the API does. */
export function allowedDisruptions(budget: KubernetesObject, replicas: number): number | undefined {
  const amount = (key: string): number | undefined => scaledAmount(valueAt(budget.value, ['spec', key]), replicas, 'up')
  const unavailable = amount('maxUnavailable')
  if (unavailable !== undefined) return unavailable
  const available = amount('minAvailable') ?? (budget.get('spec', 'minAvailable') === undefined ? 1 : undefined)
  return available === undefined ? undefined : Math.max(0, replicas - available)
}

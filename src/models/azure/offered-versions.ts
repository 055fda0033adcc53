import { defineView } from '../../core/estate.ts'
import { minorOf } from './kubernetes-versions.ts'
import { resourcesByType, shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { isText, valueAt, type Value } from './value/value.ts'

/** A plan of support, as the service names it in lower case. */
export type SupportPlan = 'kubernetesofficial' | 'akslongtermsupport'

/**
 * The minor versions of Kubernetes that the service itself offers, by region: what a live scan was told on its day, which is
 * better than any calendar. Previews are left out.
 */
export const offeredVersions = defineView('offered-kubernetes-versions', (estate) => {
  const byRegion = new Map<string, ReadonlyMap<string, readonly string[]>>()
  for (const answer of estate.view(resourcesByType).of('Microsoft.ContainerService/locations/kubernetesVersions')) {
    const region = /\/locations\/([^/]+)\//.exec(answer.id)?.[1]
    const values = answer.get('properties', 'values')
    if (region !== undefined && values?.kind === 'list') byRegion.set(region, plansByVersion(values.items))
  }
  return {
    /** The plans by minor version; undefined where the region was not asked. */
    in(region: string): ReadonlyMap<string, readonly string[]> | undefined {
      return byRegion.get(region.toLowerCase().replaceAll(' ', ''))
    },
  }
})

function plansByVersion(values: readonly Value[]): ReadonlyMap<string, readonly string[]> {
  const plans = new Map<string, readonly string[]>()
  for (const value of values) {
    const version = valueAt(value, ['version'])
    const minor = version !== undefined && isText(version) ? minorOf(version.value) : undefined
    const preview = valueAt(value, ['isPreview'])
    if (minor === undefined || (preview?.kind === 'scalar' && preview.value === true)) continue
    const listed = valueAt(value, ['capabilities', 'supportPlan'])
    plans.set(minor, listed?.kind === 'list' ? listed.items.flatMap((item) => shapeOf(item) ?? []) : [])
  }
  return plans
}

/** The plan of a cluster; the service's own default where it names none. */
export function supportPlanOf(cluster: AzureResource | undefined): SupportPlan {
  return cluster?.text('properties', 'supportPlan')?.toLowerCase() === 'akslongtermsupport' ? 'akslongtermsupport' : 'kubernetesofficial'
}

import { defineView } from '../../core/estate.ts'
import { azureResource, type AzureResource } from './resource.ts'
import { truthOf } from './value/truth.ts'
import { isText, type Unknown, type Value } from './value/value.ts'

/** What the diagnostic settings of one resource collect together. */
export interface Collected {
  /** Categories and groups of categories, in lower case. */
  readonly categories: ReadonlySet<string>
  /** Set where more may be collected than is known. */
  readonly open: Unknown | undefined
  readonly settings: readonly AzureResource[]
}

const settingType = /^(?:microsoft\.insights\/diagnosticsettings|.*\/providers\/diagnosticsettings)$/i

/** Finds what is collected of a resource. Several settings count together: each may send a part to another place. */
export const diagnostics = defineView('azure-diagnostics', (estate) => {
  const settings = estate.subjects(azureResource).filter(({ type }) => settingType.test(type))
  return {
    of(resource: AzureResource): Collected {
      const own = settings.filter((setting) => isAbout(setting, resource))
      const categories = new Set<string>()
      let open: Unknown | undefined
      for (const setting of own) {
        const unknown = collectFrom(setting, categories)
        open ??= unknown
      }
      return { categories, open, settings: own }
    },
  }
})

/** Adds what one setting collects to `categories`. The answer is set where it may collect more than is known. */
export function collectFrom(setting: AzureResource, categories: Set<string>): Unknown | undefined {
  const logs = setting.get('properties', 'logs')
  if (logs?.kind === 'unknown') return logs
  if (logs?.kind !== 'list') return undefined
  let { open } = logs
  for (const log of logs.items) {
    const unknown = collect(log, categories)
    open ??= unknown
  }
  return open
}

/** An extension's id continues the id of what it is about; Terraform names the target instead. */
function isAbout(setting: AzureResource, resource: AzureResource): boolean {
  return setting.id.startsWith(`${resource.id}/`) || setting.shape('scope')?.toLowerCase() === resource.id
}

function collect(log: Value, categories: Set<string>): Unknown | undefined {
  if (log.kind === 'unknown') return log
  if (log.kind !== 'dictionary') return undefined
  const field = (name: string): Value | undefined => [...log.entries].find(([key]) => key.toLowerCase() === name)?.[1].value
  const enabled = field('enabled')
  if (enabled?.kind === 'unknown') return enabled
  if (truthOf(enabled) === false) return undefined
  for (const name of ['category', 'categorygroup']) {
    const value = field(name)
    if (value?.kind === 'unknown') return value
    if (value !== undefined && isText(value)) categories.add(value.value.toLowerCase())
  }
  return undefined
}

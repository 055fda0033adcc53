import type { Check, Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import type { Text } from '../core/text.ts'
import { subscription } from '../models/azure/kinds.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import type { Unknown } from '../models/azure/value/value.ts'
import { armAnswer } from './azure-example.ts'
import { companionCheck } from './companion-check.ts'

export interface SubscriptionCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** What a subscription has to have, as a noun. */
  readonly what: Text<never>
  readonly types: readonly string[]
  /** Whether a resource of those types is what is asked for; an unknown where that hangs on one. */
  readonly serves?: (candidate: AzureResource) => boolean | Unknown
  /** Whether it belongs to the directory that the subscription trusts, rather than to the subscription. */
  readonly isOfDirectory?: true
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/**
 * A check that something exists in a subscription. Templates say what they deploy and not what is there already, so only a live
 * reading, which has the subscription itself, is asked.
 */
export function subscriptionCheck({ what, types, serves, isOfDirectory, ...rest }: SubscriptionCheck): Check {
  return companionCheck({
    ...rest,
    subject: subscription,
    confidence: 'high',
    needs: [
      {
        what,
        types,
        isAbout: (candidate, judged) => isOfDirectory === true || candidate.id.startsWith(`${judged.id}/`),
        ...(serves && { serves }),
      },
    ],
  })
}

const root = '/subscriptions/00000000-0000-0000-0000-000000000001'
const itself = { id: root, subscriptionId: '00000000-0000-0000-0000-000000000001', displayName: 'shop', state: 'Enabled' }

/** The examples: a subscription that has nothing of the kind, and one that has what is asked for at `path`. */
export function subscriptionExamples(path: string, resource: Readonly<Record<string, unknown>>): readonly Example[] {
  const other = {
    id: `${root}/providers/Microsoft.Security/pricings/Arm`,
    name: 'Arm',
    type: 'Microsoft.Security/pricings',
    properties: {},
  }
  return [
    {
      name: 'a subscription without it',
      file: 'live.json',
      source: armAnswer(itself, other).replace(`"${root}"`, `«"${root}"»`),
      fails: ['missing'],
    },
    {
      name: 'a subscription with it',
      file: 'live.json',
      source: armAnswer(itself, { id: path.startsWith('/') ? path : `${root}/${path}`, ...resource }),
    },
  ]
}

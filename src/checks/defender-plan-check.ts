import type { Check, Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { defenderPlan } from '../models/azure/kinds.ts'
import { isOneOf, settingCheck } from './setting-check.ts'

export interface DefenderPlanCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  /** The plan as Azure names it: `Containers`. */
  readonly plan: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly fails: Text<never>
  /** GUID of the built-in definition of Azure Policy that demands the same. */
  readonly azurePolicy: string
  readonly examples: readonly Example[]
}

/** A check that a plan of Microsoft Defender for Cloud is paid for, and so does its work. */
export function defenderPlanCheck({ plan, azurePolicy, ...rest }: DefenderPlanCheck): Check {
  return settingCheck({
    ...rest,
    subject: defenderPlan,
    anyOf: [{ path: ['properties', 'pricingTier'], accepts: isOneOf('Standard') }],
    exempt: ({ name }) =>
      name.toLowerCase() === plan.toLowerCase() ? undefined : text({ en: 'this is another plan', ja: '別のプランです' }),
    fix: {
      title: text({ en: 'switch the plan on', ja: 'プランを有効にする' }),
      value: 'Standard',
      safety: 'review',
    },
    enforce: { azurePolicy },
    references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction'],
  })
}

/** The examples of a plan: the free one and the paid one in each language. */
export function planExamples(plan: string): readonly Example[] {
  return [
    {
      name: 'the plan is free',
      file: 'main.bicep',
      source: bicepPlan(plan, "«'Free'»"),
      fails: ['fails'],
      fixed: bicepPlan(plan, "'Standard'"),
    },
    {
      name: 'Terraform with the free plan',
      file: 'main.tf',
      source: terraformPlan(plan, '«"Free"»'),
      fails: ['fails'],
      fixed: terraformPlan(plan, '"Standard"'),
    },
    { name: 'Terraform with the plan', file: 'main.tf', source: terraformPlan(plan, '"Standard"') },
    { name: 'an ARM template with the plan', file: 'main.json', source: armPlan(plan) },
  ]
}

function bicepPlan(plan: string, tier: string): string {
  return `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: '${plan}'
  properties: {
    pricingTier: ${tier}
  }
}
`
}

function terraformPlan(plan: string, tier: string): string {
  return `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "${plan}"
  tier          = ${tier}
}
`
}

function armPlan(plan: string): string {
  return `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Security/pricings",
      "apiVersion": "2024-01-01",
      "name": "${plan}",
      "properties": {
        "pricingTier": "Standard"
      }
    }
  ]
}
`
}

import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { defenderPlan } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { firstUnknown, isText, valueAt, type Value } from '../../models/azure/value/value.ts'
import { armTemplate } from '../azure-example.ts'
import { isTrue } from '../setting-check.ts'

/** What the plan consists of besides the assessment of images, which is a check of its own. */
const parts = ['ContainerSensor', 'AgentlessDiscoveryForKubernetes', 'AgentlessVmScanning']

const at = ['properties', 'extensions']

function isOn(extension: Value, part: string): boolean {
  const name = valueAt(extension, ['name'])
  if (name === undefined || !isText(name) || name.value.toLowerCase() !== part.toLowerCase()) return false
  const enabled = valueAt(extension, ['isEnabled'])
  return enabled === undefined || (enabled.kind === 'scalar' && enabled.value !== null && isTrue(enabled.value))
}

export const containersPlanParts = defineCheck({
  id: 'defender/containers-plan-parts',
  controls: ['def-containers'],
  subject: defenderPlan,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Defender for Containers has all its parts on', ja: 'Defender for Containers の全機能を有効にする' }),
  why: text({
    en: 'The plan can be paid for with its parts off: no sensor sees what runs, no discovery finds the clusters, no scan reads the nodes.',
    ja: 'プランを有効にしても、機能ごとに無効になっていることがあります。センサーが動作を見ず、検出がクラスターを見つけず、スキャンがノードを調べません。',
  }),
  messages: {
    missing: text({ en: '{parts}: not on', ja: '{parts} が有効になっていません' }),
    undecided: text({
      en: 'the parts of the plan depend on {input}, which is not known here',
      ja: 'プランの機能は {input} によって決まりますが、その値がここでは分かりません',
    }),
    unsaid: text({
      en: 'the template does not name the parts of the plan (extensions); what is on then is not known here',
      ja: 'テンプレートにプランの機能（extensions）の指定がなく、何が有効になるか分かりません',
    }),
  },
  *evaluate(plan: AzureResource, { report, unknown }) {
    if (plan.name.toLowerCase() !== 'containers') return notApplicable(text({ en: 'this is another plan', ja: '別のプランです' }))
    if (plan.text('properties', 'pricingTier')?.toLowerCase() === 'free')
      return notApplicable(text({ en: 'the plan is off, which is a question of its own', ja: 'プランが無効なことは別の検査で扱います' }))
    const extensions = plan.get(...at)
    if (extensions === undefined) {
      yield unknown('unsaid', {}, { at })
      return undefined
    }
    const items = extensions.kind === 'list' ? extensions.items : []
    const missing = parts.filter((part) => !items.some((extension) => isOn(extension, part)))
    if (missing.length === 0) return undefined
    const open = firstUnknown(extensions)
    if (open === undefined) yield report('missing', { parts: missing.join(', ') }, { at })
    else yield unknown('undecided', { input: open.reason.decidedBy }, { at })
    return undefined
  },
  enforce: { azurePolicy: 'efd4031d-b232-4595-babf-ae817348e91b' },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction'],
  examples: [
    {
      name: 'Bicep with a part that is off, and two that are not named',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    pricingTier: 'Standard'
    extensions: «[
      {
        name: 'ContainerSensor'
        isEnabled: 'False'
      }
    ]»
  }
}
`,
      fails: ['missing'],
    },
    {
      name: 'Bicep that names none',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    ‹pricingTier: 'Standard'›
  }
}
`,
      unknown: ['unsaid'],
    },
    {
      name: 'Terraform that names none, which switches all off',
      file: 'main.tf',
      source: `«resource "azurerm_security_center_subscription_pricing" "containers"» {
  tier          = "Standard"
  resource_type = "Containers"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with all of them',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "containers" {
  tier          = "Standard"
  resource_type = "Containers"

  extension {
    name = "ContainerSensor"
  }

  extension {
    name = "AgentlessDiscoveryForKubernetes"
  }

  extension {
    name = "AgentlessVmScanning"
  }
}
`,
    },
    {
      name: 'an ARM template with all of them',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.Security/pricings',
        apiVersion: '2024-01-01',
        name: 'Containers',
        properties: { pricingTier: 'Standard', extensions: parts.map((name) => ({ name, isEnabled: 'True' })) },
      }),
    },
  ],
})

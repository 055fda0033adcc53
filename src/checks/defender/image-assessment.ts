import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { defenderPlan } from '../../models/azure/kinds.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

function assesses(extensions: JsonValue): boolean {
  if (!Array.isArray(extensions)) return false
  return (extensions as readonly Readonly<Record<string, JsonValue>>[]).some(
    ({ name, isEnabled }) => name === 'ContainerRegistriesVulnerabilityAssessments' && (isEnabled === undefined || isTrue(isEnabled)),
  )
}

export const imageAssessment = settingCheck({
  id: 'defender/image-assessment',
  controls: ['def-containers', 'acr-scan', 'image-registry-scan', 'running-image-scan', 'detect-vulnerability-drift'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Defender assesses images in registries and in clusters', ja: 'レジストリと実行中のイメージの脆弱性を評価する' }),
  why: text({
    en: 'Vulnerabilities become known after an image was built; only an assessment that is repeated finds those in images that are stored and running.',
    ja: '脆弱性はイメージのビルド後にも公表されます。保管中や実行中のイメージでは、繰り返し評価しなければ見つかりません。',
  }),
  subject: defenderPlan,
  anyOf: [{ path: ['properties', 'extensions'], accepts: assesses }],
  exempt: ({ name }) => (name === 'Containers' ? undefined : text({ en: 'this is another plan', ja: '別のプランです' })),
  fails: text({ en: 'the assessment of images is not part of the plan', ja: 'プランにイメージの脆弱性評価が含まれていません' }),
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/agentless-vulnerability-assessment-azure'],
  examples: [
    {
      name: 'Bicep that switches it off',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource plan 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    pricingTier: 'Standard'
    extensions: «[
      {
        name: 'ContainerRegistriesVulnerabilityAssessments'
        isEnabled: 'False'
      }
    ]»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with another extension',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Containers"
  tier          = "Standard"

  «extension {
    name = "ContainerSensor"
  }»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform with the extension',
      file: 'main.tf',
      source: `resource "azurerm_security_center_subscription_pricing" "plan" {
  resource_type = "Containers"
  tier          = "Standard"

  extension {
    name = "ContainerRegistriesVulnerabilityAssessments"
  }
}
`,
    },
    {
      name: 'an ARM template with the extension',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Security/pricings",
      "apiVersion": "2024-01-01",
      "name": "Containers",
      "properties": {
        "pricingTier": "Standard",
        "extensions": [
          {
            "name": "ContainerRegistriesVulnerabilityAssessments",
            "isEnabled": "True"
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
})

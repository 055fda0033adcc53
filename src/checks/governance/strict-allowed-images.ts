import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { admittedStranger } from '../../models/azure/allowed-images.ts'
import { policyAssignment } from '../../models/azure/kinds.ts'
import { definitionOf, parameterOf } from '../../models/azure/policy-assignments.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isText } from '../../models/azure/value/value.ts'

const allowedImages = 'febd0533-8e55-448f-b837-bd0e06f16469'
const at = ['properties', 'parameters', 'allowedContainerImagesRegex', 'value']

export const strictAllowedImages = defineCheck({
  id: 'governance/strict-allowed-images',
  controls: ['gov-allowed-images'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The pattern of allowed images refuses images of others', ja: '許可イメージのパターンで第三者のイメージを拒否する' }),
  why: text({
    en: 'A pattern that is not anchored also matches registry names with yours inside, which anybody can register.',
    ja: '先頭を固定しないパターンは、自社のレジストリ名を含む別の名前にも一致します。そのような名前は誰でも取得できます。',
  }),
  subject: policyAssignment,
  messages: {
    admits: text({ en: 'the pattern admits {image}', ja: 'このパターンは {image} を許可します' }),
    invalid: text({ en: 'the pattern is not a regular expression', ja: 'パターンが正規表現として正しくありません' }),
    undecided: text({
      en: 'the pattern depends on {input}, which is not known here',
      ja: 'パターンは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(assignment: AzureResource, { report, unknown }) {
    if (definitionOf(assignment) !== allowedImages)
      return notApplicable(text({ en: 'it assigns another policy', ja: '別のポリシーの割り当てです' }))
    const pattern = parameterOf(assignment, 'allowedContainerImagesRegex')
    if (pattern?.kind === 'unknown') yield unknown('undecided', { input: pattern.reason.decidedBy }, { at })
    if (pattern === undefined || !isText(pattern)) return undefined
    const stranger = admittedStranger(pattern.value)
    if (stranger === 'invalid') yield report('invalid', {}, { at })
    else if (stranger !== undefined) yield report('admits', { image: stranger }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [
    {
      name: 'Bicep with a pattern that is not anchored',
      file: 'main.bicep',
      source: `resource images 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'images'
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469'
    parameters: {
      allowedContainerImagesRegex: {
        value: «'myregistry.azurecr.io/.+'»
      }
    }
  }
}
`,
      fails: ['admits'],
    },
    {
      name: 'Bicep with a pattern for everything',
      file: 'main.bicep',
      source: `resource images 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'images'
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469'
    parameters: {
      allowedContainerImagesRegex: {
        value: «'.*'»
      }
    }
  }
}
`,
      fails: ['admits'],
    },
    {
      name: 'Terraform with a pattern for everything',
      file: 'main.tf',
      source: `resource "azurerm_subscription_policy_assignment" "images" {
  name                 = "images"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"
  parameters           = «jsonencode({ allowedContainerImagesRegex = { value = ".*" } })»
}
`,
      fails: ['admits'],
    },
    {
      name: 'Terraform with a strict pattern',
      file: 'main.tf',
      source: `resource "azurerm_subscription_policy_assignment" "images" {
  name                 = "images"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"
  parameters           = jsonencode({ allowedContainerImagesRegex = { value = "^myregistry\\\\.azurecr\\\\.io/.+$" } })
}
`,
    },
    {
      name: 'an ARM template with a strict pattern',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Authorization/policyAssignments",
      "apiVersion": "2024-04-01",
      "name": "images",
      "properties": {
        "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469",
        "parameters": {
          "allowedContainerImagesRegex": {
            "value": "^myregistry\\\\.azurecr\\\\.io/.+$"
          }
        }
      }
    }
  ]
}
`,
    },
  ],
})

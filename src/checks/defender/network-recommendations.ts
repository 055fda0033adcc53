import { defineCheck, notApplicable } from '../../core/check.ts'
import { isSeverity, type Severity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import { securityAssessment } from '../../models/azure/kinds.ts'
import { lastPart } from '../../models/azure/relations.ts'

export const networkRecommendations = defineCheck({
  id: 'defender/network-recommendations',
  controls: ['def-network-recs'],
  subject: securityAssessment,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Recommendations of Defender for Cloud on networks are followed',
    ja: 'ネットワークに対する Defender for Cloud の推奨事項に対応する',
  }),
  why: text({
    en: 'Defender looks at networks, subnets and security groups as they are, with all that was changed by hand since the deployment.',
    ja: 'Defender は、デプロイ後に手作業で変えたものを含め、今あるネットワーク、サブネット、NSG の状態を調べています。',
  }),
  messages: {
    unhealthy: text({ en: '{resource}: {recommendation}', ja: '{resource}: {recommendation}' }),
    unhealthyWithCause: text({ en: '{resource}: {recommendation} ({cause})', ja: '{resource}: {recommendation}（{cause}）' }),
  },
  *evaluate(assessment, { report }) {
    const [judged = ''] = assessment.id.split('/providers/microsoft.security/')
    if (!judged.includes('/providers/microsoft.network/'))
      return notApplicable(text({ en: 'it is about no network', ja: 'ネットワークに対するものではありません' }))
    if (assessment.text('properties', 'status', 'code')?.toLowerCase() !== 'unhealthy') return undefined
    const said = assessment.text('properties', 'metadata', 'severity')?.toLowerCase()
    const severity: { readonly severity?: Severity } = said !== undefined && isSeverity(said) ? { severity: said } : {}
    const cause = assessment.text('properties', 'status', 'description')
    const named = { resource: lastPart(judged), recommendation: assessment.text('properties', 'displayName') ?? assessment.name }
    const options = { at: ['properties', 'status', 'code'], ...severity }
    if (cause === undefined) yield report('unhealthy', named, options)
    else yield report('unhealthyWithCause', { ...named, cause }, options)
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/recommendations-reference-networking'],
  examples: [
    {
      name: 'a subnet without a security group, and a recommendation that is followed',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop/providers/Microsoft.Security/assessments/eade5b56-eefd-444f-95c8-23f29e5d93cb",
      "name": "eade5b56-eefd-444f-95c8-23f29e5d93cb",
      "type": "Microsoft.Security/assessments",
      "properties": {
        "displayName": "Subnets should be associated with a network security group",
        "status": {
          "code": «"Unhealthy"»,
          "cause": "OffByPolicy"
        }
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop/providers/Microsoft.Security/assessments/0b232300-0000-4000-8000-000000000000",
      "name": "0b232300-0000-4000-8000-000000000000",
      "type": "Microsoft.Security/assessments",
      "properties": {
        "displayName": "Virtual networks should be protected by Azure Firewall",
        "status": {
          "code": "Healthy"
        }
      }
    }
  ]
}
`,
      fails: ['unhealthy'],
    },
    {
      name: 'with the cause',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/networkSecurityGroups/shop/providers/Microsoft.Security/assessments/one",
  "name": "one",
  "type": "Microsoft.Security/assessments",
  "properties": {
    "displayName": "Management ports should be closed",
    "metadata": {
      "severity": "High"
    },
    "status": {
      "code": «"Unhealthy"»,
      "description": "port 22 is open to the internet"
    }
  }
}
`,
      fails: ['unhealthyWithCause'],
    },
    {
      name: 'about something else',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shop/providers/Microsoft.Security/assessments/one",
  "name": "one",
  "type": "Microsoft.Security/assessments",
  "properties": {
    "displayName": "Storage accounts should use private link",
    "status": {
      "code": "Unhealthy"
    }
  }
}
`,
    },
  ],
})

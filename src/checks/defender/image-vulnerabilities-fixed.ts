import { defineCheck, notApplicable } from '../../core/check.ts'
import { daysBetween } from '../../core/day.ts'
import { number } from '../../core/option.ts'
import { isSeverity, type Severity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import { findingType, imageFinding, type ImageFinding } from '../../models/azure/image-findings.ts'
import { imageHolder } from '../../models/azure/kinds.ts'
import { resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { unreadAmong } from '../../models/azure/unread.ts'
import { armAnswer } from '../azure-example.ts'

const at = ['properties', 'status', 'code']

export const imageVulnerabilitiesFixed = defineCheck({
  id: 'defender/image-vulnerabilities-fixed',
  controls: ['acr-image-health', 'running-image-scan', 'image-registry-scan', 'detect-vulnerability-drift'],
  subject: imageHolder,
  reads: 'estate',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'What Defender finds in stored and running images is fixed in time',
    ja: '保管中と実行中のイメージの脆弱性を期限内に修正する',
  }),
  why: text({
    en: 'From the day a vulnerability is public, attackers look for those who still run it. A finding that is older than what was agreed is one that nobody takes care of.',
    ja: '脆弱性が公表されると、攻撃者は未修正の環境を探し始めます。期限を過ぎた検出結果は、誰も対応していないものです。',
  }),
  options: {
    high: number(
      30,
      text({ en: 'days within which vulnerabilities of high severity are fixed', ja: '重大度「高」の脆弱性を修正する日数' }),
    ),
    medium: number(
      90,
      text({ en: 'days within which vulnerabilities of medium severity are fixed', ja: '重大度「中」の脆弱性を修正する日数' }),
    ),
    low: number(180, text({ en: 'days within which all other vulnerabilities are fixed', ja: 'その他の脆弱性を修正する日数' })),
  },
  messages: {
    late: text({
      en: '{image}: {count} vulnerabilities are past their time, {vulnerability} for {days} days',
      ja: '{image}: {count} 個の脆弱性が期限を過ぎています。{vulnerability} は {days} 日前に公表されました',
    }),
    undated: text({
      en: '{image}: {vulnerability} is open, and the answer does not say since when (publishedDate)',
      ja: '{image}: {vulnerability} が未修正ですが、公表日が分かりません（publishedDate）',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(holder: AzureResource, { report, unknown, estate, options, today }) {
    const path = unreadAmong(estate, ['Microsoft.Security/subAssessments'])
    if (path !== undefined) {
      yield unknown('unread', { path }, { at: [] })
      return undefined
    }
    const all = estate.view(resourcesByType).of(findingType)
    if (all.length === 0)
      return notApplicable(text({ en: 'no findings in images are among what was scanned', ja: 'イメージの検出結果が検査対象にありません' }))
    const own = all.filter(({ id }) => id.startsWith(`${holder.id}/`)).flatMap((finding) => imageFinding(finding) ?? [])
    const limitOf = ({ severity }: ImageFinding): number =>
      severity === 'high' || severity === 'critical' ? options.high : severity === 'medium' ? options.medium : options.low
    const daysOf = ({ since }: ImageFinding): number => (since === undefined ? 0 : daysBetween(since, today))
    for (const [image, findings] of Map.groupBy(own, (found) => found.image)) {
      const late = findings.filter((found) => daysOf(found) > limitOf(found)).sort((a, b) => daysOf(b) - daysOf(a))
      const undated = findings.find(({ since }) => since === undefined)
      const [oldest] = late
      if (oldest !== undefined) {
        const { finding, vulnerability } = oldest
        const args = { image, count: late.length, vulnerability, days: daysOf(oldest) }
        yield report('late', args, { at, of: finding, severity: worstOf(late) })
      } else if (undated !== undefined)
        yield unknown('undated', { image, vulnerability: undated.vulnerability }, { at, of: undated.finding })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/subassessment-rest-api'],
  examples: [
    {
      name: 'an image with two old vulnerabilities, and one with a young one',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/shop",
      "name": "shop",
      "type": "Microsoft.ContainerRegistry/registries",
      "properties": {}
    },
    ${subAssessment('one', 'web', 'CVE-2022-42969', 'High', '2022-10-16T06:15:00Z', '«"Unhealthy"»')},
    ${subAssessment('two', 'web', 'CVE-2025-0001', 'Medium', '2025-01-02T00:00:00Z', '"Unhealthy"')},
    ${subAssessment('three', 'api', 'CVE-2026-0001', 'High', '2026-10-30T00:00:00Z', '"Unhealthy"')}
  ]
}
`,
      today: '2026-11-05',
      fails: ['late'],
    },
    {
      name: 'findings of other times and of other things',
      file: 'live.json',
      source: armAnswer(
        {
          id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/shop',
          name: 'shop',
          type: 'Microsoft.ContainerRegistry/registries',
          properties: {},
        },
        {
          id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Sql/servers/shop/providers/Microsoft.Security/assessments/x/subAssessments/one',
          name: 'one',
          properties: {
            id: 'VA1219',
            status: { code: 'Unhealthy', severity: 'High' },
            timeGenerated: '2020-01-01T00:00:00Z',
            additionalData: { assessedResourceType: 'SqlServerVulnerability' },
          },
        },
      ),
      today: '2026-11-05',
    },
    {
      name: 'a finding without a day, in a cluster',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
      "name": "aks",
      "type": "Microsoft.ContainerService/managedClusters",
      "properties": {}
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.Security/assessments/c609cf0f-71ab-41e9-a3c6-9a1f7fe1b8d5/subAssessments/one",
      "name": "one",
      "properties": {
        "id": "CVE-2026-0002",
        "status": {
          "code": ‹"Unhealthy"›,
          "severity": "High"
        },
        "additionalData": {
          "assessedResourceType": "AzureContainerRegistryVulnerability"
        }
      }
    }
  ]
}
`,
      unknown: ['undated'],
    },
  ],
})

function worstOf(findings: readonly ImageFinding[]): Severity {
  const ranked = ['critical', 'high', 'medium'].find((severity) => findings.some((found) => found.severity === severity))
  return ranked !== undefined && isSeverity(ranked) ? ranked : 'low'
}

function subAssessment(name: string, repository: string, id: string, severity: string, published: string, code: string): string {
  return `{
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/shop/providers/Microsoft.Security/assessments/c0b7cfc6-3172-465a-b378-53c7ff2cc0d5/subAssessments/${name}",
      "name": "${name}",
      "properties": {
        "id": "${id}",
        "status": {
          "code": ${code},
          "severity": "${severity}"
        },
        "additionalData": {
          "assessedResourceType": "AzureContainerRegistryVulnerability",
          "vulnerabilityDetails": {
            "publishedDate": "${published}"
          },
          "artifactDetails": {
            "registryHost": "shop.azurecr.io",
            "repositoryName": "${repository}"
          }
        }
      }
    }`
}

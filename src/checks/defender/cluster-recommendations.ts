import { defineCheck, notApplicable } from '../../core/check.ts'
import { daysBetween } from '../../core/day.ts'
import { number } from '../../core/option.ts'
import { isSeverity, type Severity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import { imageAssessments } from '../../models/azure/image-findings.ts'
import { securityAssessment } from '../../models/azure/kinds.ts'
import { lastPart } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { armAnswer } from '../azure-example.ts'

/** Recommendations that Defender makes of what stores and runs containers. */
const judgedTypes = /\/providers\/microsoft\.(?:containerservice\/managedclusters|containerregistry\/registries|keyvault\/vaults)\/[^/]+$/

const at = ['properties', 'status', 'code']

export const clusterRecommendations = defineCheck({
  id: 'defender/cluster-recommendations',
  controls: ['def-cspm'],
  subject: securityAssessment,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Recommendations of Defender for Cloud on clusters are followed in time',
    ja: 'クラスターに対する Defender for Cloud の推奨事項に期限内に対応する',
  }),
  why: text({
    en: 'Defender judges clusters, registries and vaults as they are. A recommendation that stays open for months is a known gap that anybody can find who looks at the same settings.',
    ja: 'Defender は、クラスター、レジストリ、キーコンテナーの実際の状態を評価しています。何か月も残る推奨事項は、放置された既知の弱点です。',
  }),
  options: {
    high: number(
      14,
      text({ en: 'days within which recommendations of high severity are followed', ja: '重大度「高」の推奨事項に対応する日数' }),
    ),
    medium: number(
      30,
      text({ en: 'days within which recommendations of medium severity are followed', ja: '重大度「中」の推奨事項に対応する日数' }),
    ),
    low: number(90, text({ en: 'days within which all other recommendations are followed', ja: 'その他の推奨事項に対応する日数' })),
  },
  messages: {
    open: text({
      en: '{resource}: {recommendation}: open for {days} days; {limit} are agreed',
      ja: '{resource}: {recommendation}: {days} 日間未対応です。期限は {limit} 日です',
    }),
    undated: text({
      en: '{resource}: {recommendation}: open, and the answer does not say since when (statusChangeDate)',
      ja: '{resource}: {recommendation}: 未対応ですが、いつからか分かりません（statusChangeDate）',
    }),
  },
  *evaluate(assessment: AzureResource, { report, unknown, options, today }) {
    const [judged = ''] = assessment.id.split('/providers/microsoft.security/')
    if (!judgedTypes.test(judged))
      return notApplicable(
        text({ en: 'it is about no cluster, registry or vault', ja: 'クラスター、レジストリ、キーコンテナーに対するものではありません' }),
      )
    if (imageAssessments.has(lastPart(assessment.id)))
      return notApplicable(text({ en: 'checks of images judge it', ja: 'イメージのチェックで判定します' }))
    if (assessment.text(...at)?.toLowerCase() !== 'unhealthy') return undefined
    const named = { resource: lastPart(judged), recommendation: assessment.text('properties', 'displayName') ?? assessment.name }
    const since = (
      assessment.text('properties', 'status', 'statusChangeDate') ?? assessment.text('properties', 'status', 'firstEvaluationDate')
    )?.slice(0, 10)
    if (since === undefined || Number.isNaN(Date.parse(since))) {
      yield unknown('undated', named, { at })
      return undefined
    }
    const said = assessment.text('properties', 'metadata', 'severity')?.toLowerCase()
    const severity: Severity = said !== undefined && isSeverity(said) ? said : 'medium'
    const limit = severity === 'high' || severity === 'critical' ? options.high : severity === 'medium' ? options.medium : options.low
    const days = daysBetween(since, today)
    if (days > limit) yield report('open', { ...named, days, limit }, { at, severity })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/recommendations-reference-container'],
  examples: [
    {
      name: 'a recommendation of last year, and one of last week',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.Security/assessments/one",
      "name": "one",
      "type": "Microsoft.Security/assessments",
      "properties": {
        "displayName": "Azure Kubernetes Service clusters should have Defender profile enabled",
        "status": {
          "code": «"Unhealthy"»,
          "firstEvaluationDate": "2025-11-01T09:00:00Z",
          "statusChangeDate": "2025-11-01T09:00:00Z"
        }
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/shop/providers/Microsoft.Security/assessments/two",
      "name": "two",
      "type": "Microsoft.Security/assessments",
      "properties": {
        "displayName": "Container registries should use private link",
        "status": {
          "code": "Unhealthy",
          "statusChangeDate": "2026-10-30T09:00:00Z"
        }
      }
    }
  ]
}
`,
      today: '2026-11-05',
      fails: ['open'],
    },
    {
      name: 'a recommendation without a day',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.Security/assessments/one",
  "name": "one",
  "type": "Microsoft.Security/assessments",
  "properties": {
    "status": {
      "code": ‹"Unhealthy"›
    }
  }
}
`,
      unknown: ['undated'],
    },
    {
      name: 'followed',
      file: 'live.json',
      source: armAnswer({
        id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.Security/assessments/one',
        name: 'one',
        type: 'Microsoft.Security/assessments',
        properties: { status: { code: 'Healthy', statusChangeDate: '2025-01-01T00:00:00Z' } },
      }),
      today: '2026-11-05',
    },
  ],
})

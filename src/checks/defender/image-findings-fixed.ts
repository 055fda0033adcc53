import { defineCheck, notApplicable } from '../../core/check.ts'
import { daysBetween } from '../../core/day.ts'
import type { Estate } from '../../core/estate.ts'
import { number } from '../../core/option.ts'
import { isSeverity, type Severity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import { findingType, imageAssessments } from '../../models/azure/image-findings.ts'
import { imageHolder, securityAssessment } from '../../models/azure/kinds.ts'
import { lastPart, resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'

export const imageFindingsFixed = defineCheck({
  id: 'defender/image-findings-fixed',
  controls: ['acr-image-health', 'running-image-scan'],
  subject: securityAssessment,
  reads: 'estate',
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'What Defender for Cloud finds in images is fixed in time',
    ja: 'Defender for Cloud が見つけたイメージの脆弱性を期限内に解消する',
  }),
  why: text({
    en: 'A vulnerability that is known and stays is the cheapest way in; an assessment that nobody acts on protects nothing.',
    ja: '公表された脆弱性の放置は、攻撃者にとって最も手軽な入口です。評価しても、対応しなければ何も守れません。',
  }),
  options: {
    high: number(30, text({ en: 'days within which findings of high severity are fixed', ja: '重大度「高」の指摘を解消させる日数' })),
    medium: number(90, text({ en: 'days within which findings of medium severity are fixed', ja: '重大度「中」の指摘を解消させる日数' })),
    low: number(180, text({ en: 'days within which all other findings are fixed', ja: 'その他の指摘を解消させる日数' })),
  },
  messages: {
    overdue: text({
      en: '{resource} has had vulnerable images for {days} days; {limit} are agreed',
      ja: '{resource} のイメージの脆弱性が {days} 日間未解消です。期限は {limit} 日です',
    }),
    undated: text({
      en: 'since when {resource} has had vulnerable images is not told (statusChangeDate)',
      ja: '{resource} のイメージの脆弱性が検出された日（statusChangeDate）が分かりません',
    }),
  },
  *evaluate(assessment, { report, unknown, options, today, estate }) {
    const [judged = ''] = assessment.id.split('/providers/microsoft.security/')
    if (!imageAssessments.has(lastPart(assessment.id)))
      return notApplicable(text({ en: 'it is not about images', ja: 'イメージに対するものではありません' }))
    if (isJudgedInParts(assessment, estate))
      return notApplicable(text({ en: 'its findings are judged one by one', ja: '個々の検出結果ごとに判定します' }))
    if (assessment.text('properties', 'status', 'code')?.toLowerCase() !== 'unhealthy') return undefined
    const at = ['properties', 'status', 'code']
    const resource = lastPart(judged)
    const since = ['statusChangeDate', 'firstEvaluationDate']
      .map((key) => assessment.text('properties', 'status', key)?.slice(0, 10))
      .find((day) => day !== undefined && !Number.isNaN(Date.parse(day)))
    if (since === undefined) {
      yield unknown('undated', { resource }, { at })
      return undefined
    }
    const said = assessment.text('properties', 'metadata', 'severity')?.toLowerCase()
    const limit = said === 'medium' ? options.medium : said === 'low' ? options.low : options.high
    const severity: { readonly severity?: Severity } = said !== undefined && isSeverity(said) ? { severity: said } : {}
    const days = daysBetween(since, today)
    if (days > limit) yield report('overdue', { resource, days, limit }, { at, ...severity })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/view-and-remediate-vulnerability-registry-images'],
  examples: [
    {
      name: 'a registry whose images stay vulnerable, and one since yesterday',
      file: 'live.json',
      source: `{
  "value": [
    ${answered('old', 'c0b7cfc6-3172-465a-b378-53c7ff2cc0d5', '«"Unhealthy"», "statusChangeDate": "2026-10-01T00:00:00Z"')},
    ${answered('new', 'c0b7cfc6-3172-465a-b378-53c7ff2cc0d5', '"Unhealthy", "statusChangeDate": "2026-11-21T00:00:00Z"')},
    ${answered('clean', 'c0b7cfc6-3172-465a-b378-53c7ff2cc0d5', '"Healthy", "statusChangeDate": "2026-01-01T00:00:00Z"')}
  ]
}
`,
      today: '2026-11-22',
      fails: ['overdue'],
    },
    {
      name: 'a registry within the days that are agreed',
      file: 'live.json',
      source: `{
  "value": [
    ${answered('new', '33422d8f-ab1e-42be-bc9a-38685bb567b9', '"Unhealthy", "firstEvaluationDate": "2026-11-10T00:00:00Z"')}
  ]
}
`,
      today: '2026-11-22',
    },
    {
      name: 'an assessment whose vulnerabilities are there, each with its own day',
      file: 'live.json',
      source: `{
  "value": [
    { "id": "${registryId('old')}", "name": "old", "type": "Microsoft.ContainerRegistry/registries", "properties": {} },
    ${answered('old', 'c0b7cfc6-3172-465a-b378-53c7ff2cc0d5', '"Unhealthy", "statusChangeDate": "2026-10-01T00:00:00Z"')},
    {
      "id": "${registryId('old')}/providers/Microsoft.Security/assessments/c0b7cfc6-3172-465a-b378-53c7ff2cc0d5/subAssessments/one",
      "name": "one",
      "properties": { "id": "CVE-2026-0001", "status": { "code": "Unhealthy", "severity": "High" } }
    }
  ]
}
`,
      today: '2026-11-22',
    },
    {
      name: 'an assessment without a day, and one of something else',
      file: 'live.json',
      source: `{
  "value": [
    ${answered('registry', 'c609cf0f-71ab-41e9-a3c6-9a1f7fe1b8d5', '‹"Unhealthy"›')},
    ${answered('other', '00000000-0000-4000-8000-000000000000', '"Unhealthy"')}
  ]
}
`,
      today: '2026-11-22',
      unknown: ['undated'],
    },
  ],
})

/** Whether the vulnerabilities behind it are there, and what they are in: then each counts from its own day. */
function isJudgedInParts({ id }: AzureResource, estate: Estate): boolean {
  const isThere = estate.subjects(imageHolder).some((holder) => id.startsWith(`${holder.id}/`))
  const findings = isThere ? estate.view(resourcesByType).of(findingType) : []
  return findings.some((finding) => finding.id.startsWith(`${id}/`))
}

function answered(registry: string, id: string, status: string): string {
  return `{
      "id": "${registryId(registry)}/providers/Microsoft.Security/assessments/${id}",
      "name": "${id}",
      "type": "Microsoft.Security/assessments",
      "properties": { "metadata": { "severity": "High" }, "status": { "code": ${status} } }
    }`
}

function registryId(name: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/${name}`
}

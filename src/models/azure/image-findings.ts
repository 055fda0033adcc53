import type { AzureResource } from './resource.ts'

export const findingType = 'Microsoft.Security/assessments/subAssessments'

/** The recommendations of Defender for Cloud on vulnerabilities of images in registries of Azure, and of running ones. */
export const imageAssessments: ReadonlySet<string> = new Set([
  'c0b7cfc6-3172-465a-b378-53c7ff2cc0d5',
  '33422d8f-ab1e-42be-bc9a-38685bb567b9',
  'c609cf0f-71ab-41e9-a3c6-9a1f7fe1b8d5',
])

/** A vulnerability that Defender for Cloud found in an image. */
export interface ImageFinding {
  readonly finding: AzureResource
  /** The image: registry, repository and digest, as far as the answer says them. */
  readonly image: string
  readonly vulnerability: string
  /** `high`, `medium` or `low`, in lower case. */
  readonly severity: string
  /** The day since which it is known, as `YYYY-MM-DD`; undefined where the answer gives none. */
  readonly since: string | undefined
}

/** Reads a sub-assessment; undefined where it is of something else than an image, or is settled. */
export function imageFinding(finding: AzureResource): ImageFinding | undefined {
  const status = finding.text('properties', 'status', 'code')?.toLowerCase()
  const kind = finding.text('properties', 'additionalData', 'assessedResourceType')?.toLowerCase() ?? ''
  if (status !== 'unhealthy' || !/container|kubernetes/.test(kind)) return undefined
  return {
    finding,
    image: imageOf(finding),
    vulnerability: finding.text('properties', 'id') ?? finding.text('properties', 'displayName') ?? finding.name,
    severity: finding.text('properties', 'status', 'severity')?.toLowerCase() ?? 'low',
    since:
      dayOf(finding, 'properties', 'additionalData', 'vulnerabilityDetails', 'publishedDate') ??
      dayOf(finding, 'properties', 'timeGenerated'),
  }
}

function imageOf(finding: AzureResource): string {
  const said = (name: string): string | undefined => finding.text('properties', 'additionalData', 'artifactDetails', name)
  const repository = said('repositoryName')
  if (repository === undefined) return finding.text('properties', 'resourceDetails', 'id') ?? finding.name
  const host = said('registryHost')
  const digest = said('digest')
  return `${host === undefined ? '' : `${host}/`}${repository}${digest === undefined ? '' : `@${digest}`}`
}

function dayOf(finding: AzureResource, ...path: readonly string[]): string | undefined {
  const day = finding.text(...path)?.slice(0, 10)
  return day === undefined || Number.isNaN(Date.parse(day)) ? undefined : day
}

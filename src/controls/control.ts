import type { Text } from '../core/text.ts'
import type { Source } from './guidance.ts'

/**
 * The stages of the lifecycle, in order. Where the guidance does not place a recommendation itself: `plan` holds what
 * is costly to change once a cluster exists, `deploy` what is set when something is provisioned or released, and
 * `operate` what has to be kept up afterwards.
 */
export const stages = ['plan', 'develop', 'build', 'deploy', 'operate'] as const
export type Stage = (typeof stages)[number]

/** Whom a control concerns: developer, application operator (site reliability), cluster operator, security team. */
export const roles = ['dev', 'sre', 'ops', 'sec'] as const
export type Role = (typeof roles)[number]

/** Microsoft's STRIDE categories of threat. */
export const threatCategories = [
  'spoofing',
  'tampering',
  'repudiation',
  'information-disclosure',
  'denial-of-service',
  'elevation-of-privilege',
] as const
export type ThreatCategory = (typeof threatCategories)[number]

/** Pillars of the Azure Well-Architected Framework. */
export const pillars = ['reliability', 'security', 'cost-optimization', 'operational-excellence', 'performance-efficiency'] as const
export type Pillar = (typeof pillars)[number]

/** The rules of other tools and lists that ask the same question, in whole or in part, by their own ids. */
export interface Anchors {
  /** PSRule for Azure, `AZR-000030`. */
  readonly psrule?: readonly string[]
  /** Checkov, `CKV_AZURE_6`. */
  readonly checkov?: readonly string[]
  /** Trivy, `AZU-0041`. */
  readonly trivy?: readonly string[]
  /** Azure Quick Review, `aks-004`. */
  readonly azqr?: readonly string[]
  /** Azure Proactive Resiliency Library v2: the first eight hex digits of the recommendation's GUID. */
  readonly aprl?: readonly string[]
  /** Azure review checklists: `06.07.03` of the AKS list, `A02.02` of the container registry list. */
  readonly reviewChecklist?: readonly string[]
}

/** What the control is called elsewhere. A list that is absent means that nothing there corresponds to it. */
export interface Mappings {
  /** Numbers of the CIS Azure Kubernetes Service Benchmark 1.8. */
  readonly cisAks?: readonly string[]
  /** Ids of the Microsoft cloud security benchmark v1, such as `PV-2`. */
  readonly mcsb?: readonly string[]
  /** Ids (GUIDs) of Azure Policy definitions and initiatives that audit or enforce it. */
  readonly azurePolicy?: readonly string[]
  /** OWASP Top 10 of 2021 (`A03`), Kubernetes Top Ten of 2022 (`K01`) and CI/CD Top 10 of 2022 (`CICD-SEC-6`). */
  readonly owasp?: readonly string[]
  /** The threats that it counters. */
  readonly stride?: readonly ThreatCategory[]
  readonly wellArchitected?: readonly Pillar[]
  readonly anchors?: Anchors
}

/** One recommendation of the guidance. */
export interface Control {
  /** Words, not numbers; never changed, never reused. */
  readonly id: string
  readonly title: Text<never>
  /** The recommendation in our own words, with the reason where it is not plain. */
  readonly statement: Text<never>
  readonly stage: Stage
  readonly roles: readonly [Role, ...Role[]]
  /** Where the guidance makes the recommendation, the most telling place first. */
  readonly source: readonly [Source, ...Source[]]
  readonly mappings: Mappings
  /** `manual`: no machine can tell; a person attests it, with an owner, a date and an expiry. */
  readonly proof: 'automatic' | 'manual'
  /** The guidance itself calls it not mandatory. */
  readonly optional?: true
}

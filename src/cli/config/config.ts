import { defaultSettings, type AdmissionSettings } from '../../admission/settings.ts'
import type { AttestedControl } from '../../core/attestation.ts'
import type { FailOn } from '../../core/gate.ts'
import type { Source } from '../../core/location.ts'
import type { Severity } from '../../core/severity.ts'
import type { Suppression } from '../../core/suppression.ts'
import type { PodShape } from '../../models/workload/pod-shapes.ts'
import type { ValueSet } from '../../sources/helm/render-copy.ts'
import type { RebuildTrigger } from '../../sources/rebuild/rebuild-request.ts'
import type { AdmissionFile } from './admission-schema.ts'

/** The configuration as the program uses it. */
export interface Config {
  readonly source?: Source
  readonly kubernetes?: string
  readonly failOn?: FailOn
  readonly excludes: (uri: string) => boolean
  readonly allowsNotAnalysed: (uri: string) => boolean
  /** Checks that are switched on or off, by id. */
  readonly states: ReadonlyMap<string, 'on' | 'off'>
  readonly severities: ReadonlyMap<string, Severity>
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly podShapes: readonly PodShape[]
  readonly valueSets: readonly ValueSet[]
  readonly suppressions: readonly Suppression[]
  readonly attestations: readonly AttestedControl[]
  readonly admission: AdmissionSettings
  /** The section as it was written, for what is read from files only by the webhook itself. */
  readonly admissionFile?: AdmissionFile | undefined
  /** Of several that match an image, the first has the word. */
  readonly images: readonly ImageSetting[]
}

/** What the configuration says of images by name. */
export interface ImageSetting {
  /** Whether an image is meant, by its reference in full. */
  readonly matches: (reference: string) => boolean
  readonly dockerfile?: string | undefined
  readonly owner?: string | undefined
  /** What builds it anew. */
  readonly rebuild?: RebuildTrigger | undefined
}

/** What holds where nothing is configured. */
export const emptyConfig: Config = {
  excludes: () => false,
  allowsNotAnalysed: () => false,
  states: new Map(),
  severities: new Map(),
  options: {},
  podShapes: [],
  valueSets: [],
  suppressions: [],
  attestations: [],
  admission: defaultSettings,
  images: [],
}

import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { Estate } from '../core/estate.ts'
import type { Severity } from '../core/severity.ts'
import type { Text } from '../core/text.ts'
import { deployment } from '../models/pipeline/deploy.ts'
import { pipelineFile } from '../models/pipeline/pipelines.ts'
import { pushesImage, safeguards, type Safeguard } from '../models/pipeline/safeguards.ts'

export interface SafeguardCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly coveredBy?: readonly string[]
  readonly severity: Severity
  readonly confidence: 'medium' | 'low'
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly safeguard: Safeguard
  readonly missing: Text<never>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/**
 * A check that a repository which deploys has a safeguard in one of its pipelines. What it lacks is said once, where it deploys.
 *
 * @param isElsewhere whether something else than a pipeline does it
 */
export function repositorySafeguardCheck(
  { safeguard, missing, ...rest }: SafeguardCheck,
  isElsewhere: (estate: Estate) => boolean = () => false,
): Check {
  return defineCheck({
    ...rest,
    subject: pipelineFile,
    reads: 'estate',
    messages: { missing },
    *evaluate(file, { estate, report }) {
      const { all, firstDeploying } = estate.view(safeguards)
      if (firstDeploying !== file || all.has(safeguard) || isElsewhere(estate)) return
      const step = file.steps.find((candidate) => deployment(file, candidate) !== undefined)!
      yield report('missing', {}, { at: file.at(step.doing, deployment(file, step)!) })
    },
  })
}

/** A check that a pipeline which pushes an image has a safeguard for it, itself or in what it calls. */
export function imageSafeguardCheck({ safeguard, missing, ...rest }: SafeguardCheck): Check {
  return defineCheck({
    ...rest,
    subject: pipelineFile,
    reads: 'estate',
    messages: { missing },
    *evaluate(file, { estate, report }) {
      if (file.isPart) return
      const pushed = file.steps.find((step) => pushesImage(file, step) !== undefined)
      if (pushed === undefined || estate.view(safeguards).of(file).has(safeguard)) return
      yield report('missing', {}, { at: file.at(pushed.doing, pushesImage(file, pushed)!) })
    },
  })
}

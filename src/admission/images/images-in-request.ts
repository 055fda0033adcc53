import { LiveDocument } from '../../models/kubernetes/live-document.ts'
import { KubernetesObject } from '../../models/kubernetes/object.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workloadsOf } from '../../models/workload/workload.ts'
import { looksAtObject, type Objection } from '../decision.ts'
import type { PatchOperation } from '../json-patch.ts'
import { pointer } from '../json-patch.ts'
import type { AdmissionPolicy } from '../policy.ts'
import type { AdmissionRequest } from '../review.ts'
import type { AskedImage, ImageVerdict } from './image-gate.ts'

/** The images of a request that rules ask to be verified. */
export function imagesToVerify(request: AdmissionRequest, policy: AdmissionPolicy): readonly AskedImage[] {
  const { images } = policy
  return images !== undefined && images.concerns(request.namespace) && looksAtObject(request, policy) ? imagesIn(request, policy) : []
}

/** The images that the object of a request runs. */
function imagesIn({ object }: AdmissionRequest, { podShapes }: Pick<AdmissionPolicy, 'podShapes'>): readonly AskedImage[] {
  if (object === undefined) return []
  const subject = new KubernetesObject(object, new LiveDocument('object', object))
  return workloadsOf(subject, podShapes).flatMap((pod) => imagesOf(pod).map(({ written, at }) => ({ written, path: at })))
}

/** What is held against a request because of its images. Where a rule lets through what could not be verified, that is a warning. */
export function imageObjections(verdicts: readonly ImageVerdict[]): readonly Objection[] {
  return verdicts.flatMap((verdict) =>
    verdict.problems.map(({ id, message }): Objection => {
      const { mode, failure } = verdict.rule
      const isLetThrough = id === 'verify/unverified' && failure === 'ignore' && mode === 'deny'
      return { id, severity: 'high', mode: isLetThrough ? 'warn' : mode, message, path: verdict.path }
    }),
  )
}

/** The digests of images that are named by tag, written behind it. Only what was verified, and found good, is pinned. */
export function pinOperations(verdicts: readonly ImageVerdict[]): readonly PatchOperation[] {
  return verdicts.flatMap(({ written, path, digest, rule, problems }): readonly PatchOperation[] =>
    !rule.pinDigest || digest === undefined || problems.length > 0 || written.includes('@')
      ? []
      : [{ op: 'replace', path: pointer(path), value: `${written}@${digest}` }],
  )
}

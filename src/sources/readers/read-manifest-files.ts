import type { NotAnalysed } from '../../core/estate.ts'
import type { Path, Source } from '../../core/location.ts'
import { readAnnotation, type Suppression } from '../../core/suppression.ts'
import { doubtfulText, type DoubtfulText } from '../../models/kubernetes/doubtful-text.ts'
import { stringMapAt } from '../../models/kubernetes/json.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { readManifests } from '../../models/kubernetes/read-manifests.ts'
import { workload, workloadsOf, type Workload } from '../../models/workload/workload.ts'
import type { Reading, ReadOptions } from '../reader.ts'

/** The annotation that accepts findings on an object, or on the pods that it makes. */
const ignoreAnnotation = 'breakwater.dev/ignore'

export async function read(sources: readonly Source[], options: ReadOptions): Promise<Reading> {
  const objects: KubernetesObject[] = []
  const notAnalysed: NotAnalysed[] = []
  const doubts: DoubtfulText[] = []
  for (const source of sources) {
    if (options.pace?.due() === true && (await options.pace.turn())) break
    const manifests = readManifests(source, options.locale)
    // Not spread: one file can hold more of them than a call takes arguments.
    for (const object of manifests.objects) objects.push(object)
    for (const problem of manifests.notAnalysed) notAnalysed.push(problem)
    for (const doubt of manifests.doubts) doubts.push(doubt)
  }
  const reading = readingOf(objects, notAnalysed, options)
  return { ...reading, subjects: [...reading.subjects, [doubtfulText, doubts]] }
}

/** The subjects that objects give rise to, wherever the objects came from. */
export function readingOf(objects: readonly KubernetesObject[], notAnalysed: readonly NotAnalysed[], { podShapes }: ReadOptions): Reading {
  const workloads = objects.flatMap((object) => workloadsOf(object, podShapes))
  return {
    subjects: [
      [kubernetesObject, objects],
      [workload, workloads],
    ],
    notAnalysed,
    suppressions: [...objects.flatMap(suppressionsOfObject), ...workloads.flatMap(suppressionsOfPods)],
    resources: objects.length,
  }
}

function suppressionsOfObject(object: KubernetesObject): readonly Suppression[] {
  return annotationSuppressions(object, ['metadata', 'annotations'])
}

function suppressionsOfPods({ object, metadataPath }: Workload): readonly Suppression[] {
  return metadataPath.length === 1 ? [] : annotationSuppressions(object, [...metadataPath, 'annotations'])
}

function annotationSuppressions(object: KubernetesObject, path: Path): readonly Suppression[] {
  const value = stringMapAt(object.value, path)[ignoreAnnotation]
  if (value === undefined) return []
  const place = object.document.place([...path, ignoreAnnotation])
  return readAnnotation(value).map((entry) => ({
    ...entry,
    by: 'annotation',
    place,
    covers: (finding) => finding.resource === object.ref,
  }))
}

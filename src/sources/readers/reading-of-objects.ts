import type { NotAnalysed } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { readAnnotation, type Suppression } from '../../core/suppression.ts'
import { stringMapAt } from '../../models/kubernetes/json.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { workload, workloadsOf, type Workload } from '../../models/workload/workload.ts'
import type { Reading, ReadOptions } from '../reader.ts'

/** The annotation that accepts findings on an object, or on the pods that it makes. */
const ignoreAnnotation = 'breakwater.dev/ignore'

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

import type { NotAnalysed } from '../../core/estate.ts'
import type { Source } from '../../core/location.ts'
import { doubtfulText, type DoubtfulText } from '../../models/kubernetes/doubtful-text.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import { readManifests } from '../../models/kubernetes/read-manifests.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { readingOf } from './reading-of-objects.ts'

// For objects that were rendered: what reads them is loaded where there are some.
export { readingOf }

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

import type { Source } from '../../core/location.ts'
import { readLive } from '../../models/azure/live.ts'
import { azureResource } from '../../models/azure/resource.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { notAnalysedOfAll } from './template-problems.ts'

export function read(sources: readonly Source[], options: ReadOptions): Reading {
  const { resources, problems } = readLive(sources)
  return {
    subjects: [[azureResource, resources]],
    notAnalysed: notAnalysedOfAll(problems, options),
    suppressions: [],
    resources: resources.length,
  }
}

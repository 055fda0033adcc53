import type { Source } from '../../core/location.ts'
import { azureResource } from '../../models/azure/resource.ts'
import type { TemplateFiles } from '../../models/azure/template/evaluation.ts'
import { evaluateUnits } from '../../models/azure/units.ts'
import { bicepCacheFolder, cachedModule } from '../azure/bicep-cache.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { notAnalysedOf } from './template-problems.ts'

export function read(sources: readonly Source[], options: ReadOptions, all: readonly Source[] = sources): Reading {
  const { resources, problems } = evaluateUnits(sources, filesOf(all))
  return {
    subjects: [[azureResource, resources]],
    notAnalysed: problems.map((problem) => notAnalysedOf(problem, options)),
    suppressions: [],
    resources: resources.length,
  }
}

/** The scanned tree, and the modules that the compiler has restored on this machine. */
function filesOf(sources: readonly Source[]): TemplateFiles {
  const byUri = new Map(sources.map((source) => [source.uri, source]))
  const restored = new Map<string, Source | undefined>()
  const folder = bicepCacheFolder()
  return {
    read: (uri) => byUri.get(uri),
    registry(reference) {
      if (!restored.has(reference)) restored.set(reference, cachedModule(reference, folder))
      return restored.get(reference)
    },
  }
}

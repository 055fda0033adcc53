import type { Source } from '../../core/location.ts'
import { azureResource } from '../../models/azure/resource.ts'
import { evaluateTerraform } from '../../models/azure/terraform/units.ts'
import { fetchedModule } from '../azure/terraform-modules.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { notAnalysedOfAll } from './template-problems.ts'

export function read(sources: readonly Source[], options: ReadOptions, all: readonly Source[] = sources): Reading {
  const byUri = new Map(all.map((source) => [source.uri, source]))
  const { resources, problems } = evaluateTerraform(sources, {
    fetched: (folder, path) => fetchedModule(folder, path),
    files: { read: (uri) => byUri.get(uri) },
  })
  return {
    subjects: [[azureResource, resources]],
    notAnalysed: notAnalysedOfAll(problems, options),
    suppressions: [],
    resources: resources.length,
  }
}

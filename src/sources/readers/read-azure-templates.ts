import type { Source } from '../../core/location.ts'
import { azureResource } from '../../models/azure/resource.ts'
import { evaluateUnits } from '../../models/azure/units.ts'
import { bicepFiles, withoutVendored } from '../azure/bicep-modules.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { notAnalysedOfAll } from './template-problems.ts'

export function read(sources: readonly Source[], options: ReadOptions, all: readonly Source[] = sources): Reading {
  const { resources, problems } = evaluateUnits(withoutVendored(sources, all), bicepFiles(all))
  return {
    subjects: [[azureResource, resources]],
    notAnalysed: notAnalysedOfAll(problems, options),
    suppressions: [],
    resources: resources.length,
  }
}

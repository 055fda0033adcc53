import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import { azureResource } from '../../models/azure/resource.ts'
import type { ProblemKind, TemplateFiles, TemplateProblem } from '../../models/azure/template/evaluation.ts'
import { evaluateUnits } from '../../models/azure/units.ts'
import { bicepCacheFolder, cachedModule } from '../azure/bicep-cache.ts'
import type { Reading, ReadOptions } from '../reader.ts'

const reasons: Readonly<Record<ProblemKind, string>> = {
  syntax: 'template-syntax',
  module: 'module-not-found',
  evaluation: 'template-evaluation',
}

export function read(sources: readonly Source[], options: ReadOptions, all: readonly Source[] = sources): Reading {
  const { resources, problems } = evaluateUnits(sources, filesOf(all))
  return {
    subjects: [[azureResource, resources]],
    notAnalysed: problems.map((problem) => notAnalysed(problem, options)),
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

function notAnalysed({ source, range, message, kind }: TemplateProblem, { locale }: ReadOptions): NotAnalysed {
  return { uri: source.uri, reason: reasons[kind], message: render(message, locale), ...positionAt(source, range.start) }
}

import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Path, type Source } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import { dependencyList, PackageList } from '../../models/dependency/package-list.ts'
import { actionCalls } from '../../models/pipeline/action-version.ts'
import { ActionsFile, actionsFile } from '../../models/pipeline/actions-file.ts'
import { AzurePipeline, azurePipeline } from '../../models/pipeline/azure-pipeline.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { isAzurePipeline } from './workflow-language.ts'

export async function read(sources: readonly Source[], { locale, advisories }: ReadOptions): Promise<Reading> {
  const workflows: ActionsFile[] = []
  const pipelines: AzurePipeline[] = []
  const notAnalysed: NotAnalysed[] = []
  for (const source of sources) {
    const { documents, problems } = readYaml(source, { schema: 'core' })
    notAnalysed.push(
      ...problems.map(({ code, message, range }) => ({
        uri: source.uri,
        reason: code,
        message: render(message, locale),
        ...positionAt(source, range.start),
      })),
    )
    for (const document of documents) {
      const workflow = isAzurePipeline(source) ? undefined : ActionsFile.of(document)
      const pipeline = workflow === undefined && isAzurePipeline(source) ? AzurePipeline.of(document) : undefined
      if (workflow !== undefined) workflows.push(workflow)
      if (pipeline !== undefined) pipelines.push(pipeline)
    }
  }
  return {
    subjects: [
      [actionsFile, workflows],
      [azurePipeline, pipelines],
      [dependencyList, advisories === undefined ? [] : await calledActions(workflows, advisories)],
    ],
    notAnalysed,
    suppressions: [],
    resources: workflows.length + pipelines.length,
  }
}

/** The actions that workflows call at a version that is known, as packages with their vulnerabilities. */
async function calledActions(files: readonly ActionsFile[], advisories: AdvisoryStore): Promise<readonly PackageList[]> {
  const { placeVulnerabilities } = await import('../../supply-chain/matching/place-vulnerabilities.ts')
  return files.map((file) => {
    const { document } = file
    const packages = actionCalls(file).flatMap(({ uses, at, version }) =>
      version?.split('.').length === 3
        ? [{ ecosystem: 'GitHub Actions', name: uses.slug, version, scope: 'development', file: document.uri, at } as const]
        : [],
    )
    const placeOf = ({ at }: { readonly at?: unknown }) => document.place(Array.isArray(at) ? (at as Path) : [])
    const vulnerabilities = placeVulnerabilities(packages, advisories, placeOf)
    return new PackageList({ kind: 'workflow', name: document.uri, document, packages, placeOf, vulnerabilities })
  })
}

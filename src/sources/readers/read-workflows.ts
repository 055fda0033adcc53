import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import { ActionsFile, actionsFile } from '../../models/pipeline/actions-file.ts'
import { AzurePipeline, azurePipeline } from '../../models/pipeline/azure-pipeline.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import type { Reading, ReadOptions } from '../reader.ts'
import { isAzurePipeline } from './workflow-reader.ts'

export function read(sources: readonly Source[], { locale }: ReadOptions): Reading {
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
    ],
    notAnalysed,
    suppressions: [],
    resources: workflows.length + pipelines.length,
  }
}

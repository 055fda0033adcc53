import { deriveSubject, type SubjectKind } from '../../core/subject.ts'
import { actionsFile } from './actions-file.ts'
import { azurePipeline } from './azure-pipeline.ts'
import type { PipelineFile } from './pipeline-file.ts'

/** Files of GitHub Actions and of Azure Pipelines alike, for what means the same in both. */
export const pipelineFile: SubjectKind<PipelineFile> = deriveSubject('pipeline-file', (subjectsOf) => [
  ...subjectsOf(actionsFile),
  ...subjectsOf(azurePipeline),
])

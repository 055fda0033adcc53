import type { Reader } from '../reader.ts'
import { isAzurePipeline, isWorkflow } from './workflow-language.ts'

/** Workflows and composite actions of GitHub Actions and pipelines of Azure Pipelines, by place or by what they say. */
export const workflowReader: Reader = {
  id: 'workflow',
  wants: (uri) => /\.ya?ml$/i.test(uri),
  recognises: (source) => isWorkflow(source) || isAzurePipeline(source),
  load: async () => import('./read-workflows.ts'),
}

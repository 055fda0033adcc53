import type { Reader } from '../reader.ts'
import { azureLiveReader } from './azure-live-reader.ts'
import { azureTemplateReader } from './azure-template-reader.ts'
import { dockerfileReader } from './dockerfile-reader.ts'
import { lockFileReader } from './lock-file-reader.ts'
import { manifestReader } from './manifest-reader.ts'
import { repositoryReader } from './repository-reader.ts'
import { secretReader } from './secret-reader.ts'
import { sourceCodeReader } from './source-code-reader.ts'
import { terraformPlanReader } from './terraform-plan-reader.ts'
import { terraformReader } from './terraform-reader.ts'
import { workflowReader } from './workflow-reader.ts'

/** Every kind of file that Breakwater judges. The first reader that recognises a file reads it. */
export const readers: readonly Reader[] = [
  azureTemplateReader,
  terraformPlanReader,
  azureLiveReader,
  terraformReader,
  workflowReader,
  dockerfileReader,
  repositoryReader,
  lockFileReader,
  manifestReader,
  sourceCodeReader,
  secretReader,
]

import type { Reader } from '../reader.ts'
import { azureTemplateReader } from './azure-template-reader.ts'
import { dockerfileReader } from './dockerfile-reader.ts'
import { manifestReader } from './manifest-reader.ts'
import { secretReader } from './secret-reader.ts'
export const readers: readonly Reader[] = [
  azureTemplateReader,
  terraformReader,
  workflowReader,
  dockerfileReader,
  manifestReader,
  secretReader,
]

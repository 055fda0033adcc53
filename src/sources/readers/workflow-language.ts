import type { Source } from '../../core/location.ts'

const inWorkflows = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i
const actionFile = /(?:^|\/)action\.ya?ml$/i
const pipelineName = /(?:^|\/)(?:azure-pipelines?[^/]*\.ya?ml$|\.(?:azure-?pipelines?|azuredevops|azdo|vsts|vsts-ci)\/)/i

/** What only Azure Pipelines has at the beginning of an item of its lists. */
const pipelineItem =
  /^\s*-\s+(?:task\s*:\s*['"]?[\w.-]+@\d|(?:bash|pwsh|powershell|deployment|checkout|stage)\s*:|(?:script|job)\s*:|template\s*:\s*\S+\.ya?ml)/m

/** Whether a text is a workflow or a composite action of GitHub Actions. */
export function isWorkflow({ uri, text }: Source): boolean {
  if (inWorkflows.test(uri)) return true
  if (actionFile.test(uri)) return /^runs:/m.test(text)
  return /^jobs:/m.test(text) && /^(?:on|"on"|'on'):/m.test(text) && /\b(?:runs-on|uses):/.test(text)
}

/** Whether a text is a pipeline of Azure Pipelines or a template of one. */
export function isAzurePipeline(source: Source): boolean {
  const { uri, text } = source
  if (!/^(?:stages|jobs|steps|extends|variables):/m.test(text) || isWorkflow(source)) return false
  return pipelineName.test(uri) || (/^(?:stages|jobs|steps|extends):/m.test(text) && pipelineItem.test(text))
}

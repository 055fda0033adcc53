import { defineView } from '../../core/estate.ts'
import { programOf } from '../../syntax/shell/commands.ts'
import { ActionsFile } from './actions-file.ts'
import { actionOf, inputOf, type PipelineFile, type Step } from './pipeline-file.ts'
import { pipelineFile } from './pipelines.ts'

/** Whether a workflow or a pipeline that starts by the clock upgrades the images of nodes. */
export const nodeUpgrades = defineView('scheduled-node-upgrades', (estate) => {
  const files = estate.subjects(pipelineFile)
  return {
    pipelines: files.length,
    isScheduled: files.some((file) => startsByClock(file) && file.steps.some((step) => upgradesNodes(file, step))),
  }
})

function startsByClock(file: PipelineFile): boolean {
  if (file instanceof ActionsFile) return file.triggers.some(({ name }) => name === 'schedule')
  return Array.isArray(file.get(['schedules']))
}

/** `az aks nodepool upgrade` and `az aks upgrade`, in a script or in the action that runs one. */
function upgradesNodes(file: PipelineFile, step: Step): boolean {
  if (actionOf(step) === 'azure/cli') return /\baz\s+aks\s+(?:nodepool\s+)?upgrade\b/.test(inputOf(step, 'inlineScript'))
  return file.commandsOf(step).some((command) => {
    const program = programOf(command)
    return program?.name === 'az' && /^aks (?:nodepool )?upgrade\b/.test(program.args.map(({ text }) => text).join(' '))
  })
}

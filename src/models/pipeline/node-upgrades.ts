import { defineView } from '../../core/estate.ts'
import { programOf } from '../../syntax/shell/commands.ts'
import { actionOf, actionsFile, inputOf, type ActionsFile, type Step } from './actions-file.ts'

/** Whether a workflow that starts by the clock upgrades the images of nodes. */
export const nodeUpgrades = defineView('scheduled-node-upgrades', (estate) => {
  const files = estate.subjects(actionsFile)
  return {
    workflows: files.length,
    isScheduled: files.some(
      (file) => file.triggers.some(({ name }) => name === 'schedule') && file.steps.some((step) => upgradesNodes(file, step)),
    ),
  }
})

/** `az aks nodepool upgrade` and `az aks upgrade`, in a script or in the action that runs one. */
function upgradesNodes(file: ActionsFile, step: Step): boolean {
  if (actionOf(step) === 'azure/cli') return /\baz\s+aks\s+(?:nodepool\s+)?upgrade\b/.test(inputOf(step, 'inlineScript'))
  return file.commandsOf(step).some((command) => {
    const program = programOf(command)
    return program?.name === 'az' && /^aks (?:nodepool )?upgrade\b/.test(program.args.map(({ text }) => text).join(' '))
  })
}

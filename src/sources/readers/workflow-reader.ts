import type { Reader } from '../reader.ts'

const inWorkflows = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i
const actionFile = /(?:^|\/)action\.ya?ml$/i

/** Workflows and composite actions of GitHub Actions, by place or by what they say. */
export const workflowReader: Reader = {
  id: 'workflow',
  wants: (uri) => /\.ya?ml$/i.test(uri),
  recognises: ({ uri, text }) => {
    if (inWorkflows.test(uri)) return true
    if (actionFile.test(uri)) return /^runs:/m.test(text)
    return /^jobs:/m.test(text) && /^(?:on|"on"|'on'):/m.test(text) && /\b(?:runs-on|uses):/.test(text)
  },
  load: async () => import('./read-workflows.ts'),
}

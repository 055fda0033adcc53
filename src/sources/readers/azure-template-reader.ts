import type { Reader } from '../reader.ts'

/** Bicep and ARM templates with their parameter files. JSON counts as such when it names the schema of one. */
export const azureTemplateReader: Reader = {
  id: 'azure-template',
  wants: (uri) => /\.(?:bicep|bicepparam|jsonc?)$/i.test(uri),
  recognises: ({ uri, text }) =>
    /\.(?:bicep|bicepparam)$/i.test(uri) || /schemas\/[\w-]+\/\w*deployment(?:Template|Parameters)\.json/i.test(text.slice(0, 4096)),
  load: async () => import('./read-azure-templates.ts'),
}

import { looksLive } from '../../models/azure/live.ts'
import type { Reader } from '../reader.ts'

/** Answers of Azure that were saved: `az aks show`, `az resource list`, Resource Graph, exports. */
export const azureLiveReader: Reader = {
  id: 'azure-live',
  wants: (uri) => /\.json$/i.test(uri),
  recognises: ({ uri, text }) => /\.json$/i.test(uri) && !/"apiVersion"\s*:\s*"v1"/.test(text.slice(0, 4096)) && looksLive(text),
  load: async () => import('./read-azure-live.ts'),
}

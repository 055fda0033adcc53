import type { Reader } from '../reader.ts'

/** Whether a JSON text holds resources as the service answers them: `az … show`, `az resource list`, exports. A cheap look. */
function looksLive(text: string): boolean {
  return /"(?:id|resourceid)"\s*:\s*"\/subscriptions\//i.test(text) && /"(?:type|resourcetype)"\s*:\s*"microsoft\.[\w.]+\//i.test(text)
}

/** Answers of Azure that were saved: `az aks show`, `az resource list`, Resource Graph, exports. */
export const azureLiveReader: Reader = {
  id: 'azure-live',
  wants: (uri) => /\.json$/i.test(uri),
  recognises: ({ uri, text }) => /\.json$/i.test(uri) && !/"apiVersion"\s*:\s*"v1"/.test(text.slice(0, 4096)) && looksLive(text),
  load: async () => import('./read-azure-live.ts'),
}

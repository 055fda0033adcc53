import type { Reader } from '../reader.ts'

/**
 * Kubernetes manifests. A YAML or JSON file counts as one when it says `apiVersion` and `kind` somewhere, so that a
 * broken manifest is reported, and a broken file of another purpose is not.
 */
export const manifestReader: Reader = {
  id: 'manifest',
  wants: (uri) => /\.(?:ya?ml|json)$/i.test(uri),
  recognises: ({ text }) => /(?:^|[\s{,"'])apiVersion["']?\s*:/.test(text) && /(?:^|[\s{,"'])kind["']?\s*:/.test(text),
  load: async () => import('./read-manifest-files.ts'),
}

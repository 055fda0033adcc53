import { isSkippedPath } from '../../models/secret/skipped-paths.ts'
import type { Reader } from '../reader.ts'

/** Every text can hold a secret. */
export const secretReader: Reader = {
  id: 'secret',
  beside: true,
  wants: (uri) => !isSkippedPath(uri),
  recognises: () => true,
  load: async () => import('./read-secrets.ts'),
}

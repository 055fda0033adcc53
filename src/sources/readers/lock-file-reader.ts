import { isLockFile } from '../../supply-chain/inventory/lock-file-names.ts'
import type { Reader } from '../reader.ts'

/** Lock files and other lists of the packages that a project is built from, by name. `go.sum` completes an old `go.mod`, and `package.json` has the ranges behind npm's lock file. */
export const lockFileReader: Reader = {
  id: 'lock-file',
  wants: (uri) => isLockFile(uri) || /(?:^|\/)(?:go\.sum|package\.json)$/.test(uri),
  recognises: ({ uri }) => isLockFile(uri),
  load: async () => import('./read-lock-files.ts'),
}

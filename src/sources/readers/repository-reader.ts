import type { Reader } from '../reader.ts'

/** Settings of a repository or an organisation on GitHub, as `scan github --save` keeps them. */
export const repositoryReader: Reader = {
  id: 'repository',
  wants: (uri) => /\.json$/i.test(uri),
  recognises: ({ text }) => /^\s*\{\s*"snapshot":\s*"github-(?:repository|organization)\//.test(text.slice(0, 200)),
  load: async () => import('./read-repositories.ts'),
}

import { stringify } from 'yaml'

import { readerRoles } from '../../admission/export/reader-roles.ts'
import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import { policyKinds } from '../../sources/cluster/read-kinds.ts'
import type { Invocation } from '../command.ts'
import { findConfig } from '../config/find-config.ts'
import { listFlag } from '../judging/judging-flags.ts'
import { writeOut } from '../output/write-out.ts'
import { kindsOf } from './read-live.ts'

/** `cluster rbac`: the roles with exactly the permissions that reading a cluster needs. */
export async function printRbac(_targets: readonly string[], { flags, locale, io }: Invocation): Promise<number> {
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const account = typeof flags['account'] === 'string' ? accountOf(flags['account']) : undefined
  const kinds = kindsOf(config, flags['secrets'] !== false)
  const roles = readerRoles({
    kinds,
    ofCluster: flags['for'] === 'scan' ? [] : policyKinds,
    namespaces: listFlag(flags, 'namespace') ?? [],
    account,
    watches: flags['watch'] === true,
  })
  await writeOut(io, roles.map((role) => stringify(role, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n'))
  return 0
}

function accountOf(written: string): { readonly namespace: string; readonly name: string } {
  const [namespace = '', name = '', ...rest] = written.split('/')
  if (namespace === '' || name === '' || rest.length > 0)
    throw new BreakwaterError('bad-flag-value', { flag: '--account', expected: 'NAMESPACE/NAME', given: written })
  return { namespace, name }
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { noSecret } from '../../checks/secret/no-secret.ts'
import { needed } from '../../checks/suppression/needed.ts'
import { reason } from '../../checks/suppression/reason.ts'
import { secret } from '../../checks/suppression/secret.ts'
import { unexpired } from '../../checks/suppression/unexpired.ts'
import type { Check } from '../../core/check.ts'
import type { Invocation } from '../command.ts'
import { emptyConfig, type Config } from '../config/config.ts'

/** The checks that the command runs. Named one by one: a hook has no time to load all others. */
export const secretChecks: readonly Check[] = [noSecret, needed, reason, secret, unexpired]

/** The configuration. What reads it knows all checks, and is loaded only when there is a file. */
export async function secretsConfig({ flags, locale, io }: Invocation): Promise<Config> {
  const asked = typeof flags['config'] === 'string' ? flags['config'] : undefined
  if (asked === undefined && !existsSync(resolve(io.cwd, 'breakwater.yaml'))) return emptyConfig
  const [{ findConfig }, { checks }] = await Promise.all([import('../config/find-config.ts'), import('../../checks/index.generated.ts')])
  return findConfig(asked, io.cwd, checks, locale)
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import type { FlagValues, Invocation } from '../command.ts'
import { namesCheck } from './select-checks.ts'

/** The flags that several names may follow. */
const listsOfChecks = ['only', 'skip']

/**
 * The invocation as it was meant: in `scan --only pod/no-privileged k8s` the parser takes `k8s` for another name of a
 * check, because any number of them may follow. What names no check but exists on disk is a path. The first value always
 * belongs to its flag, so that a misspelt name is not scanned as a folder.
 */
export function withPathsBehindFlags(invocation: Invocation): Invocation {
  const { flags, io } = invocation
  const paths: string[] = []
  const kept: Record<string, FlagValues[string]> = { ...flags }
  for (const flag of listsOfChecks) {
    const given = flags[flag]
    if (given === undefined || typeof given === 'boolean') continue
    const values = [given].flat()
    const isPath = (value: string, index: number) =>
      index > 0 && !checks.some((check) => namesCheck(value, check)) && existsSync(resolve(io.cwd, value))
    paths.push(...values.filter(isPath))
    kept[flag] = values.filter((value, index) => !isPath(value, index))
  }
  return paths.length === 0 ? invocation : { ...invocation, flags: kept, targets: [...invocation.targets, ...paths] }
}

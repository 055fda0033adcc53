import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { doorPolicies, type DoorPolicies } from '../admission/door-policies.ts'
import type { ReadContents } from '../admission/watch-files.ts'
import { BreakwaterError } from '../core/error.ts'
import { positionAt } from '../core/location.ts'
import type { Locale } from '../core/text.ts'
import { problemPlace } from '../policy/cluster/expression-place.ts'
import { readClusterPolicies } from '../policy/cluster/read-policies.ts'
import type { Io } from './command.ts'
import { existingPaths } from './policy/existing-paths.ts'
import { PolicyFiles } from './policy/policy-files.ts'

/** The contents of all policy files below the paths, for noticing that one changed, came or went. */
export function policyContents(paths: readonly string[], { cwd }: Pick<Io, 'cwd'>, locale: Locale): ReadContents {
  return async () => {
    const { uris } = new PolicyFiles(cwd, locale).below(existingPaths(paths, cwd))
    return Promise.all(uris.map(async (uri) => `${uri}\n${await readFile(resolve(cwd, uri), 'utf8')}`))
  }
}

/**
 * The policies in the files below the paths. A webhook that left one out would let through what it should refuse, so one
 * that cannot be used is an error.
 *
 * @param kubernetes the minor of the cluster, which decides what the expressions of admission policies may use
 * @throws {BreakwaterError} `config-invalid` with the place of what cannot be used, `nothing-to-check` where there is none
 */
export function loadDoorPolicies(paths: readonly string[], { cwd }: Pick<Io, 'cwd'>, locale: Locale, kubernetes: number): DoorPolicies {
  const files = new PolicyFiles(cwd, locale)
  const { uris, notAnalysed } = files.below(existingPaths(paths, cwd))
  const read = uris.map((uri) => files.of(uri))
  const [unread] = [...notAnalysed, ...read.flatMap((one) => one.notAnalysed)]
  if (unread !== undefined)
    throw new BreakwaterError('config-invalid', {
      path: unread.uri,
      line: unread.line ?? 1,
      column: unread.column ?? 1,
      problem: unread.message,
    })
  const cluster = readClusterPolicies(
    read.flatMap(({ documents }) => documents),
    new Date(),
    kubernetes,
  )
  const [problem] = cluster.problems
  if (problem !== undefined) {
    const { document } = problem.document
    const { source, range } = problemPlace(problem.document, problem.error)
    throw new BreakwaterError('config-invalid', { path: document.uri, ...positionAt(source, range.start), problem: problem.error.says })
  }
  const policies = doorPolicies(cluster)
  if (policies.checks.length + policies.mutating.length === 0) throw new BreakwaterError('nothing-to-check', { path: paths.join(', ') })
  return policies
}

import type { Path } from '../../core/location.ts'
import type { ActionAdvisory } from './action-advisories.ts'
import type { ActionsFile } from './actions-file.ts'
import { isCommitHash, type Uses } from './uses.ts'

/** A call of an action or a reusable workflow of a repository. */
export interface ActionCall {
  readonly uses: Extract<Uses, { kind: 'repository' }>
  /** Of the field that names it. */
  readonly at: Path
  /** As the reference, or the comment behind a commit, says it: `4.1.2`; `4` where the reference follows a line of versions. */
  readonly version: string | undefined
}

/** The actions and reusable workflows of other repositories that a file calls. */
export function actionCalls(file: ActionsFile): readonly ActionCall[] {
  return [...file.jobs, ...file.steps].flatMap(({ uses, path }) => {
    if (uses?.kind !== 'repository') return []
    const at = [...path, 'uses']
    return [{ uses, at, version: versionOf(uses.ref, commentBehind(file, at)) }]
  })
}

function commentBehind(file: ActionsFile, at: Path): string {
  const { source, range } = file.place(at)
  return source.text.slice(range.end, range.end + 100).split('\n', 1)[0]!
}

/** The comment is a claim of whoever pinned the commit; nothing better is known without asking GitHub. */
function versionOf(ref: string | undefined, comment: string): string | undefined {
  if (ref === undefined) return undefined
  return isCommitHash(ref)
    ? /^["']?\s+#.{0,40}?\bv?(\d+(?:\.\d+){0,2})\b/.exec(comment)?.[1]
    : /^(?:refs\/tags\/)?v?(\d+(?:\.\d+){0,2})$/.exec(ref)?.[1]
}

/** Whether the advisory is about what is called. A line such as `v4` counts when every version of it is affected. */
export function isAffected({ uses, version }: ActionCall, { action, introduced = '0', fixed, commits }: ActionAdvisory): boolean {
  if (uses.slug !== action) return false
  if (isCommitHash(uses.ref) && commits?.includes(uses.ref!.toLowerCase()) === true) return true
  if (version === undefined || fixed === undefined) return false
  const parts = version.split('.').map(Number)
  const next = parts.length === 3 || isCommitHash(uses.ref) ? undefined : [...parts.slice(0, -1), parts.at(-1)! + 1]
  return (
    compare(parts, numbers(introduced)) >= 0 &&
    (next === undefined ? compare(parts, numbers(fixed)) < 0 : compare(next, numbers(fixed)) <= 0)
  )
}

function numbers(version: string): readonly number[] {
  return version.split('.').map(Number)
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < 3; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The newest of some versions, of which there is at least one. */
export function newestOf(versions: readonly string[]): string {
  return versions.toSorted((one, other) => compare(numbers(other), numbers(one)))[0]!
}

import { isObject, stringAt } from '../../models/kubernetes/json.ts'
import { inTurn } from '../concurrency.ts'
import type { Answer, GithubClient } from './client.ts'

/** What is asked of GitHub for one setting. */
export interface Question<Name extends string> {
  readonly name: Name
  /** Below the repository or organisation. */
  readonly path: string
  /** The answer is a list of pages, under this key where GitHub wraps it. */
  readonly list?: true | string
  /** The permission of a fine-grained token that shows it; GitHub itself names it in most refusals. */
  readonly needs: string
  /** 404 says that it is off or not there, and not that it is hidden. */
  readonly isAbsent?: (message: string) => boolean
  /** What to keep when GitHub answers without a body. */
  readonly byStatus?: (status: number) => unknown
}

/** What became of a question: the answer, or the permission that was missing. Undefined where there is nothing of the kind. */
export type Settled = { readonly value: unknown } | { readonly needs: string }
export type Gathered<Name extends string> = Map<Name, Settled>

/** Asks everything below `root`. */
export async function ask<Name extends string>(
  client: GithubClient,
  root: string,
  questions: readonly Question<Name>[],
): Promise<Gathered<Name>> {
  const gathered: Gathered<Name> = new Map()
  const asked = await inTurn(questions, async (question) => {
    const path = `${root}${question.path}`
    const { list } = question
    return settle(question, list === undefined ? await client.get(path) : await client.list(path, list === true ? undefined : list))
  })
  for (const [index, settled] of asked.entries()) if (settled !== undefined) gathered.set(questions[index]!.name, settled)
  return gathered
}

function settle({ needs, isAbsent, byStatus }: Question<string>, answer: Answer): Settled | undefined {
  const kept = byStatus?.(answer.status)
  if (kept !== undefined) return { value: kept }
  if (answer.status === 200) return { value: answer.body }
  const message = stringAt(answer.body, ['message']) ?? ''
  if (answer.status !== 403 && answer.status < 500 && isAbsent?.(message) === true) return undefined
  // A feature that the plan lacks is no matter of permissions.
  if (answer.status === 403 && /upgrade to|not enabled|disabled/i.test(message)) return undefined
  return { needs: answer.status >= 500 ? `HTTP ${answer.status}` : (answer.needs ?? needs) }
}

/**
 * Rulesets with their rules. The list does not hold those, nor who may bypass; each one has to be asked for.
 *
 * @param query what is added to both requests
 */
export async function askRulesets(client: GithubClient, root: string, query: string, needs: string): Promise<Settled> {
  const answer = await client.list(`${root}/rulesets${query}`)
  if (answer.status !== 200 || !Array.isArray(answer.body)) return { needs: answer.needs ?? needs }
  const rulesets = await inTurn((answer.body as unknown[]).slice(0, 100), async (entry) => {
    const id = isObject(entry) ? entry['id'] : undefined
    if (typeof id !== 'number') return entry
    const whole = await client.get(`${root}/rulesets/${id}${query}`)
    return whole.status === 200 ? whole.body : entry
  })
  return { value: rulesets }
}

/** The text of a snapshot. It holds names and switches; values of secrets GitHub never gives. */
export function snapshotText(form: string, name: string, gathered: Gathered<string>, now: Date): string {
  const settings: Record<string, unknown> = {}
  const hidden: Record<string, string> = {}
  for (const [setting, found] of [...gathered].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if ('needs' in found) hidden[setting] = found.needs
    else settings[setting] = withoutLinks(found.value)
  }
  return `${JSON.stringify({ snapshot: form, name, readAt: now.toISOString(), settings, hidden }, undefined, 2)}\n`
}

/** Links, pictures and node ids are most of what GitHub sends, and say nothing about settings. */
const withoutMeaning = /_url$|^(?:_links|node_id|gravatar_id|temp_clone_token|key|source|parent|organization)$/

function withoutLinks(value: unknown, depth = 0): unknown {
  if (depth > 12) return undefined
  if (Array.isArray(value)) return value.map((entry) => withoutLinks(entry, depth + 1))
  if (!isObject(value)) return value
  const kept: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (withoutMeaning.test(key)) continue
    if (key === 'secret') kept[key] = typeof entry === 'string' && entry !== '' ? '********' : ''
    else if (key !== 'url') kept[key] = withoutLinks(entry, depth + 1)
    else if (typeof entry === 'string' && !entry.includes('/repos/')) kept[key] = withoutCredentials(entry)
  }
  return kept
}

/** Addresses of webhooks can carry a token in their query or before the host. */
function withoutCredentials(url: string): string {
  return url.replace(/\?.*$/s, '?…').replace(/^([a-z]{1,10}:\/\/)[^/@]{1,500}@/i, '$1…@')
}

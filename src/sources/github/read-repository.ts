import { BreakwaterError } from '../../core/error.ts'
import type { Source } from '../../core/location.ts'
import { isObject, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { snapshotForm } from '../../models/repository/github-repository.ts'
import type { SettingName } from '../../models/repository/setting-name.ts'
import { inTurn } from '../concurrency.ts'
import type { Answer, GithubClient } from './client.ts'

/** What is asked of GitHub for one setting. Paths are below the repository. */
interface Question {
  readonly name: SettingName
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

const always = (): boolean => true

/** https://docs.github.com/rest; the default branch stands for `{branch}`. */
const questions: readonly Question[] = [
  { name: 'rules', path: '/rules/branches/{branch}', list: true, needs: 'metadata=read' },
  {
    name: 'protection',
    path: '/branches/{branch}/protection',
    needs: 'administration=read',
    // Without the permission GitHub says "Not Found" here.
    isAbsent: (message) => /branch not protected|upgrade to/i.test(message),
  },
  { name: 'codeowners', path: '/codeowners/errors', needs: 'contents=read', isAbsent: always },
  { name: 'workflowToken', path: '/actions/permissions/workflow', needs: 'administration=read' },
  { name: 'actions', path: '/actions/permissions', needs: 'administration=read' },
  { name: 'forkApproval', path: '/actions/permissions/fork-pr-contributor-approval', needs: 'administration=read', isAbsent: always },
  { name: 'logRetention', path: '/actions/permissions/artifact-and-log-retention', needs: 'administration=read' },
  { name: 'actionsSecrets', path: '/actions/secrets', list: 'secrets', needs: 'secrets=read' },
  { name: 'runners', path: '/actions/runners', list: 'runners', needs: 'administration=read' },
  { name: 'environments', path: '/environments', list: 'environments', needs: 'actions=read' },
  {
    name: 'dependencyAlerts',
    path: '/vulnerability-alerts',
    needs: 'administration=read',
    byStatus: (status) => (status === 204 ? { enabled: true } : status === 404 ? { enabled: false } : undefined),
  },
  {
    name: 'dependencyFixes',
    path: '/automated-security-fixes',
    needs: 'administration=read',
    byStatus: (status) => (status === 404 ? { enabled: false } : undefined),
  },
  { name: 'privateReporting', path: '/private-vulnerability-reporting', needs: 'metadata=read', isAbsent: always },
  {
    name: 'immutableReleases',
    path: '/immutable-releases',
    needs: 'administration=read',
    byStatus: (status) => (status === 404 ? { enabled: false } : undefined),
  },
  { name: 'codeScanning', path: '/code-scanning/default-setup', needs: 'administration=read', isAbsent: always },
  { name: 'codeScanningAnalyses', path: '/code-scanning/analyses', list: true, needs: 'security_events=read', isAbsent: always },
  {
    name: 'secretAlerts',
    path: '/secret-scanning/alerts?state=open&hide_secret=true',
    list: true,
    needs: 'secret_scanning_alerts=read',
    isAbsent: (message) => /disabled|not enabled/i.test(message),
  },
  { name: 'collaborators', path: '/collaborators?affiliation=direct', list: true, needs: 'metadata=read' },
  { name: 'deployKeys', path: '/keys', list: true, needs: 'administration=read' },
  { name: 'webhooks', path: '/hooks', list: true, needs: 'webhooks=read' },
]

/** What became of a question: the answer, or the permission that was missing. Undefined where there is nothing of the kind. */
type Settled = { readonly value: unknown } | { readonly needs: string }
type Gathered = Map<SettingName, Settled>

/**
 * Reads the settings of a repository into a snapshot: a JSON text that is judged like any other file, and that says at
 * each place what GitHub said. It holds names and switches; values of secrets GitHub never gives.
 *
 * @param name `OWNER/REPO`
 * @throws {BreakwaterError} `repository-not-found`, and what the client throws
 */
export async function readRepository(client: GithubClient, name: string, now: Date): Promise<Source> {
  const root = `/repos/${name}`
  const repository = await client.get(root)
  if (repository.status !== 200 || !isObject(repository.body)) throw new BreakwaterError('repository-not-found', { name })
  const { body } = repository
  const branch = encodeURIComponent(stringAt(body, ['default_branch']) ?? 'main')

  const gathered = new Map<SettingName, Settled>([['repository', { value: body }]])
  const asked = await inTurn(questions, async (question) => {
    const path = `${root}${question.path.replace('{branch}', branch)}`
    const { list } = question
    return settle(question, list === undefined ? await client.get(path) : await client.list(path, list === true ? undefined : list))
  })
  for (const [index, settled] of asked.entries()) if (settled !== undefined) gathered.set(questions[index]!.name, settled)
  await readRulesets(client, root, gathered)
  await readSelectedActions(client, root, gathered)
  await readOrganization(client, body, gathered)
  return { uri: `github.com/${name}.json`, text: snapshot(stringAt(body, ['full_name']) ?? name, gathered, now) }
}

function settle({ needs, isAbsent, byStatus }: Question, answer: Answer): Settled | undefined {
  const kept = byStatus?.(answer.status)
  if (kept !== undefined) return { value: kept }
  if (answer.status === 200) return { value: answer.body }
  const message = stringAt(answer.body, ['message']) ?? ''
  if (answer.status !== 403 && answer.status < 500 && isAbsent?.(message) === true) return undefined
  // A feature that the plan lacks is no matter of permissions.
  if (answer.status === 403 && /upgrade to|not enabled|disabled/i.test(message)) return undefined
  return { needs: answer.status >= 500 ? `HTTP ${answer.status}` : (answer.needs ?? needs) }
}

/** The list does not hold who may bypass a ruleset; each one has to be asked for. */
async function readRulesets(client: GithubClient, root: string, gathered: Gathered): Promise<void> {
  const answer = await client.list(`${root}/rulesets?includes_parents=true`)
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    gathered.set('rulesets', { needs: answer.needs ?? 'metadata=read' })
    return
  }
  const rulesets = await inTurn((answer.body as unknown[]).slice(0, 100), async (entry) => {
    const id = valueAt(entry, ['id'])
    if (typeof id !== 'number') return entry
    const whole = await client.get(`${root}/rulesets/${id}?includes_parents=true`)
    return whole.status === 200 ? whole.body : entry
  })
  gathered.set('rulesets', { value: rulesets })
}

async function readSelectedActions(client: GithubClient, root: string, gathered: Gathered): Promise<void> {
  const actions = gathered.get('actions')
  if (actions === undefined || 'needs' in actions || valueAt(actions.value, ['allowed_actions']) !== 'selected') return
  const answer = await client.get(`${root}/actions/permissions/selected-actions`)
  gathered.set('selectedActions', answer.status === 200 ? { value: answer.body } : { needs: answer.needs ?? 'administration=read' })
}

async function readOrganization(client: GithubClient, repository: unknown, gathered: Gathered): Promise<void> {
  const login = valueAt(repository, ['owner', 'login'])
  if (valueAt(repository, ['owner', 'type']) !== 'Organization' || typeof login !== 'string') return
  const answer = await client.get(`/orgs/${encodeURIComponent(login)}`)
  // To others than owners GitHub leaves the switches out without a word.
  const isShown = answer.status === 200 && valueAt(answer.body, ['two_factor_requirement_enabled']) !== undefined
  gathered.set('organization', isShown ? { value: answer.body } : { needs: answer.needs ?? 'organization_administration=read' })
}

function snapshot(name: string, gathered: Gathered, now: Date): string {
  const settings: Record<string, unknown> = {}
  const hidden: Record<string, string> = {}
  for (const [setting, found] of [...gathered].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if ('needs' in found) hidden[setting] = found.needs
    else settings[setting] = withoutLinks(found.value)
  }
  return `${JSON.stringify({ snapshot: snapshotForm, name, readAt: now.toISOString(), settings, hidden }, undefined, 2)}\n`
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

import { BreakwaterError } from '../../core/error.ts'
import type { Source } from '../../core/location.ts'
import { isObject, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { snapshotForm } from '../../models/repository/github-repository.ts'
import type { SettingName } from '../../models/repository/setting-name.ts'
import type { GithubClient } from './client.ts'
import { ask, askRulesets, snapshotText, type Gathered, type Question } from './snapshot.ts'

const always = (): boolean => true

/** https://docs.github.com/rest; the default branch stands for `{branch}`. */
const questions: readonly Question<SettingName>[] = [
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

  const gathered = await ask(
    client,
    root,
    questions.map((question) => ({ ...question, path: question.path.replace('{branch}', branch) })),
  )
  gathered.set('repository', { value: body })
  gathered.set('rulesets', await askRulesets(client, root, '?includes_parents=true', 'metadata=read'))
  await readSelectedActions(client, root, gathered)
  await readOrganization(client, body, gathered)
  return { uri: `github.com/${name}.json`, text: snapshotText(snapshotForm, stringAt(body, ['full_name']) ?? name, gathered, now) }
}

async function readSelectedActions(client: GithubClient, root: string, gathered: Gathered<SettingName>): Promise<void> {
  const actions = gathered.get('actions')
  if (actions === undefined || 'needs' in actions || valueAt(actions.value, ['allowed_actions']) !== 'selected') return
  const answer = await client.get(`${root}/actions/permissions/selected-actions`)
  gathered.set('selectedActions', answer.status === 200 ? { value: answer.body } : { needs: answer.needs ?? 'administration=read' })
}

async function readOrganization(client: GithubClient, repository: unknown, gathered: Gathered<SettingName>): Promise<void> {
  const login = valueAt(repository, ['owner', 'login'])
  if (valueAt(repository, ['owner', 'type']) !== 'Organization' || typeof login !== 'string') return
  const answer = await client.get(`/orgs/${encodeURIComponent(login)}`)
  // To others than owners GitHub leaves the switches out without a word.
  const isShown = answer.status === 200 && valueAt(answer.body, ['two_factor_requirement_enabled']) !== undefined
  gathered.set('organization', isShown ? { value: answer.body } : { needs: answer.needs ?? 'organization_administration=read' })
}

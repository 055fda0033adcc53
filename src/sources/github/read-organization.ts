import { BreakwaterError } from '../../core/error.ts'
import type { Source } from '../../core/location.ts'
import { isObject, listAt, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { organizationSnapshotForm, type OrganizationSettingName } from '../../models/repository/github-organization.ts'
import type { GithubClient } from './client.ts'
import { ask, askRulesets, snapshotText, type Question, type Settled } from './snapshot.ts'

const administration = 'organization_administration=read'

/** https://docs.github.com/rest/orgs */
const questions: readonly Question<OrganizationSettingName>[] = [
  { name: 'actions', path: '/actions/permissions', needs: administration },
  { name: 'workflowToken', path: '/actions/permissions/workflow', needs: administration },
  { name: 'securityDefaults', path: '/code-security/configurations/defaults', needs: administration },
  // The plan may have no custom roles.
  {
    name: 'customRoles',
    path: '/custom-repository-roles',
    list: 'custom_roles',
    needs: 'organization_custom_roles=read',
    isAbsent: () => true,
  },
  {
    name: 'collaboratorsWithoutTwoFactor',
    path: '/outside_collaborators?filter=2fa_disabled',
    list: true,
    needs: 'members=read, of an owner',
    // GitHub answers so where two factors are demanded of everybody.
    isAbsent: (message) => /two.factor/i.test(message),
  },
  { name: 'installations', path: '/installations', list: 'installations', needs: administration },
  { name: 'accessTokens', path: '/personal-access-tokens', list: true, needs: 'organization_personal_access_tokens=read' },
]

/**
 * Reads the settings of an organisation into a snapshot, as {@link readRepository} does those of a repository.
 *
 * @param name the login of the organisation
 * @param enterprise the enterprise that it belongs to, whose audit log is looked at; not looked at where it is not known
 * @throws {BreakwaterError} `organization-not-found`, and what the client throws
 */
export async function readOrganization(client: GithubClient, name: string, enterprise: string | undefined, now: Date): Promise<Source> {
  const root = `/orgs/${name}`
  const { status, body, needs } = await client.get(root)
  if (status !== 200 || !isObject(body)) throw new BreakwaterError('organization-not-found', { name })
  const gathered = await ask(client, root, questions)
  // To others than owners GitHub leaves the switches out without a word.
  const isShown = valueAt(body, ['two_factor_requirement_enabled']) !== undefined
  gathered.set('organization', isShown ? { value: body } : { needs: needs ?? administration })
  gathered.set('rulesets', await askRulesets(client, root, '', administration))
  gathered.set('singleSignOn', await askSingleSignOn(client, name))
  gathered.set('auditLogStreams', await askStreams(client, enterprise))
  const login = stringAt(body, ['login']) ?? name
  return { uri: `github.com/${login}.json`, text: snapshotText(organizationSnapshotForm, login, gathered, now) }
}

/** REST does not tell the identity provider. https://docs.github.com/graphql/reference/objects#organizationidentityprovider */
async function askSingleSignOn(client: GithubClient, login: string): Promise<Settled> {
  const query = 'query($login: String!) { organization(login: $login) { samlIdentityProvider { issuer ssoUrl } } }'
  const { status, body } = await client.send('POST', '/graphql', { query, variables: { login } })
  const organization = valueAt(body, ['data', 'organization'])
  // Whoever is no owner gets null and an error beside it.
  if (status !== 200 || !isObject(organization) || listAt(body, ['errors']).length > 0) return { needs: 'admin:org' }
  return { value: organization['samlIdentityProvider'] ?? null }
}

async function askStreams(client: GithubClient, enterprise: string | undefined): Promise<Settled> {
  if (enterprise === undefined) return { needs: '--enterprise NAME' }
  const answer = await client.list(`/enterprises/${enterprise}/audit-log/streams`)
  return answer.status === 200 ? { value: answer.body } : { needs: answer.needs ?? 'read:audit_log' }
}

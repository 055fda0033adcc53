import { defineSubject, type Document, type SubjectKind } from '../../core/subject.ts'
import { text, type Text } from '../../core/text.ts'
import type { JsonObject } from '../kubernetes/json.ts'
import { GithubSnapshot } from './github-snapshot.ts'

/** What a snapshot of an organisation says that it is, in its first field. */
export const organizationSnapshotForm = 'github-organization/1'

/** The settings of a snapshot of an organisation, by the name that the answer is kept under. */
export type OrganizationSettingName =
  | 'organization'
  | 'singleSignOn'
  | 'actions'
  | 'workflowToken'
  | 'securityDefaults'
  | 'rulesets'
  | 'customRoles'
  | 'collaboratorsWithoutTwoFactor'
  | 'installations'
  | 'accessTokens'
  | 'auditLogStreams'

/** An organisation on GitHub with its settings. */
export class GithubOrganization extends GithubSnapshot<OrganizationSettingName> {
  constructor(value: JsonObject, document: Document) {
    super(value, document, 'GitHub/organizations')
  }

  /** The reason why a feature of GitHub Enterprise does not arise; undefined where the plan has it, or is not known. */
  get withoutEnterprisePlan(): Text<never> | undefined {
    const plan = this.get('organization', 'plan', 'name')
    if (plan !== 'free' && plan !== 'team') return undefined
    return text({
      en: 'not available on this plan: it needs GitHub Enterprise',
      ja: 'このプランでは使えません。GitHub Enterprise が必要です',
    })
  }
}

export const githubOrganization: SubjectKind<GithubOrganization> = defineSubject('github-organization')

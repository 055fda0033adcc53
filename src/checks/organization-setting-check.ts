import type { Check } from '../core/check.ts'
import { githubOrganization, type GithubOrganization, type OrganizationSettingName } from '../models/repository/github-organization.ts'
import { entryCheck, switchCheck, type EntryCheck, type SettingCheck, type SettingsOf } from './github-setting-check.ts'
import { hiddenOrganizationExample } from './organization-example.ts'

const ofOrganizations: SettingsOf<GithubOrganization> = { subject: githubOrganization, hiddenExample: hiddenOrganizationExample }

/** A check of one switch of an organisation. */
export function organizationSettingCheck(check: SettingCheck<OrganizationSettingName, GithubOrganization>): Check {
  return switchCheck(ofOrganizations, check)
}

/** A check of every entry of a list in the settings of an organisation. */
export function organizationEntryCheck(check: EntryCheck<OrganizationSettingName, GithubOrganization>): Check {
  return entryCheck(ofOrganizations, check)
}

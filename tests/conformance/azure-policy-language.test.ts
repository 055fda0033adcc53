import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

import { readAliases, type AliasTable } from '../../src/policy/azure-policy/field.ts'
import { evaluateRule, readRule, type PolicyRule } from '../../src/policy/azure-policy/rule.ts'
import { EvaluationError } from '../../src/policy/azure-policy/value.ts'
import { PolicyDocumentError } from '../../src/policy/document-error.ts'
import { isMapping, valueAt, type Untyped } from '../../src/policy/untyped.ts'
import { corpus } from '../corpora.ts'

interface Case {
  readonly note: string
  readonly policy_rule?: string
  readonly policy_definition?: string
  readonly resource?: Untyped
  readonly parameters?: Untyped
  readonly api_version?: string
  readonly context?: Untyped
  readonly request_context?: Untyped
  readonly host_await?: readonly { readonly response: unknown }[]
  readonly want_effect?: string
  readonly want_parse_error?: boolean
  readonly want_compile_error?: boolean
}

interface File {
  readonly aliases?: string
  readonly policy_definition?: string
  readonly cases: readonly Case[]
}

/** Cases that mean something else here, and why. */
const different = [
  // Related resources written as nested names of their aliases, as no API answers.
  'e2e_activitylog_capture_all_regions.yaml: compliant_all_regions_present',
  // Child values that an API keeps below another name than the alias table says.
  'e2e_cmk_disk_encryption.yaml: pass_gallery_version_datadisks_with_cmk',
  'e2e_guest_config_user_identity.yaml: pass_windows_vm_with_identity',
  'e2e_servicebus_diagnostic_logs.yaml: compliant_resource_found_and_condition_passes',
  // Tags inside of `properties`: real ones are at the top of a resource.
  'e2e_tags_append.yaml: pass_tag_already_exists',
  'e2e_tags_append.yaml: pass_tag_matches_value',
  // Whether a property may be modified is checked by Azure when a policy is made.
  'modifiable_check.yaml: modify_non_modifiable_alias_error',
  'modifiable_check.yaml: modify_mixed_modifiable_non_modifiable_error',
]

const folder = corpus('policy/azure-policy-language')

function verdictOf(given: Case, file: File, aliases: AliasTable): string {
  const text = given.policy_definition ?? (given.policy_rule === undefined ? file.policy_definition : undefined)
  const document = text === undefined ? undefined : (JSON.parse(text) as Untyped)
  const properties = document === undefined ? undefined : (document['properties'] ?? document)
  let rule: PolicyRule
  try {
    rule = readRule(given.note, properties === undefined ? JSON.parse(given.policy_rule!) : valueAt(properties, ['policyRule']))
  } catch (error) {
    if (error instanceof PolicyDocumentError) return 'refused'
    throw error
  }
  const declared = valueAt(properties, ['parameters'])
  const defaults = Object.entries(isMapping(declared) ? declared : {}).map(
    ([name, parameter]) => [name, valueAt(parameter, ['defaultValue'])] as const,
  )
  const parameters = { ...Object.fromEntries(defaults.filter(([, value]) => value !== undefined)), ...given.parameters }
  const apiVersion = given.api_version ?? valueAt(given.request_context, ['apiVersion'])
  const context = {
    resource: given.resource ?? {},
    parameters,
    aliases,
    apiVersion: typeof apiVersion === 'string' ? apiVersion : undefined,
    subscription: given.context?.['subscription'],
    resourceGroup: given.context?.['resourceGroup'],
    requestContext: given.request_context ?? given.context?.['requestContext'] ?? { apiVersion },
    now: new Date('2025-02-20T12:00:00Z'),
  }
  const related = (given.host_await ?? []).flatMap(({ response }) => (Array.isArray(response) ? response : [response])).filter(isMapping)
  try {
    return evaluateRule(rule, context, () => related)?.effect ?? 'nothing'
  } catch (error) {
    if (error instanceof EvaluationError) return `error: ${error.message}`
    throw error
  }
}

describe.skipIf(folder === undefined)("regorus's cases of the policy language", () => {
  test('every case has the wanted effect, but for those that mean something else here', () => {
    const failures: string[] = []
    let count = 0
    for (const name of readdirSync(join(folder!, 'cases')).sort()) {
      const file = parse(readFileSync(join(folder!, 'cases', name), 'utf8')) as File
      const aliases =
        file.aliases === undefined
          ? new Map()
          : readAliases(JSON.parse(readFileSync(join(folder!, 'aliases', file.aliases), 'utf8')) as unknown[])
      for (const given of file.cases) {
        count++
        const wanted = given.want_parse_error === true || given.want_compile_error === true ? 'refused' : (given.want_effect ?? 'nothing')
        if (verdictOf(given, file, aliases) !== wanted) failures.push(`${name}: ${given.note}`)
      }
    }
    expect(failures).toEqual(different)
    expect(count).toBe(692)
  })
})

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { valueAt } from '../src/policy/untyped.ts'
import { corpus } from '../tests/corpora.ts'

/**
 * Writes Azure's built-in initiative of the restricted Pod Security standards into a folder, assigned with the effect deny:
 * the initiative, its definitions and their templates. False where the corpus is not there.
 */
export function writePodSecurityInitiative(folder: string): boolean {
  const azure = corpus('policy/azure-policy')
  if (azure === undefined) return false
  const initiative = readJson(join(azure, 'initiatives/PSPRestrictedStandard.json'))
  const id = String(valueAt(initiative, ['id']))
  const members = new Map(
    (valueAt(initiative, ['properties', 'policyDefinitions']) as Record<string, unknown>[]).map((member) => [
      String(member['policyDefinitionId']),
      member,
    ]),
  )
  for (const file of readdirSync(join(azure, 'definitions'))) {
    const definition = readJson(join(azure, 'definitions', file))
    const member = members.get(String(valueAt(definition, ['id'])))
    if (member === undefined) continue
    takeAsItIs(member, definition)
    write(folder, file, definition)
    const url = String(valueAt(definition, ['properties', 'policyRule', 'then', 'details', 'templateInfo', 'url']))
    const name = /\/kubernetes\/([^/]+)\//.exec(url)?.[1] ?? ''
    const template = join(azure, 'samples', name, 'template.yaml')
    if (!existsSync(template)) continue
    mkdirSync(join(folder, name))
    copyFileSync(template, join(folder, name, 'template.yaml'))
  }
  write(folder, 'initiative.json', initiative)
  const assignment = '/subscriptions/0/providers/Microsoft.Authorization/policyAssignments/bench'
  const properties = { displayName: 'bench', policyDefinitionId: id, parameters: { effect: { value: 'Deny' } } }
  write(folder, 'assignment.json', { type: 'Microsoft.Authorization/policyAssignments', name: 'bench', id: assignment, properties })
  return true
}

/** The samples hold newer definitions than the initiative names, with other parameters. */
function takeAsItIs(member: Record<string, unknown>, definition: unknown): void {
  delete member['definitionVersion']
  const declared = Object.keys(valueAt(definition, ['properties', 'parameters']) ?? {})
  const given = Object.entries((member['parameters'] ?? {}) as Record<string, unknown>)
  member['parameters'] = Object.fromEntries(given.filter(([name]) => declared.includes(name)))
}

/** Files of Azure begin with a byte-order mark. */
function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
}

function write(folder: string, file: string, value: unknown): void {
  writeFileSync(join(folder, file), JSON.stringify(value))
}

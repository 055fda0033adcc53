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
  const members = new Set(
    (valueAt(initiative, ['properties', 'policyDefinitions']) as readonly unknown[]).map((member) =>
      String(valueAt(member, ['policyDefinitionId'])),
    ),
  )
  write(folder, 'initiative.json', initiative)
  for (const file of readdirSync(join(azure, 'definitions'))) {
    const definition = readJson(join(azure, 'definitions', file))
    if (!members.has(String(valueAt(definition, ['id'])))) continue
    write(folder, file, definition)
    const url = String(valueAt(definition, ['properties', 'policyRule', 'then', 'details', 'templateInfo', 'url']))
    const name = /\/kubernetes\/([^/]+)\//.exec(url)?.[1] ?? ''
    const template = join(azure, 'samples', name, 'template.yaml')
    if (!existsSync(template)) continue
    mkdirSync(join(folder, name))
    copyFileSync(template, join(folder, name, 'template.yaml'))
  }
  const assignment = '/subscriptions/0/providers/Microsoft.Authorization/policyAssignments/bench'
  const properties = { displayName: 'bench', policyDefinitionId: id, parameters: { effect: { value: 'Deny' } } }
  write(folder, 'assignment.json', { type: 'Microsoft.Authorization/policyAssignments', name: 'bench', id: assignment, properties })
  return true
}

/** Files of Azure begin with a byte-order mark. */
function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
}

function write(folder: string, file: string, value: unknown): void {
  writeFileSync(join(folder, file), JSON.stringify(value))
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import type { Check } from '../../src/core/check.ts'
import type { Finding } from '../../src/core/finding.ts'
import { applyFixes } from '../../src/core/fixing.ts'
import { run } from '../../src/core/run.ts'
import { kubernetesObject } from '../../src/models/kubernetes/object.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'

const manifests = corpus('manifests')
const root = join(manifests ?? '', 'polaris-checks')

/** Our check for each folder of Polaris in which both ask the same question. */
const sameQuestion: Readonly<Record<string, string>> = {
  automountServiceAccountToken: 'account/no-automount',
  dangerousCapabilities: 'pod/no-added-capabilities',
  hostIPCSet: 'pod/no-host-ipc',
  hostNetworkSet: 'pod/no-host-network',
  hostPIDSet: 'pod/no-host-pid',
  hostPathSet: 'pod/no-host-path',
  hostPortSet: 'pod/no-host-port',
  hostProcess: 'pod/no-host-process',
  insecureCapabilities: 'pod/drop-all-capabilities',
  linuxHardening: 'pod/linux-hardening',
  notReadOnlyRootFilesystem: 'pod/read-only-root',
  privilegeEscalationAllowed: 'pod/no-privilege-escalation',
  procMount: 'pod/default-proc-mount',
  pullPolicyNotAlways: 'image/pull-policy',
  runAsPrivileged: 'pod/no-privileged',
  runAsRootAllowed: 'pod/run-as-non-root',
  sensitiveConfigmapContent: 'secret/no-credential-in-config-map',
  sensitiveContainerEnvVar: 'secret/no-literal-env',
  tagNotSpecified: 'image/no-latest',
}

const capitals = 'the restricted standard asks for ALL, in capitals; a list of names is not enough'
const alwaysPulled = 'the API server pulls an image without a tag each time by itself'
const placeholder = 'the value is a placeholder, and a name alone is no evidence'

/** Files on which we differ, and why. */
const differences: Readonly<Record<string, string>> = {
  'insecureCapabilities/success.all.yaml': capitals,
  'insecureCapabilities/success.case.yaml': capitals,
  'insecureCapabilities/success.pod.yaml': capitals,
  'insecureCapabilities/success.yaml': capitals,
  'pullPolicyNotAlways/failure.cron-job.yaml': alwaysPulled,
  'pullPolicyNotAlways/failure.yaml': alwaysPulled,
  'runAsRootAllowed/failure.yaml': 'a Deployment of v1, which the API does not have, runs no pods',
  'sensitiveConfigmapContent/failure.key_aws_secret_access_key.yaml': placeholder,
  'sensitiveConfigmapContent/failure.key_azure_batch_key.yaml': placeholder,
  'sensitiveConfigmapContent/failure.key_oci_cli_key_content.yaml': placeholder,
  'sensitiveContainerEnvVar/failure.value_private_key.yaml': 'a private key starts with five dashes; this is a text about one',
}

async function judged(check: Check, uri: string, text: string): Promise<{ findings: readonly Finding[]; values: readonly unknown[] }> {
  const scanned = await readSources([{ uri, text }], { locale: 'en' })
  const { findings } = run([check], scanned, {
    target: { kubernetes: 35 },
    failOn: 'high',
    allowUnknown: false,
    today: '2026-01-01',
  })
  return { findings, values: scanned.estate.subjects(kubernetesObject).map(({ value }) => value) }
}

function filesOf(folder: string, prefix: string): string[] {
  return manifests === undefined ? [] : readdirSync(join(root, folder)).filter((file) => file.startsWith(`${prefix}.`))
}

describe.skipIf(manifests === undefined).each(Object.entries(sameQuestion))('%s of Polaris is %s', (folder, id) => {
  const check = checks.find((candidate) => candidate.id === id)!

  test.each([...filesOf(folder, 'failure'), ...filesOf(folder, 'success')])('%s', async (file) => {
    const { findings } = await judged(check, file, readFileSync(join(root, folder, file), 'utf8'))
    const agrees = findings.length > 0 === file.startsWith('failure')
    expect(agrees).toBe(differences[`${folder}/${file}`] === undefined)
  })

  // What we do not take for a failure we do not fix.
  const mutated = filesOf(folder, 'mutated').filter((file) => differences[`${folder}/${file.replace('mutated', 'failure')}`] === undefined)
  test.skipIf(mutated.length === 0).each(mutated)('%s is what our fix makes', async (file) => {
    const failing = file.replace('mutated', 'failure')
    const { findings } = await judged(check, failing, readFileSync(join(root, folder, failing), 'utf8'))
    const fixed = applyFixes(findings, new Set(['safe', 'review'])).files[0]!.text
    const [ours, theirs] = [await judged(check, file, fixed), await judged(check, file, readFileSync(join(root, folder, file), 'utf8'))]
    expect(ours.findings).toEqual([])
    expect(meaning(ours.values)).toEqual(meaning(theirs.values))
  })
})

/**
 * A value without what means nothing: empty lists and mappings, namespaces of the node that are refused, which is the default, and
 * names beside ALL among the capabilities that are dropped.
 */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.includes('ALL') ? ['ALL'] : value.map(meaning)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .map(([key, held]) => [key, meaning(held)] as const)
    .filter(([key, held]) => !(typeof held === 'object' && held !== null && Object.keys(held).length === 0) && !isRefused(key, held))
  return Object.fromEntries(kept)
}

function isRefused(key: string, held: unknown): boolean {
  return held === false && /^host(?:IPC|PID|Network)$/.test(key)
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { selectChecks } from '../../src/cli/judging/select-checks.ts'
import { judge } from '../../src/core/engine.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'

const manifests = corpus('manifests')

/** The Pod Security controls, by upstream's id, that the objects of a file violate at a level and version. */
async function violated(file: string, level: string, minor: number): Promise<Set<string>> {
  const { estate } = await readSources([{ uri: file, text: readFileSync(file, 'utf8') }], { locale: 'en' })
  const judged = judge(selectChecks(checks, { standards: [`pss-${level}`] }), estate, { target: { kubernetes: minor } })
  return new Set(
    [...judged].flatMap(({ findings }) => findings.flatMap(({ standards }) => standards.map((standard) => standard.replace(/^.*\//, '')))),
  )
}

describe.skipIf(manifests === undefined)("upstream's Pod Security fixtures", () => {
  const root = join(manifests ?? '', 'pod-security-admission')
  const tree = manifests === undefined ? [] : readdirSync(root, { recursive: true, encoding: 'utf8' })
  const folders = tree.filter((folder) => /^\w+\/v1\.\d+\/(?:pass|fail)$/.test(folder))

  test('they are there', () => {
    expect(folders.length).toBe(12)
  })

  test.each(folders)('%s', async (folder) => {
    const [, level, minor, verdict] = /^(\w+)\/v1\.(\d+)\/(\w+)$/.exec(folder)!
    const wrong: string[] = []
    const files = readdirSync(join(root, folder))
    for (const file of files) {
      const found = await violated(join(root, folder, file), level!, Number(minor))
      const named = file.replace(/\d+\.yaml$/, '')
      const right = verdict === 'pass' ? found.size === 0 : [...found].some((id) => id.toLowerCase() === named)
      if (!right) wrong.push(`${file}: ${[...found].join(', ')}`)
    }
    expect(wrong).toEqual([])
    expect(files.length).toBeGreaterThan(10)
  })
})

/** Kyverno's policy folder for each control, at the level and versions at which it means the same as upstream's. */
const kyvernoControls: Readonly<Record<string, string>> = {
  'disallow-capabilities': 'capabilities_baseline',
  'disallow-host-namespaces': 'hostNamespaces',
  'disallow-host-path': 'hostPathVolumes',
  'disallow-host-ports': 'hostPorts',
  'disallow-host-process': 'windowsHostProcess',
  'disallow-privileged-containers': 'privileged',
  'disallow-proc-mount': 'procMount',
  'disallow-selinux': 'seLinuxOptions',
  'restrict-apparmor-profiles': 'appArmorProfile',
  'restrict-seccomp': 'seccompProfile_baseline',
  'restrict-sysctls': 'sysctls',
  'disallow-capabilities-strict': 'capabilities_restricted',
  'disallow-privilege-escalation': 'allowPrivilegeEscalation',
  'require-run-as-non-root-user': 'runAsUser',
  'require-run-as-nonroot': 'runAsNonRoot',
  'restrict-seccomp-strict': 'seccompProfile_restricted',
  'restrict-volume-types': 'restrictedVolumes',
}

describe.skipIf(manifests === undefined)("Kyverno's good and bad files", () => {
  const root = join(manifests ?? '', 'kyverno-pod-security')
  const files = (manifests === undefined ? [] : readdirSync(root, { recursive: true, encoding: 'utf8' })).filter((file) =>
    /-(?:good|bad)\.yaml$/.test(file),
  )

  /** Objects whose verdict is not the one that the name of their file says. */
  async function differences(minor: number): Promise<{ judged: number; different: string[] }> {
    let judged = 0
    const different: string[] = []
    for (const file of files) {
      const control = kyvernoControls[file.split('/')[1]!]
      if (control === undefined) continue
      const { estate } = await readSources([{ uri: file, text: readFileSync(join(root, file), 'utf8') }], { locale: 'en' })
      const own = checks.filter(({ standards }) => standards?.some((standard) => standard.endsWith(`/${control}`)))
      const outcomes = new Map<string, boolean>()
      for (const { subject, outcome } of judge(own, estate, { target: { kubernetes: minor } })) {
        const name = `${control} ${JSON.stringify(subject.ref)}`
        outcomes.set(name, (outcomes.get(name) ?? false) || outcome === 'fail')
      }
      judged += outcomes.size
      for (const [name, fails] of outcomes) if (fails !== file.endsWith('-bad.yaml')) different.push(name)
    }
    return { judged, different }
  }

  test('all agree at 1.30', async () => {
    const { judged, different } = await differences(30)
    expect(different).toEqual([])
    expect(judged).toBeGreaterThan(900)
  })

  test('later differences are upstream taking the type of container engines (1.31) and user namespaces (1.35)', async () => {
    const at31 = (await differences(31)).different
    expect(at31).toHaveLength(5)
    expect(at31.every((name) => name.startsWith('seLinuxOptions'))).toBe(true)
    const at37 = (await differences(37)).different
    expect(at37.filter((name) => name.startsWith('procMount'))).toHaveLength(5)
    expect(at37).toHaveLength(10)
  })
})

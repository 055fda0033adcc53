import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { checks } from '../../src/checks/index.generated.ts'
import { run } from '../../src/core/run.ts'
import { render } from '../../src/core/text.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { helmBinary } from '../tools.ts'
import { chart, renderedChart, values } from './rendered-chart.ts'

const helm = helmBinary()
const root = join(import.meta.dirname, '..', '..')

const rendered = (...args: readonly string[]): string => renderedChart('breakwater-system', ...args)

async function judged(text: string): Promise<{ findings: readonly string[]; suppressed: readonly string[] }> {
  const scanned = await readSources([{ uri: 'rendered.yaml', text }], { locale: 'en' })
  const { findings } = run(
    checks.filter((check) => check.default !== 'off'),
    scanned,
    { target: { kubernetes: defaultMinor }, failOn: 'low', allowUnknown: false, today: '2026-06-01' },
  )
  const line = (finding: (typeof findings)[number]) => `${finding.check} ${finding.resource.name}: ${render(finding.message, 'en')}`
  return {
    findings: findings.filter(({ suppressed }) => suppressed === null).map(line),
    suppressed: findings.filter(({ suppressed }) => suppressed !== null).map(line),
  }
}

function objectsOf(text: string): readonly Record<string, never>[] {
  return parseAllDocuments(text).flatMap((document) => (document.contents === null ? [] : [document.toJS() as Record<string, never>]))
}

const imageValues: readonly string[] = [
  '--set',
  'images.trust={keys},images.advisoriesClaim=advisories,networkPolicy.registries={10.1.0.0/16}',
  '--set',
  'images.certificates[0].store=ca/ours,images.certificates[0].configMap=roots,images.certificates[0].key=a.pem',
  '--set',
  'images.certificates[1].store=tsa/ours,images.certificates[1].configMap=roots,images.certificates[1].key=b.crt',
  '--set',
  'images.credentialsSecret=registry',
]

interface Workload {
  readonly kind: string
  readonly spec: {
    readonly egress?: readonly { readonly to: readonly object[]; readonly ports: readonly object[] }[]
    readonly template?: {
      readonly spec: {
        readonly containers: readonly {
          readonly env?: readonly object[]
          readonly volumeMounts: readonly { readonly mountPath: string }[]
        }[]
        readonly volumes: readonly { readonly name: string }[]
      }
    }
  }
}

describe.skipIf(helm === undefined)('the chart', () => {
  const variants: readonly [name: string, args: readonly string[], findings: readonly string[]][] = [
    ['as it is', [], []],
    [
      'with given certificates, one replica and one standard',
      ['--set', 'certificates.existingSecret=tls,replicas=1,standards={pss-restricted}'],
      [
        'availability/replicas breakwater: Deployment breakwater runs a single pod',
        'secret-store/external-store breakwater-system: nothing in the scanned set brings the Secret tls from a store',
      ],
    ],
    ['with what the verification of images needs', imageValues.slice(0, -2), []],
    ['in Japanese, without mutation', ['--set', 'language=ja,webhook.mutate=false,webhook.podAccess=false'], []],
  ]

  test.each(variants)('%s has no findings of our own checks but those it asks for', async (_, args, expected) => {
    const { findings, suppressed } = await judged(rendered(...args))
    expect(findings).toEqual(expected)
    // The one exception, with its reason in the chart: namespaces choose by a label what happens when the webhook is down.
    expect(suppressed).toEqual([
      'admission/no-open-failure breakwater: ignore.validate.breakwater.dev lets requests through when it fails',
      'admission/no-open-failure breakwater: cluster.validate.breakwater.dev lets requests through when it fails',
    ])
  })

  test('mounts what the verification of images needs, and lets it reach registries', () => {
    const objects = objectsOf(rendered(...imageValues)) as unknown as readonly Workload[]
    const { containers, volumes } = objects.find(({ kind }) => kind === 'Deployment')!.spec.template!.spec
    expect(containers[0]!.volumeMounts.map(({ mountPath }) => mountPath)).toEqual([
      '/etc/breakwater',
      '/etc/breakwater-policies/cluster-policies',
      '/etc/breakwater-trust/keys',
      '/etc/breakwater-trust-store/x509/ca/ours/a.pem',
      '/etc/breakwater-trust-store/x509/tsa/ours/b.crt',
      '/var/lib/breakwater-advisories',
      '/etc/breakwater-credentials',
      '/var/run/secrets/kubernetes.io/serviceaccount',
    ])
    expect(volumes.map(({ name }) => name)).toEqual([
      'config',
      'policies-cluster-policies',
      'trust-keys',
      'certificates-roots',
      'advisories',
      'credentials',
      'token',
    ])
    expect(containers[0]!.env).toEqual([{ name: 'DOCKER_CONFIG', value: '/etc/breakwater-credentials' }])
    const egress = objects.flatMap(({ kind, spec }) => (kind === 'NetworkPolicy' ? (spec.egress ?? []) : []))
    expect(egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 443, protocol: 'TCP' }] })
  })

  test('passes the linter of Helm', () => {
    const { status, stdout } = spawnSync(helm!, ['lint', '--strict', chart, ...values], { encoding: 'utf8' })
    expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed')
    expect(status).toBe(0)
  })

  test.each([
    ['no digest', ['--set', 'image.digest='], /image.*digest/s],
    ['a value that there is not', ['--set', 'replica=3'], /replica/],
    ['a wait that the API does not know', ['--set', 'webhook.timeoutSeconds=60'], /timeoutSeconds/],
  ])('refuses %s', (_, args, problem) => {
    const { status, stderr } = spawnSync(helm!, ['template', 'breakwater', chart, ...values, ...args], { encoding: 'utf8' })
    expect(status).not.toBe(0)
    expect(stderr).toMatch(problem)
  })

  test('no namespaced object is asked about twice, and its own namespace never', () => {
    const [configuration] = objectsOf(rendered()).filter(({ kind }) => kind === ('ValidatingWebhookConfiguration' as never)) as unknown as [
      {
        webhooks: { name: string; failurePolicy: string; rules: { scope: string }[]; namespaceSelector: { matchExpressions: object[] } }[]
      },
    ]
    const [ignore, fail, cluster] = configuration.webhooks
    expect([ignore!.failurePolicy, fail!.failurePolicy, cluster!.failurePolicy]).toEqual(['Ignore', 'Fail', 'Ignore'])
    expect(ignore!.namespaceSelector.matchExpressions.at(-1)).toEqual({
      key: 'breakwater.dev/failure-policy',
      operator: 'NotIn',
      values: ['fail'],
    })
    expect(fail!.namespaceSelector.matchExpressions.at(-1)).toEqual({
      key: 'breakwater.dev/failure-policy',
      operator: 'In',
      values: ['fail'],
    })
    expect(new Set([...ignore!.rules, ...fail!.rules].map(({ scope }) => scope))).toEqual(new Set(['Namespaced']))
    expect(new Set(cluster!.rules.map(({ scope }) => scope))).toEqual(new Set(['Cluster']))
    for (const webhook of configuration.webhooks)
      expect(webhook.namespaceSelector.matchExpressions[0]).toEqual({
        key: 'kubernetes.io/metadata.name',
        operator: 'NotIn',
        values: ['breakwater-system', 'kube-system'],
      })
  })

  test('every value is documented in both languages, and no other', () => {
    const groups = new Set(['image', 'images', 'certificates', 'webhook', 'networkPolicy'])
    const given = parseAllDocuments(readFileSync(join(chart, 'values.yaml'), 'utf8'))[0]!.toJS() as Record<string, object>
    const names = Object.entries(given).flatMap(([name, value]) =>
      groups.has(name) ? Object.keys(value).map((key) => `${name}.${key}`) : [name],
    )
    for (const [locale, title] of [
      ['en', '## Values of the chart'],
      ['ja', '## チャートの値'],
    ] as const) {
      const guide = readFileSync(join(root, 'docs', locale, 'admission.md'), 'utf8')
      const table = guide.slice(guide.indexOf(title)).split(/\n## /)[0]!
      expect([...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)).toEqual(names)
    }
  })

  test.each([
    ['en', 'in mode warn.'],
    ['ja', 'モード warn で判定します。'],
  ])('says in %s what to do next', (language, words) => {
    const args = ['install', 'breakwater', chart, '--dry-run=client', ...values, '--set', `language=${language}`]
    const { stdout } = spawnSync(helm!, args, { encoding: 'utf8', env: { ...process.env, KUBECONFIG: '/dev/null' } })
    const notes = stdout.slice(stdout.indexOf('NOTES:'))
    expect(notes).toContain(words)
    expect(notes).toMatch(/\n {2}kubectl delete validatingwebhookconfiguration breakwater\n/)
  })

  test('the plain manifests are the chart, rendered', () => {
    const plain = readFileSync(join(root, 'deploy/manifests/admission.yaml'), 'utf8')
    expect(objectsOf(plain)).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: expect.objectContaining({ name: 'breakwater-system' }) as object },
      ...objectsOf(rendered('--set', 'webhook.mutate=false', '--set', 'policies=null', '--no-hooks')),
    ])
  })
})

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

  test('the plain manifests are the chart, rendered', () => {
    const plain = readFileSync(join(root, 'deploy/manifests/admission.yaml'), 'utf8')
    expect(objectsOf(plain)).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: expect.objectContaining({ name: 'breakwater-system' }) as object },
      ...objectsOf(rendered('--set', 'webhook.mutate=false', '--set', 'policies=null', '--no-hooks')),
    ])
  })
})

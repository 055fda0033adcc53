import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { hasClusterPrograms } from '../cluster-programs.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { addressOf } from '../live/live-cluster.ts'
import { helmBinary } from '../tools.ts'
import { chart, values } from './rendered-chart.ts'

const helm = helmBinary()
const plain = join(import.meta.dirname, '..', '..', 'deploy/manifests/admission.yaml')

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec?: { readonly template?: { readonly metadata: object; readonly spec: object } }
}

const manifests = (text: string): readonly Manifest[] =>
  parseAllDocuments(text).flatMap((document) => (document.contents === null ? [] : [document.toJS() as Manifest]))

describe.skipIf(!hasClusterPrograms())('on a real API server', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster()
    // Without controllers, nobody makes what the pods of the webhook run with.
    await cluster.call('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'system-cluster-critical' },
      value: 2_000_000_000,
    })
  }, 120_000)
  afterAll(async () => cluster?.stop(), 30_000)

  test('the plain manifests are taken as they are, in their order, without a warning, under the restricted standard', async () => {
    const answers: string[] = []
    for (const manifest of manifests(readFileSync(plain, 'utf8'))) {
      const { status, body, warnings } = await cluster.call('POST', `${addressOf(manifest)}?fieldValidation=Strict`, manifest)
      if (status !== 201 || warnings.length > 0)
        answers.push(`${manifest.kind} ${manifest.metadata.name}: ${body.message} ${warnings.join()}`)
    }
    expect(answers).toEqual([])

    const { metadata, spec } = manifests(readFileSync(plain, 'utf8')).find(({ kind }) => kind === 'Deployment')!.spec!.template!
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'as-the-deployment-makes-it' }, spec }
    const { status, body } = await cluster.call('POST', '/api/v1/namespaces/breakwater-system/pods', pod)
    expect([status, body.message]).toEqual([201, undefined])
  })

  test.skipIf(helm === undefined)(
    'Helm installs, upgrades and rolls back, and keeps the certificate and the trust in it',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'breakwater-helm-'))
      try {
        const kubeconfig = join(folder, 'kubeconfig')
        const entry = {
          name: 'test',
          cluster: { server: `https://127.0.0.1:${cluster.port}`, 'certificate-authority': join(cluster.credentials, 'ca.crt') },
        }
        const config = {
          apiVersion: 'v1',
          kind: 'Config',
          'current-context': 'test',
          clusters: [entry],
          users: [{ name: 'test', user: { tokenFile: join(cluster.credentials, 'token') } }],
          contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
        }
        writeFileSync(kubeconfig, JSON.stringify(config))
        const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: kubeconfig }
        const run = (...args: readonly string[]) => execFileSync(helm!, [...args, '--namespace', 'guard'], { encoding: 'utf8', env })
        await cluster.call('POST', '/api/v1/namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'guard', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
        })
        const asPlain = [...values, '--set', 'webhook.mutate=false']
        run('install', 'door', chart, ...asPlain)

        const webhooks = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/door-breakwater'
        const secret = '/api/v1/namespaces/guard/secrets/door-breakwater-tls'
        const certificate = Buffer.from('a certificate').toString('base64')
        // What the webhook does when it starts: it writes its certificates, and has its authority trusted.
        await cluster.call('PATCH', secret, { data: { 'tls.crt': certificate } })
        const { body } = await cluster.call('GET', webhooks)
        const configured = body as unknown as { webhooks: { name: string; clientConfig: { caBundle?: string } }[] }
        for (const { clientConfig } of configured.webhooks) clientConfig.caBundle = authority
        expect((await cluster.call('PUT', webhooks, configured)).status).toBe(200)

        const kept = async () => {
          const { webhooks: found } = (await cluster.call('GET', webhooks)).body as unknown as typeof configured
          const { data } = (await cluster.call('GET', secret)).body as unknown as { data?: Record<string, string> }
          return { certificate: data?.['tls.crt'], trusted: found.map(({ clientConfig }) => clientConfig.caBundle === authority) }
        }
        const configOf = async () =>
          (
            (await cluster.call('GET', '/api/v1/namespaces/guard/configmaps/door-breakwater')).body as unknown as {
              data: Record<string, string>
            }
          ).data['breakwater.yaml']
        const before = await configOf()
        run('upgrade', 'door', chart, ...values, '--set', 'webhook.mutate=true,config.admission.mode=deny,replicas=3')
        expect(await kept()).toEqual({ certificate, trusted: [true, true, true] })
        expect(await configOf()).toContain('mode: deny')
        run('rollback', 'door', '1')
        expect(await kept()).toEqual({ certificate, trusted: [true, true, true] })
        expect(await configOf()).toBe(before)
        const mutating = await cluster.call('GET', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/door-breakwater')
        expect(mutating.status).toBe(404)
        run('uninstall', 'door')
        expect((await cluster.call('GET', webhooks)).status).toBe(404)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    120_000,
  )
})

/** The API server takes an authority only where it is one. */
const authority = Buffer.from(
  `-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
`,
).toString('base64')

describe.skipIf(spawnSync('kube-score', ['version']).error !== undefined)('kube-score', () => {
  test('finds nothing in the plain manifests', () => {
    const { status, stdout } = spawnSync('kube-score', ['score', '--output-format', 'ci', plain], { encoding: 'utf8' })
    expect(stdout.split('\n').filter((line) => /^\[(?:CRITICAL|WARNING)\]/.test(line))).toEqual([])
    expect(status).toBe(0)
  })
})

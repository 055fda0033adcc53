// What it takes to audit a cluster of some thousand objects, on a real API server with a real store behind it.
// `KUBEBUILDER_ASSETS=… node bench/cluster.ts [objects]`. A third of the objects stand for themselves; the others are what
// controllers make of them, as in any cluster.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

import { hasClusterPrograms } from '../tests/cluster-programs.ts'
import { startCluster, type Cluster } from '../tests/cluster.ts'
import { measure, type Cost } from './measure.ts'

const objects = Number(process.argv[2] ?? 5_000)
const rounds = 5
const root = join(import.meta.dirname, '..')
const writers = 16
/** A Deployment, its ReplicaSet, two pods, a Service, a ConfigMap, a Secret and a ServiceAccount. */
const perApplication = 8
const perNamespace = 25

if (!hasClusterPrograms()) {
  console.error('there is no kube-apiserver and no etcd: name their folder in KUBEBUILDER_ASSETS')
  process.exit(2)
}
if (spawnSync(process.execPath, [join(root, 'tools/build.ts'), '--if-stale'], { stdio: 'inherit' }).status !== 0) process.exit(1)
const scratch = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
const cluster = await startCluster()
try {
  await fill(cluster, Math.ceil(objects / perApplication))
  const kubeconfig = writeKubeconfig(cluster)
  const command = (...args: string[]) => ({
    program: process.execPath,
    args: [join(root, 'dist/breakwater.mjs'), ...args, '--kubeconfig', kubeconfig, '--format', 'json', '--exit-zero'],
  })
  console.log(`${cpus().length} × ${cpus()[0]!.model}, Node.js ${process.version}, ${objects} objects, best of ${rounds}`)
  for (const args of [
    ['scan', 'cluster'],
    ['cluster', 'audit'],
  ]) {
    const costs: Cost[] = []
    for (let round = 0; round < rounds; round++) costs.push(await measure(command(...args), scratch, 120))
    const { wall, cpu, memory, output } = costs.toSorted((a, b) => a.wall - b.wall)[0]!
    const rest = `${cpu?.toFixed(2) ?? '?'} s of processor, ${Math.round(memory ?? 0)} MB, report of ${(output / 1e6).toFixed(1)} MB`
    console.log(`breakwater ${args.join(' ')}: ${wall.toFixed(2)} s, ${rest}`)
  }
} finally {
  await cluster.stop()
  rmSync(scratch, { recursive: true, force: true })
}

function writeKubeconfig({ port, credentials }: Cluster): string {
  const path = join(scratch, 'kubeconfig')
  const config = {
    'current-context': 'bench',
    clusters: [{ name: 'bench', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': join(credentials, 'ca.crt') } }],
    users: [{ name: 'bench', user: { tokenFile: join(credentials, 'token') } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

async function fill(target: Cluster, applications: number): Promise<void> {
  const post = async (path: string, body: object): Promise<string> => {
    const { status, body: made } = await target.call('POST', path, body)
    if (status !== 201) throw new Error(`${path}: ${status} ${String(made.message)}`)
    return (made['metadata'] as { uid: string }).uid
  }
  for (let index = 0; index * perNamespace < applications; index++)
    await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${index}` } })
  const queue = Array.from({ length: applications }, (_, index) => index).values()
  const write = async (): Promise<void> => {
    for (const index of queue) await application(index, post)
  }
  await Promise.all(Array.from({ length: writers }, write))
}

/** Every third one is written without care. */
async function application(index: number, post: (path: string, body: object) => Promise<string>): Promise<void> {
  const namespace = `team-${Math.floor(index / perNamespace)}`
  const name = `app-${index}`
  const labels = { app: name }
  const core = `/api/v1/namespaces/${namespace}`
  const apps = `/apis/apps/v1/namespaces/${namespace}`
  const spec = podSpec(index)
  const template = { metadata: { labels }, spec }
  const metadata = (own: string, owner?: object) => ({
    name: own,
    namespace,
    labels,
    ...(owner === undefined ? {} : { ownerReferences: [owner] }),
  })
  const workload = { replicas: 2, selector: { matchLabels: labels }, template }
  const owned = (kind: string, of: string, uid: string) => ({ apiVersion: 'apps/v1', kind, name: of, uid, controller: true })

  const deployment = await post(`${apps}/deployments`, { metadata: metadata(name), spec: workload })
  const set = await post(`${apps}/replicasets`, { metadata: metadata(`${name}-1`, owned('Deployment', name, deployment)), spec: workload })
  for (const pod of ['a', 'b'])
    await post(`${core}/pods`, { metadata: metadata(`${name}-1-${pod}`, owned('ReplicaSet', `${name}-1`, set)), spec })
  await post(`${core}/services`, {
    metadata: metadata(name),
    spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
  })
  await post(`${core}/configmaps`, { metadata: metadata(name), data: { 'app.properties': 'a=1\nb=2\n', LOG_LEVEL: 'info' } })
  await post(`${core}/secrets`, { metadata: metadata(name), stringData: { password: `of-${name}` } })
  await post(`${core}/serviceaccounts`, { metadata: metadata(name) })
}

function podSpec(index: number): object {
  const careful = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  }
  return {
    serviceAccountName: `app-${index}`,
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'app',
        image: `shop.azurecr.io/app-${index}:1.${index}`,
        ports: [{ name: 'http', containerPort: 8080 }],
        env: [{ name: 'REGION', value: 'japaneast' }],
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
        livenessProbe: { httpGet: { path: '/live', port: 'http' } },
        ...(index % 3 === 0 ? {} : { securityContext: careful }),
      },
    ],
  }
}

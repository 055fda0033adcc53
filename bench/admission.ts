// Load on the admission webhook: reviews a second and the times of answers, over real TLS on loopback, with all checks.
// `npm run bench -- admission [seconds [policies…]]`; the policies of these files and folders judge as well. Without any it is
// measured twice: with the checks alone, and with Azure's initiative of the restricted Pod Security standards beside them.
// The server has a process of its own. Its processor time is read, and nothing of the clients': reviews a second of one core
// are reviews by this time, so that neither they nor a busy machine change the figure.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

import { issueAuthority, issueCertificate } from '../src/admission/certificates/issue.ts'
import { liveChecks } from '../src/admission/live-checks.ts'
import { mostFindingsOfCheck } from '../src/admission/policy.ts'
import { serve } from '../src/admission/serve.ts'
import { defaultSettings } from '../src/admission/settings.ts'
import { keepPausesShort } from '../src/admission/short-pauses.ts'
import { checks } from '../src/checks/index.generated.ts'
import { loadDoorPolicies } from '../src/cli/door-policies.ts'
import { defaultMinor } from '../src/models/kubernetes-api/versions.ts'
import { writePodSecurityInitiative } from './pod-security-initiative.ts'

interface Listening {
  readonly port: number
  readonly authority: string
  readonly checks: number
  readonly policies: number
}

interface Used {
  /** Of the server's process, in seconds. */
  readonly cpu: number
  /** Resident memory, in bytes. */
  readonly memory: number
}

/** Reviews a second of a busy cluster: a rate at which the time of an answer is not the time spent waiting for a core. */
const ordinaryRate = 100

/** Clients that ask at once; kube-apiserver keeps about as many connections to a busy webhook. */
const clients = 16

if (process.send === undefined) await measureAll(process.argv.slice(process.argv[2] === 'admission' ? 3 : 2))
else await runServer()

async function measureAll([seconds = '10', ...policies]: readonly string[]): Promise<void> {
  await measure(Number(seconds), policies)
  if (policies.length > 0) return
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
  try {
    if (writePodSecurityInitiative(folder)) await measure(Number(seconds), [folder])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function runServer(): Promise<void> {
  keepPausesShort()
  const now = Date.now()
  const validity = { notBefore: new Date(now - 60_000), notAfter: new Date(now + 86_400_000) }
  const authority = await issueAuthority('bench', validity)
  const { certificate, key } = await issueCertificate(authority, ['127.0.0.1'], validity)
  const live = liveChecks(checks.filter((check) => check.default !== 'off'))
  const paths = process.argv.slice(2)
  const policies = paths.length === 0 ? undefined : loadDoorPolicies(paths, { cwd: process.cwd() }, 'en', defaultMinor)
  let written = 0
  const { port } = await serve({
    host: '127.0.0.1',
    port: 0,
    certificates: { start: async () => ({ cert: certificate, key }), stop: () => {} },
    loadPolicy: async () => ({
      checks: live,
      policies,
      judging: { target: { kubernetes: defaultMinor }, mostFindings: mostFindingsOfCheck },
      settings: { ...defaultSettings, mode: 'deny' },
      exceptions: [],
      podShapes: [],
      locale: 'en',
      ownNamespace: 'breakwater',
    }),
    // What the audit log costs, without its disk.
    record: (record) => (written += JSON.stringify(record).length),
    notify: () => {},
  })
  const started = { cpu: 0 }
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    const cpu = (user + system) / 1e6
    process.send!({ cpu: cpu - started.cpu, memory: process.memoryUsage.rss(), written })
    started.cpu = cpu
  })
  process.send!({ port, authority: authority.certificate, checks: live.length, policies: policies?.checks.length ?? 0 })
}

async function measure(seconds: number, paths: readonly string[]): Promise<void> {
  const server = fork(import.meta.filename, [...paths], { stdio: 'inherit' })
  const next = async <Message>() => new Promise<Message>((done) => server.once('message', (message) => done(message as Message)))
  const used = async () => {
    server.send('used')
    return next<Used>()
  }
  const { port, authority, checks: count, policies } = await next<Listening>()
  const agent = new Agent({ keepAlive: true, maxSockets: clients, ca: authority })
  const bodies = reviews()
  const drive = async (forSeconds: number) => {
    const times: number[] = []
    const end = performance.now() + forSeconds * 1000
    const client = async (first: number) => {
      for (let index = first; performance.now() < end; index++) {
        const asked = performance.now()
        await post(agent, port, bodies[index % bodies.length]!)
        times.push(performance.now() - asked)
      }
    }
    await Promise.all(Array.from({ length: clients }, async (_, index) => client(index)))
    return times.sort((a, b) => a - b)
  }

  /** Asks at a fixed rate, whatever has been answered, as a cluster does. */
  const pace = async (forSeconds: number) => {
    const times: number[] = []
    const start = performance.now()
    const asked: Promise<void>[] = []
    for (let index = 0; index < forSeconds * ordinaryRate; index++) {
      const due = start + (index * 1000) / ordinaryRate
      while (performance.now() < due) await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())))
      const from = performance.now()
      asked.push(post(agent, port, bodies[index % bodies.length]!).then(() => void times.push(performance.now() - from)))
    }
    await Promise.all(asked)
    return times.sort((a, b) => a - b)
  }

  await drive(Math.min(3, seconds))
  await used()
  const times = await drive(seconds)
  const { cpu, memory } = await used()
  const ordinary = await pace(seconds)
  // One client at a time: how long one answer takes when nobody waits before it.
  const alone: number[] = []
  for (let index = 0; index < 500; index++) {
    const asked = performance.now()
    await post(agent, port, bodies[index % bodies.length]!)
    alone.push(performance.now() - asked)
  }
  alone.sort((a, b) => a - b)
  agent.destroy()
  server.kill()

  const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(2)
  console.log(
    `${cpus().length} × ${cpus()[0]!.model}, Node.js ${process.version}, ${count} checks, ${policies} policies, ${clients} clients, ${seconds} s`,
  )
  console.log(`reviews a second, by the clock:       ${Math.round(times.length / seconds)}`)
  console.log(
    `reviews a second of one core's time:  ${Math.round(times.length / cpu)} (${((cpu / times.length) * 1000).toFixed(3)} ms of the server each)`,
  )
  console.log(`answer, ${clients} clients (ms):  p50 ${at(times, 0.5)}  p99 ${at(times, 0.99)}`)
  console.log(`answer, ${ordinaryRate} reviews a second (ms):  p50 ${at(ordinary, 0.5)}  p99 ${at(ordinary, 0.99)}`)
  console.log(`answer, one client (ms):   p50 ${at(alone, 0.5)}  p99 ${at(alone, 0.99)}`)
  console.log(`resident memory (MiB):     ${Math.round(memory / 1024 / 1024)}`)
}

async function post(agent: Agent, port: number, body: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const asked = request({ agent, host: '127.0.0.1', port, path: '/validate?timeout=10s', method: 'POST', headers }, (response) => {
      response.on('end', () => (response.statusCode === 200 ? done() : fail(new Error(`answered with ${response.statusCode}`))))
      response.resume()
    })
    asked.on('error', fail)
    asked.end(body)
  })
}

/** What a cluster asks in an ordinary hour: pods and Deployments, written with care and without, Services, ConfigMaps. */
function reviews(): readonly Buffer[] {
  const careful = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  }
  const template = (index: number) => ({
    metadata: { labels: { app: `app-${index}` } },
    spec: {
      automountServiceAccountToken: false,
      serviceAccountName: 'app',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      // What the restricted initiative asks of users and groups, too: pods that every policy refuses are no ordinary hour.
      ...(index % 3 === 0 ? {} : { securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, supplementalGroups: [1000] } }),
      containers: [
        {
          name: 'app',
          image: `shop.azurecr.io/app-${index}:1.${index}`,
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [
            { name: 'LOG_LEVEL', value: 'info' },
            { name: 'REGION', value: 'japaneast' },
          ],
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
          readinessProbe: { httpGet: { path: '/ready', port: 'http', scheme: 'HTTP' }, periodSeconds: 5 },
          livenessProbe: { httpGet: { path: '/live', port: 'http', scheme: 'HTTP' }, periodSeconds: 10 },
          terminationMessagePath: '/dev/termination-log',
          imagePullPolicy: 'IfNotPresent',
          ...(index % 3 === 0 ? {} : { securityContext: careful }),
        },
      ],
    },
  })
  const objectOf = (index: number) => {
    const metadata = { name: `app-${index}`, namespace: 'shop', labels: { app: `app-${index}` } }
    switch (index % 5) {
      case 0:
        return {
          apiVersion: 'v1',
          kind: 'Service',
          metadata,
          spec: { type: 'ClusterIP', ports: [{ port: 80 }], selector: metadata.labels },
        }
      case 1:
        return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'app.properties': 'a=1\nb=2\n' } }
      case 2:
        return {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata,
          spec: { replicas: 3, selector: { matchLabels: metadata.labels }, template: template(index) },
        }
      default:
        return { apiVersion: 'v1', kind: 'Pod', metadata, spec: template(index).spec }
    }
  }
  return Array.from({ length: 60 }, (_, index) => {
    const object = objectOf(index)
    const resource = { group: '', version: 'v1', resource: `${object.kind.toLowerCase()}s` }
    const asked = {
      uid: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      kind: { group: '', version: 'v1', kind: object.kind },
      resource,
      name: object.metadata.name,
      namespace: 'shop',
      operation: 'CREATE',
      userInfo: { username: 'system:serviceaccount:kube-system:replicaset-controller', groups: ['system:authenticated'] },
      object,
      oldObject: null,
      dryRun: false,
    }
    return Buffer.from(JSON.stringify({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: asked }))
  })
}

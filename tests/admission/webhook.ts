import { request } from 'node:https'

import type { CertificateSource } from '../../src/admission/certificates/certificate-source.ts'
import { issueAuthority, issueCertificate, type KeyPair } from '../../src/admission/certificates/issue.ts'
import type { DecisionRecord } from '../../src/admission/decision-log.ts'
import { liveChecks } from '../../src/admission/live-checks.ts'
import { mostFindingsOfCheck, type AdmissionPolicy } from '../../src/admission/policy.ts'
import { serve, type Notice, type RunningWebhook, type ServeOptions } from '../../src/admission/serve.ts'
import { defaultSettings } from '../../src/admission/settings.ts'
import { checks } from '../../src/checks/index.generated.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'

export const live = liveChecks(checks.filter((check) => check.default !== 'off'))

/** A policy of all checks that are on; what is given stands in for the defaults. */
export function policyWith(settings: Partial<AdmissionPolicy['settings']> = {}, rest: Partial<AdmissionPolicy> = {}): AdmissionPolicy {
  return {
    checks: live,
    judging: { target: { kubernetes: defaultMinor }, mostFindings: mostFindingsOfCheck },
    settings: { ...defaultSettings, ...settings },
    exceptions: [],
    podShapes: [],
    locale: 'en',
    ownNamespace: 'breakwater',
    ...rest,
  }
}

/** A body as kube-apiserver sends it. */
export function reviewOf(object: object | undefined, fields: Readonly<Record<string, unknown>> = {}): string {
  const { kind = '', metadata } = (object ?? {}) as { kind?: string; metadata?: { name?: string } }
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group: '', version: 'v1', kind },
      resource: { group: '', version: 'v1', resource: `${kind.toLowerCase()}s` },
      requestKind: { group: '', version: 'v1', kind },
      requestResource: { group: '', version: 'v1', resource: `${kind.toLowerCase()}s` },
      name: metadata?.name ?? 'web',
      namespace: 'shop',
      operation: 'CREATE',
      userInfo: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
      object: object ?? null,
      oldObject: null,
      dryRun: false,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
      ...fields,
    },
  })
}

/** A pod with one privileged container and nothing else to say against the Pod Security baseline. */
export const privilegedPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'app', image: 'shop.azurecr.io/web:1', securityContext: { privileged: true } }] },
}

/** A pod that nothing is held against. */
export const hardenedPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: '1' }] },
  spec: {
    serviceAccountName: 'web',
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'app',
        image: 'shop.azurecr.io/web:1@sha256:6a59f8b1d2f3c4e5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3',
        ports: [{ name: 'http', containerPort: 8080 }],
        livenessProbe: { httpGet: { path: '/live', port: 'http' } },
        readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
}

const day = 24 * 60 * 60 * 1000

export interface Issued extends KeyPair {
  readonly authority: string
  /** A certificate for clients, by the same authority. */
  readonly client: KeyPair
}

/** A certificate for loopback, by an authority of its own. */
export async function certificateForLoopback(): Promise<Issued> {
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) }
  const authority = await issueAuthority('test', validity)
  return {
    ...(await issueCertificate(authority, ['localhost', '127.0.0.1'], validity)),
    authority: authority.certificate,
    client: await issueCertificate(authority, ['kube-apiserver'], validity, 'client'),
  }
}

export interface Started extends RunningWebhook {
  readonly authority: string
  readonly records: DecisionRecord[]
  readonly notices: Notice[]
}

/** Runs the real webhook on a free port of loopback. */
export async function startWebhook(policy: AdmissionPolicy, options: Partial<ServeOptions> = {}): Promise<Started> {
  const issued = await certificateForLoopback()
  const certificates: CertificateSource = { start: async () => ({ cert: issued.certificate, key: issued.key }), stop: () => {} }
  const records: DecisionRecord[] = []
  const notices: Notice[] = []
  const running = await serve({
    host: '127.0.0.1',
    port: 0,
    certificates,
    loadPolicy: async () => policy,
    record: (record) => records.push(record),
    notify: (notice) => notices.push(notice),
    ...options,
  })
  return { ...running, authority: issued.authority, records, notices }
}

export interface Reply {
  readonly status: number
  readonly body: string
  readonly headers: NodeJS.Dict<string | string[]>
}

export interface CallOptions {
  readonly method?: string
  readonly contentType?: string
}

/** One call of the webhook, whose certificate is verified as the API server verifies it. */
export async function call(
  { port, authority, client }: Pick<Started, 'port' | 'authority'> & { readonly client?: KeyPair },
  path: string,
  body?: string | Buffer,
  { method = body === undefined ? 'GET' : 'POST', contentType = 'application/json' }: CallOptions = {},
): Promise<Reply> {
  return new Promise((done, fail) => {
    const made = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        ca: authority,
        agent: false,
        headers: body === undefined ? {} : { 'content-type': contentType },
        ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), headers: response.headers }),
        )
        response.on('error', fail)
      },
    )
    made.on('error', fail)
    made.end(body)
  })
}

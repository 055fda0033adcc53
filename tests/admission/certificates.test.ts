import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test, vi } from 'vitest'

import { givenCertificates, ownCertificates } from '../../src/admission/certificates/certificate-source.ts'
import { folderStore } from '../../src/admission/certificates/folder-store.ts'
import { ensureCertificates, type CertificateStore, type StoredCertificates } from '../../src/admission/certificates/own-certificates.ts'
import { readFiles } from '../../src/admission/watch-files.ts'
import { call, certificateForLoopback, hardenedPod, policyWith, reviewOf, startWebhook } from './webhook.ts'

const folder = mkdtempSync(join(tmpdir(), 'breakwater-certificates-'))
afterAll(() => rmSync(folder, { recursive: true }))

const day = 24 * 60 * 60 * 1000
const names = ['breakwater.breakwater.svc', 'localhost', '127.0.0.1', '::1']
const now = new Date('2026-06-01T12:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * day)
const authoritiesIn = ({ 'ca.crt': bundle }: StoredCertificates) => bundle.split('-----BEGIN').length - 1

function memoryStore(initial?: StoredCertificates): CertificateStore & { writes: number } {
  let held = initial
  const store = {
    writes: 0,
    read: async () => held,
    write: async (certificates: StoredCertificates) => {
      store.writes++
      held = certificates
      return true
    },
  }
  return store
}

describe('own certificates', () => {
  test('are for the names asked for, signed by the authority, and kept', async () => {
    const store = memoryStore()
    const stored = await ensureCertificates(store, names, now)
    const [server, authority] = [new X509Certificate(stored['tls.crt']), new X509Certificate(stored['ca.crt'])]
    expect(server.subjectAltName).toBe('DNS:breakwater.breakwater.svc, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
    expect(server.checkIssued(authority)).toBe(true)
    expect(server.verify(authority.publicKey)).toBe(true)
    expect([server.ca, authority.ca]).toEqual([false, true])
    expect(server.validToDate).toEqual(new Date('2026-08-30T12:00:00Z'))
    expect(await ensureCertificates(store, names, later(59))).toBe(stored)
    expect(store.writes).toBe(1)
  })

  test('are renewed thirty days before their end, by the same authority', async () => {
    const store = memoryStore()
    const first = await ensureCertificates(store, names, now)
    const second = await ensureCertificates(store, names, later(61))
    expect(second['tls.crt']).not.toBe(first['tls.crt'])
    expect(second['ca.crt']).toBe(first['ca.crt'])
  })

  test('are issued anew for other names, and where somebody damaged them', async () => {
    const first = await ensureCertificates(memoryStore(), names, now)
    const renamed = await ensureCertificates(memoryStore(first), [...names, 'other'], now)
    expect(new X509Certificate(renamed['tls.crt']).checkHost('other')).toBe('other')
    expect(renamed['ca.crt']).toBe(first['ca.crt'])
    const damaged = await ensureCertificates(memoryStore({ ...first, 'tls.crt': 'x' }), names, now)
    expect(new X509Certificate(damaged['tls.crt']).checkHost('localhost')).toBe('localhost')
  })

  test('an authority is replaced a year before its end, and the old one stays trusted', async () => {
    const first = await ensureCertificates(memoryStore(), names, now)
    const second = await ensureCertificates(memoryStore(first), names, later(3650 - 364))
    expect(authoritiesIn(second)).toBe(2)
    expect(second['ca.crt'].endsWith(first['ca.crt'])).toBe(true)
    expect(new X509Certificate(second['tls.crt']).verify(new X509Certificate(second['ca.crt']).publicKey)).toBe(true)
    const third = await ensureCertificates(memoryStore(second), names, later(3651))
    expect(authoritiesIn(third)).toBe(1)
  })

  test('of two replicas that begin together, both use what the first one wrote', async () => {
    const shared = memoryStore()
    const lost: CertificateStore = {
      read: async () => shared.read(),
      write: async () => {
        await ensureCertificates(shared, names, now)
        return false
      },
    }
    expect(await ensureCertificates(lost, names, now)).toBe(await shared.read())
    expect(shared.writes).toBe(1)
  })

  test('lie in a folder that nobody else can read', async () => {
    const path = join(folder, 'own')
    const stored = await ensureCertificates(folderStore(path), names, now)
    expect(await folderStore(path).read()).toEqual(stored)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(statSync(join(path, 'tls.key')).mode & 0o777).toBe(0o600)
  })
})

describe('a running webhook', () => {
  test('takes up certificates that change in their files, by symbolic link as kubelet does it', async () => {
    const write = async (name: string) => {
      const issued = await certificateForLoopback()
      writeFileSync(join(folder, `${name}.crt`), issued.certificate)
      writeFileSync(join(folder, `${name}.key`), issued.key)
      return issued
    }
    const link = (name: string) => {
      for (const end of ['crt', 'key']) {
        const path = join(folder, `now.${end}`)
        try {
          unlinkSync(path)
        } catch {
          // The first time there is none.
        }
        symlinkSync(`${name}.${end}`, path)
      }
    }
    const [first, second] = [await write('first'), await write('second')]
    link('first')
    const webhook = await startWebhook(policyWith(), {
      certificates: givenCertificates(join(folder, 'now.crt'), join(folder, 'now.key'), undefined, 20),
    })
    const { port } = webhook
    expect(await call({ port, authority: first.authority }, '/readyz')).toMatchObject({ status: 200 })
    link('second')
    await vi.waitFor(async () => expect(await call({ port, authority: second.authority }, '/readyz')).toMatchObject({ status: 200 }), 5000)
    await expect(call({ port, authority: first.authority }, '/readyz')).rejects.toThrow(/certificate/)
    writeFileSync(join(folder, 'second.crt'), 'damaged')
    await vi.waitFor(() => expect(webhook.notices.map(({ what }) => what)).toContain('certificate-not-renewed'), 5000)
    expect(await call({ port, authority: second.authority }, '/readyz')).toMatchObject({ status: 200 })
    await webhook.stop(0, 1000)
  })

  test('renews its own certificate while it runs, after it has published its authority', async () => {
    let today = now
    const published: string[] = []
    const store = memoryStore()
    const webhook = await startWebhook(policyWith(), {
      certificates: ownCertificates({
        store,
        names: ['127.0.0.1'],
        publish: async (authorities) => void published.push(authorities),
        now: () => today,
        interval: 20,
      }),
    })
    today = later(61)
    await vi.waitFor(
      () => expect(webhook.notices).toContainEqual({ what: 'certificate-changed', notAfter: '2026-10-30T12:00:00.000Z' }),
      5000,
    )
    expect(store.writes).toBe(2)
    expect(new Set(published)).toEqual(new Set([(await store.read())!['ca.crt']]))
    await webhook.stop(0, 1000)
  })

  test('uses its certificate to its end while the store of certificates is out of reach, says so, and is then not ready', async () => {
    const started = Date.now()
    let passed = 0
    const clock = () => new Date(started + passed * day)
    const store = memoryStore()
    let isReachable = true
    const read = async () => {
      if (!isReachable) throw new Error('connect ECONNREFUSED')
      return store.read()
    }
    const webhook = await startWebhook(policyWith(), {
      date: clock,
      certificates: ownCertificates({ store: { ...store, read }, names: ['127.0.0.1'], publish: async () => {}, now: clock, interval: 20 }),
    })
    const first = (await store.read())!
    const reached = { port: webhook.port, authority: first['ca.crt'] }
    const metric = async (series: string) =>
      (await call(reached, '/metrics')).body
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1)
    const expiry = Math.round(new X509Certificate(first['tls.crt']).validToDate.getTime() / 1000)
    expect(await metric('breakwater_admission_certificate_not_after_seconds')).toBe(String(expiry))

    isReachable = false
    passed = 61
    await vi.waitFor(
      () => expect(webhook.notices).toContainEqual({ what: 'certificate-not-renewed', problem: 'connect ECONNREFUSED' }),
      5000,
    )
    expect(Number(await metric('breakwater_admission_reloads_total{of="certificate",result="failed"}'))).toBeGreaterThan(0)
    expect(await call(reached, '/readyz')).toMatchObject({ status: 200 })
    expect(await call(reached, '/validate', reviewOf(hardenedPod))).toMatchObject({ status: 200 })

    passed = 91
    expect(await call(reached, '/readyz')).toMatchObject({ status: 503 })
    expect(await metric('breakwater_admission_ready')).toBe('0')
    // Who asks nevertheless gets an answer.
    expect(await call(reached, '/validate', reviewOf(hardenedPod))).toMatchObject({ status: 200 })

    isReachable = true
    await vi.waitFor(() => expect(webhook.notices).toContainEqual(expect.objectContaining({ what: 'certificate-changed' })), 5000)
    await webhook.stop(0, 1000)
  })

  test('answers only clients with a certificate, where that is asked for', async () => {
    const issued = await certificateForLoopback()
    const webhook = await startWebhook(policyWith(), {
      certificates: {
        start: async () => ({ cert: issued.certificate, key: issued.key, clientCa: issued.authority }),
        stop: () => {},
      },
    })
    const reached = { port: webhook.port, authority: issued.authority }
    expect(await call(reached, '/healthz')).toMatchObject({ status: 200 })
    expect(await call(reached, '/validate', reviewOf(hardenedPod))).toMatchObject({ status: 401 })
    expect(await call({ ...reached, client: issued.client }, '/validate', reviewOf(hardenedPod))).toMatchObject({ status: 200 })
    await webhook.stop(0, 1000)
  })
})

describe('the configuration', () => {
  test('is read again when it changes, and stays as it was when it is broken', async () => {
    const path = join(folder, 'breakwater.yaml')
    writeFileSync(path, 'a')
    let broken = false
    const policies = [policyWith({ mode: 'audit' }), policyWith({ mode: 'deny' })]
    const webhook = await startWebhook(policies[0]!, {
      watched: readFiles([path]),
      interval: 20,
      loadPolicy: async () => {
        if (broken) throw new Error('line 1: broken')
        return policies.shift()!
      },
    })
    const isAllowed = async () => {
      const pod = { ...hardenedPod, spec: { ...hardenedPod.spec, hostPID: true } }
      return (JSON.parse((await call(webhook, '/validate', reviewOf(pod))).body) as { response: { allowed: boolean } }).response.allowed
    }
    expect(await isAllowed()).toBe(true)
    writeFileSync(path, 'b')
    await vi.waitFor(async () => expect(await isAllowed()).toBe(false), 5000)
    broken = true
    writeFileSync(path, 'c')
    await vi.waitFor(() => expect(webhook.notices).toContainEqual({ what: 'policy-not-reloaded', problem: 'line 1: broken' }), 5000)
    expect(await isAllowed()).toBe(false)
    await webhook.stop(0, 1000)
  })
})

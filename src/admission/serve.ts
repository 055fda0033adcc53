import { X509Certificate } from 'node:crypto'

import { saidBy } from '../core/spoken-error.ts'
import type { Message } from '../core/text.ts'
import type { CertificateSource } from './certificates/certificate-source.ts'
import type { DecisionRecord } from './decision-log.ts'
import { Metrics } from './metrics.ts'
import type { AdmissionPolicy } from './policy.ts'
import { AdmissionServer, type ServerLimits, type TlsFiles } from './server.ts'
import { warmUp } from './warm-up.ts'
import { watchFiles, type ReadContents } from './watch-files.ts'
import { Webhook } from './webhook.ts'

/** Something that the operator should know: not a decision. */
export type Notice =
  | { readonly what: 'listening'; readonly port: number }
  | { readonly what: 'ready' | 'policy-reloaded'; readonly checks: number; readonly policies: number }
  | { readonly what: 'mutating-policies'; readonly names: readonly string[] }
  | { readonly what: 'certificate-changed'; readonly notAfter: string }
  | { readonly what: 'policy-not-reloaded' | 'certificate-not-renewed'; readonly problem: string | Message }
  | { readonly what: 'stopping' | 'stopped' }

export interface ServeOptions {
  readonly host: string
  readonly port: number
  readonly certificates: CertificateSource
  /** Makes the policy; called again when what is watched changes. */
  readonly loadPolicy: () => Promise<AdmissionPolicy>
  readonly watched?: ReadContents
  readonly record: (record: DecisionRecord) => void
  readonly notify: (notice: Notice) => void
  readonly date?: () => Date
  readonly limits?: Partial<ServerLimits>
  /** How often that is looked at, in milliseconds. */
  readonly interval?: number
}

export interface RunningWebhook {
  readonly port: number
  /**
   * Turns not ready at once, goes on answering for `delay` milliseconds, until the API server has heard of it, and then
   * ends what is left within `patience`.
   */
  readonly stop: (delay: number, patience: number) => Promise<void>
}

/**
 * Runs the webhook. It listens as soon as it has a certificate, so that probes are answered, and is ready when its policy
 * is loaded.
 *
 * @throws {Error} when there is no certificate, no policy, or the port is taken
 */
export async function serve(options: ServeOptions): Promise<RunningWebhook> {
  const { certificates, loadPolicy, notify, record, date = () => new Date() } = options
  const metrics = new Metrics()
  let policy: AdmissionPolicy | undefined
  let isStopping = false
  /** When the certificate expires, in milliseconds since 1970. */
  let notAfter = 0
  const canAnswer = () => policy !== undefined
  // A client that verifies the certificate turns away from one that has expired; another replica may have a newer one.
  const isReady = () => canAnswer() && !isStopping && date().getTime() < notAfter
  const webhook = new Webhook({ policy: () => policy!, metrics, record, date })

  const reloads = 'breakwater_admission_reloads_total'
  metrics.declare(reloads, 'Reloads of the policy and of the certificate.')
  metrics.gauge('breakwater_admission_ready', 'Whether reviews are answered.', () => Number(isReady()))
  metrics.gauge('breakwater_admission_certificate_not_after_seconds', 'When the certificate expires, in Unix time.', () =>
    Math.round(notAfter / 1000),
  )
  metrics.gauge('breakwater_admission_checks', 'Checks that judge.', () => policy?.checks.length ?? 0)
  metrics.gauge('breakwater_admission_policies', 'Policies of other engines that judge.', () => policy?.policies?.checks.length ?? 0)

  const failedTo = (what: 'policy-not-reloaded' | 'certificate-not-renewed', of: string) => (error: unknown) => {
    metrics.count(reloads, { of, result: 'failed' })
    notify({ what, problem: saidBy(error) })
  }
  const useCertificate = (tls: TlsFiles) => {
    server.setCertificates(tls)
    metrics.count(reloads, { of: 'certificate', result: 'done' })
    notify({ what: 'certificate-changed', notAfter: remember(tls) })
  }
  const remember = ({ cert }: TlsFiles): string => {
    const { validToDate } = new X509Certificate(cert)
    notAfter = validToDate.getTime()
    return validToDate.toISOString()
  }
  const tls = await certificates.start(useCertificate, failedTo('certificate-not-renewed', 'certificate'))
  remember(tls)
  const server = new AdmissionServer(tls, {
    webhook,
    metrics,
    canAnswer,
    isReady,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
  let stopWatching = () => {}
  const end = async (patience: number) => {
    stopWatching()
    certificates.stop()
    await server.close(patience)
  }
  const port = await server.listen(options.port, options.host)
  notify({ what: 'listening', port })

  const use = (what: 'ready' | 'policy-reloaded', loaded: AdmissionPolicy) => {
    policy = loaded
    notify({ what, checks: loaded.checks.length, policies: loaded.policies?.checks.length ?? 0 })
    const names = loaded.policies?.mutating ?? []
    if (names.length > 0) notify({ what: 'mutating-policies', names })
  }
  let initial: readonly string[] = []
  try {
    initial = (await options.watched?.()) ?? []
    const first = await loadPolicy()
    warmUp(first)
    use('ready', first)
  } catch (error) {
    await end(0)
    throw error
  }
  if (options.watched !== undefined) {
    const reload = async () => {
      use('policy-reloaded', await loadPolicy())
      metrics.count(reloads, { of: 'policy', result: 'done' })
    }
    stopWatching = watchFiles(options.watched, initial, options.interval ?? 5_000, reload, failedTo('policy-not-reloaded', 'policy'))
  }

  return {
    port,
    stop: async (delay, patience) => {
      isStopping = true
      notify({ what: 'stopping' })
      await new Promise((done) => setTimeout(done, delay))
      await end(patience)
      notify({ what: 'stopped' })
    },
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { CertificateSource } from '../admission/certificates/certificate-source.ts'
import { givenCertificates, ownCertificates } from '../admission/certificates/certificate-source.ts'
import { folderStore } from '../admission/certificates/folder-store.ts'
import { publishAuthorities, secretStore } from '../admission/certificates/secret-store.ts'
import { addressFromEnvironment, serviceAccountFolder } from '../admission/cluster-api.ts'
import { liveChecks } from '../admission/live-checks.ts'
import { mostFindingsOfCheck, type AdmissionPolicy } from '../admission/policy.ts'
import { serve, type Notice, type ServeOptions } from '../admission/serve.ts'
import { keepPausesShort } from '../admission/short-pauses.ts'
import { readFiles, type ReadContents } from '../admission/watch-files.ts'
import { checks } from '../checks/index.generated.ts'
import { BreakwaterError } from '../core/error.ts'
import { saidBy, SpokenError } from '../core/spoken-error.ts'
import { render, text, type Locale, type Text } from '../core/text.ts'
import type { Command, FlagValues, Invocation, Output } from './command.ts'
import type { Config } from './config/config.ts'
import { findConfig } from './config/find-config.ts'
import { loadDoorPolicies, policyContents } from './door-policies.ts'
import { judgingFlags, listFlag, minorOf } from './judging/judging-flags.ts'
import { selectChecks } from './judging/select-checks.ts'

const words = {
  usage: text({ en: 'admission serve', ja: 'admission serve' }),
  whichCertificate: text({
    en: 'name the certificate: --cert and --key, --cert-dir or --cert-secret',
    ja: '証明書を指定してください: --cert と --key、--cert-dir、--cert-secret のいずれか',
  }),
  outside: text({
    en: '--cert-secret needs the environment of a pod in a cluster',
    ja: '--cert-secret はクラスター内の Pod でだけ使えます',
  }),
} satisfies Record<string, Text>

const shared = new Set(['--config', '--kubernetes-version', '--only', '--skip', '--standard'])

export const command: Command = {
  targets: 'serve',
  flags: [
    ...judgingFlags.filter(({ name }) => shared.has(name)),
    {
      name: '--policies',
      value: 'PATH',
      repeatable: true,
      group: 'input',
      meaning: text({
        en: 'files and folders with policies of Gatekeeper, Azure Policy, Kubernetes or Kyverno that judge as well; read again when they change',
        ja: 'あわせて判定に使う Gatekeeper、Azure Policy、Kubernetes、Kyverno のポリシーのファイルやフォルダー。変更時に読み直す',
      }),
    },
    {
      name: '--host',
      value: 'ADDRESS',
      default: '127.0.0.1',
      group: 'input',
      meaning: text({ en: 'address to listen on', ja: '待ち受けるアドレス' }),
    },
    { name: '--port', value: 'PORT', default: '8443', group: 'input', meaning: text({ en: 'port to listen on', ja: '待ち受けるポート' }) },
    {
      name: '--cert',
      value: 'FILE',
      group: 'input',
      meaning: text({
        en: 'certificate that somebody else keeps, as PEM; read again when it changes',
        ja: '別途管理されている証明書（PEM）。変更時に読み直す',
      }),
    },
    { name: '--key', value: 'FILE', group: 'input', meaning: text({ en: 'its private key', ja: 'その秘密鍵' }) },
    {
      name: '--cert-dir',
      value: 'DIR',
      group: 'input',
      meaning: text({
        en: 'issue and renew own certificates, kept in this folder',
        ja: '証明書を自ら発行・更新し、このフォルダーに保存する',
      }),
    },
    {
      name: '--cert-secret',
      value: 'NAME',
      group: 'input',
      meaning: text({
        en: 'issue and renew own certificates, kept in this Secret of its namespace',
        ja: '証明書を自ら発行・更新し、自身の名前空間のこの Secret に保存する',
      }),
    },
    {
      name: '--dns-name',
      value: 'NAME',
      repeatable: true,
      group: 'input',
      meaning: text({
        en: 'name or address in own certificates; may be repeated',
        ja: '自ら発行する証明書に入れる名前やアドレス（繰り返し可）',
      }),
    },
    {
      name: '--validating-webhook',
      value: 'NAME',
      group: 'input',
      meaning: text({
        en: 'configuration that is told to trust own certificates',
        ja: '自ら発行する証明書を信頼させる ValidatingWebhookConfiguration',
      }),
    },
    {
      name: '--mutating-webhook',
      value: 'NAME',
      group: 'input',
      meaning: text({ en: 'the same for the mutating one', ja: '同じく MutatingWebhookConfiguration' }),
    },
    {
      name: '--client-ca',
      value: 'FILE',
      group: 'input',
      meaning: text({
        en: 'answer only clients with a certificate of these authorities',
        ja: 'この認証局の証明書を持つクライアントにだけ応答する',
      }),
    },
    {
      name: '--namespace',
      value: 'NAME',
      group: 'input',
      meaning: text({ en: 'namespace that it runs in, which it never judges', ja: '自身が動く名前空間。ここは判定しない' }),
    },
    {
      name: '--shutdown-delay',
      value: 'SECONDS',
      default: '5',
      group: 'input',
      meaning: text({ en: 'how long it goes on answering when it is told to stop', ja: '停止の指示を受けてから応答を続ける秒数' }),
    },
  ],
  examples: [
    {
      line: 'breakwater admission serve --cert tls.crt --key tls.key',
      meaning: text({ en: 'judge what is admitted, with certificates of one’s own', ja: '用意した証明書で、受け入れ時に検査する' }),
    },
    {
      line: 'breakwater admission serve --cert-dir /tmp/certs --dns-name localhost',
      meaning: text({ en: 'try it out', ja: '試してみる' }),
    },
  ],
  run: admission,
}

async function admission(invocation: Invocation): Promise<number> {
  const { targets, flags, locale, io } = invocation
  if (targets.length !== 1 || targets[0] !== 'serve') throw new BreakwaterError('bad-usage', { problem: words.usage[locale] })
  keepPausesShort()
  const namespace = stringFlag(flags, 'namespace') ?? ownNamespace(io.env)
  const options: ServeOptions = {
    host: stringFlag(flags, 'host')!,
    port: numberFlag(flags, 'port', 65_535),
    certificates: certificatesOf(invocation, namespace),
    loadPolicy: async () => loadPolicy(invocation, namespace),
    watched: watchedBy(invocation),
    record: lineWriter(io.stdout),
    notify: (notice) => io.stderr.write(`${noticeLine(notice, locale)}\n`),
  }
  const delay = numberFlag(flags, 'shutdownDelay', 600) * 1000
  const running = await serve(options).catch((error: unknown) => {
    // A file that is not there, a key that is none, a port that is taken: what has a code comes from the machine.
    const isOutside = error instanceof SpokenError || typeof (error as NodeJS.ErrnoException).code === 'string'
    if (error instanceof BreakwaterError || !isOutside) throw error
    throw new BreakwaterError('webhook-not-started', { reason: saidBy(error) }, { cause: error })
  })
  await new Promise<void>((done) => {
    process.once('SIGTERM', () => done())
    process.once('SIGINT', () => done())
  })
  await running.stop(delay, 20_000)
  return 0
}

/** What went wrong is told in the language of the operator; the rest is for programs. */
function noticeLine(notice: Notice, locale: Locale): string {
  const problem = 'problem' in notice && typeof notice.problem !== 'string' ? { problem: render(notice.problem, locale) } : {}
  return JSON.stringify({ time: new Date().toISOString(), ...notice, ...problem })
}

/** What decisions depend on that can change while the webhook runs: the configuration, and the policies. */
function watchedBy({ flags, io, locale }: Invocation): ReadContents {
  const path = resolve(io.cwd, stringFlag(flags, 'config') ?? 'breakwater.yaml')
  const config = readFiles(existsSync(path) ? [path] : [])
  const policies = policyContents(listFlag(flags, 'policies') ?? [], io, locale)
  return async () => [...(await config()), ...(await policies())]
}

/** What the configuration says now; checks are selected as `scan` selects them. */
async function loadPolicy({ flags, locale, io }: Invocation, namespace: string | undefined): Promise<AdmissionPolicy> {
  const config = await findConfig(stringFlag(flags, 'config'), io.cwd, checks, locale)
  const [only, skip, standards] = [listFlag(flags, 'only'), listFlag(flags, 'skip'), listFlag(flags, 'standard')]
  const paths = listFlag(flags, 'policies')
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const selected = selectChecks(checks, {
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(standards === undefined ? {} : { standards }),
    states: config.states,
  })
  return {
    checks: liveChecks(selected),
    ...(paths === undefined ? {} : { policies: loadDoorPolicies(paths, io, locale, kubernetes) }),
    judging: {
      target: { kubernetes },
      settings: config.options,
      severities: config.severities,
      mostFindings: mostFindingsOfCheck,
    },
    settings: config.admission,
    exceptions: config.suppressions,
    podShapes: config.podShapes,
    locale,
    ownNamespace: namespace,
    images: await imageGate(config, io.cwd),
  }
}

/** The verification of images is loaded only where rules ask for it. */
async function imageGate({ admissionFile }: Config, cwd: string): Promise<AdmissionPolicy['images']> {
  if (admissionFile?.images === undefined) return undefined
  const [{ toImageSettings }, { ImageGate }] = await Promise.all([
    import('./config/image-rules.ts'),
    import('../admission/images/image-gate.ts'),
  ])
  const settings = toImageSettings(admissionFile, cwd)
  return settings === undefined ? undefined : new ImageGate(settings, () => new Date())
}

function certificatesOf({ flags, io, locale }: Invocation, namespace: string | undefined): CertificateSource {
  const file = (name: string) => {
    const given = stringFlag(flags, name)
    return given === undefined ? undefined : resolve(io.cwd, given)
  }
  const [cert, key, folder, secret, clientCa] = [
    file('cert'),
    file('key'),
    file('certDir'),
    stringFlag(flags, 'certSecret'),
    file('clientCa'),
  ]
  if (cert !== undefined && key !== undefined) return givenCertificates(cert, key, clientCa)
  const own = {
    names: listFlag(flags, 'dnsName') ?? ['localhost', '127.0.0.1'],
    now: () => new Date(),
    ...(clientCa === undefined ? {} : { clientCa: readFileSync(clientCa, 'utf8') }),
  }
  if (folder !== undefined) return ownCertificates({ ...own, store: folderStore(folder), publish: async () => {} })
  if (secret === undefined) throw new BreakwaterError('bad-usage', { problem: words.whichCertificate[locale] })
  const address = addressFromEnvironment(io.env)
  if (address === undefined || namespace === undefined) throw new BreakwaterError('bad-usage', { problem: words.outside[locale] })
  const publish = async (authorities: string) => {
    const [validating, mutating] = [stringFlag(flags, 'validatingWebhook'), stringFlag(flags, 'mutatingWebhook')]
    if (validating !== undefined) await publishAuthorities(address, 'validatingwebhookconfigurations', validating, authorities)
    if (mutating !== undefined) await publishAuthorities(address, 'mutatingwebhookconfigurations', mutating, authorities)
  }
  return ownCertificates({ ...own, store: secretStore(address, namespace, secret), publish })
}

function ownNamespace(env: NodeJS.ProcessEnv): string | undefined {
  const mounted = join(serviceAccountFolder, 'namespace')
  return env['POD_NAMESPACE'] ?? (existsSync(mounted) ? readFileSync(mounted, 'utf8').trim() : undefined)
}

/** One JSON object a line; those of one turn of the event loop are written together. */
function lineWriter(stream: Output): (record: object) => void {
  let lines = ''
  const flush = () => {
    stream.write(lines)
    lines = ''
  }
  return (record) => {
    if (lines === '') setImmediate(flush)
    lines += `${JSON.stringify(record)}\n`
  }
}

function stringFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberFlag(flags: FlagValues, name: string, most: number): number {
  const value = Number(flags[name])
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new BreakwaterError('bad-flag-value', { flag: `--${kebab(name)}`, expected: `0–${most}`, given: String(flags[name]) })
  return value
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

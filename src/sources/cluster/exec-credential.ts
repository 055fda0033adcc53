import { dirname, isAbsolute, resolve } from 'node:path'

import { z } from 'zod'

import { BreakwaterError } from '../../core/error.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
import { findOnPath } from '../programs/find-program.ts'
import { runProgram, type Run } from '../programs/run-program.ts'
import type { Credentials } from './access.ts'
import type { ClusterEntry, ExecConfig } from './kubeconfig-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface PluginOptions {
  /** The kubeconfig that names the plugin. */
  readonly path: string
  readonly cluster: ClusterEntry
  /** The certificate authorities of the cluster, as PEM. */
  readonly authority: string | undefined
  readonly env: Environment
  /** How long the plugin may take, in milliseconds: it may ask a service. */
  readonly timeout?: number
}

const answerSchema = z.object({
  apiVersion: z.string(),
  kind: z.literal('ExecCredential'),
  status: z.object({
    expirationTimestamp: z.string().nullish(),
    token: z.string().nullish(),
    clientCertificateData: z.string().nullish(),
    clientKeyData: z.string().nullish(),
  }),
})

/** Versions of the contract between clients and plugins. Older ones are no longer served by anybody. */
const versions: ReadonlySet<string> = new Set(['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'])
const largestAnswer = 1024 * 1024

const words = {
  version: text({
    en: 'apiVersion {version} is not supported; {known} are',
    ja: 'apiVersion {version} は使えません（使えるのは {known}）',
  }),
  noVersion: text({ en: 'the kubeconfig names no apiVersion for it', ja: 'kubeconfig に apiVersion がありません' }),
  interactive: text({
    en: 'it asks a person at a terminal (interactiveMode: Always)',
    ja: '端末での対話が必要です（interactiveMode: Always）',
  }),
  notFound: text({ en: 'it is not on PATH', ja: 'PATH にありません' }),
  notStarted: text({ en: 'it cannot be started', ja: '起動できません' }),
  slow: text({ en: 'no answer within {seconds} s', ja: '{seconds} 秒以内に応答がありません' }),
  tooLong: text({ en: 'its answer is too long', ja: '応答が長すぎます' }),
  failed: text({ en: 'it failed', ja: '失敗しました' }),
  detail: text({ en: '{problem}: {said}', ja: '{problem}: {said}' }),
  notCredential: text({ en: 'it did not print an ExecCredential', ja: 'ExecCredential を出力しませんでした' }),
  otherVersion: text({ en: 'it answered in {given}, not {asked}', ja: '{asked} ではなく {given} で応答しました' }),
  nothing: text({
    en: 'there is neither a token nor a certificate in its answer',
    ja: '応答にトークンも証明書もありません',
  }),
}

/**
 * Asks a credential plugin, such as kubelogin, for credentials. The plugin is the user's own choice in the kubeconfig;
 * it runs in the user's environment, without a terminal.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 * @throws {BreakwaterError} where it gives none
 */
export async function askPlugin(config: ExecConfig, options: PluginOptions): Promise<Credentials> {
  const { command } = config
  const fail = (reason: HoleValue): never => {
    throw new BreakwaterError('exec-plugin-failed', { command, reason })
  }
  const version = config.apiVersion ?? ''
  if (version === '') return fail(words.noVersion)
  if (!versions.has(version)) return fail(message(words.version, { version, known: [...versions].join(', ') }))
  if (config.interactiveMode === 'Always') return fail(words.interactive)

  const path = /[/\\]/.test(command) ? resolve(dirname(options.path), command) : findOnPath(command, options.env)
  if (path === undefined || !isAbsolute(path)) return fail(detailed(words.notFound, hint(config)))
  const ended = await runProgram({ path, args: [] }, config.args ?? [], {
    cwd: process.cwd(),
    env: environmentOf(config, options),
    timeout: options.timeout ?? 60_000,
    largestOutput: largestAnswer,
  })
  if (ended.ended !== 'well') return fail(reasonOf(ended, config, options.timeout ?? 60_000))
  const answer = answerSchema.safeParse(parsed(ended.stdout))
  // What it printed may hold a token, so none of it is shown.
  if (!answer.success) return fail(words.notCredential)
  if (answer.data.apiVersion !== version)
    return fail(message(words.otherVersion, { given: answer.data.apiVersion.slice(0, 100), asked: version }))
  const { expirationTimestamp, token, clientCertificateData, clientKeyData } = answer.data.status
  if (!token && !(clientCertificateData && clientKeyData)) return fail(words.nothing)
  const expires = expirationTimestamp ? new Date(expirationTimestamp) : undefined
  return {
    ...(token ? { token } : {}),
    ...(clientCertificateData && clientKeyData ? { certificate: clientCertificateData, key: clientKeyData } : {}),
    ...(expires === undefined || Number.isNaN(expires.getTime()) ? {} : { expires }),
  }
}

function reasonOf({ ended, stderr }: Exclude<Run, { readonly ended: 'well' }>, config: ExecConfig, timeout: number): HoleValue {
  if (ended === 'timeout') return detailed(message(words.slow, { seconds: timeout / 1000 }), lastLine(stderr))
  if (ended === 'too-large') return words.tooLong
  return ended === 'not-started' ? detailed(words.notStarted, hint(config)) : detailed(words.failed, lastLine(stderr))
}

function detailed(problem: HoleValue, said: string): HoleValue {
  return said === '' ? problem : message(words.detail, { problem, said })
}

function environmentOf(config: ExecConfig, { env, cluster, authority }: PluginOptions): Record<string, string> {
  const known = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const given = (config.env ?? []).map(({ name, value }) => [name, value] as const)
  const about = cluster.extensions?.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.extension
  const info = {
    kind: 'ExecCredential',
    apiVersion: config.apiVersion,
    spec: {
      interactive: false,
      ...(config.provideClusterInfo === true
        ? {
            cluster: {
              server: cluster.server,
              ...(cluster['tls-server-name'] ? { 'tls-server-name': cluster['tls-server-name'] } : {}),
              ...(cluster['insecure-skip-tls-verify'] === true ? { 'insecure-skip-tls-verify': true } : {}),
              ...(authority === undefined ? {} : { 'certificate-authority-data': Buffer.from(authority).toString('base64') }),
              ...(cluster['proxy-url'] ? { 'proxy-url': cluster['proxy-url'] } : {}),
              ...(about === undefined ? {} : { config: about }),
            },
          }
        : {}),
    },
  }
  return { ...Object.fromEntries([...known, ...given]), KUBERNETES_EXEC_INFO: JSON.stringify(info) }
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return undefined
  }
}

function hint({ installHint }: ExecConfig): string {
  return (installHint ?? '').trim().split('\n')[0]!.slice(0, 200)
}

/** What it said last, such as that it waits for a browser. */
function lastLine(stderr: string): string {
  return stderr.trim().split('\n').at(-1)!.slice(0, 300)
}

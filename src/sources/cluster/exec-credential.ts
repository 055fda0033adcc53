import { dirname, isAbsolute, resolve } from 'node:path'

import { z } from 'zod'

import { BreakwaterError } from '../../core/error.ts'
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

/**
 * Asks a credential plugin, such as kubelogin, for credentials. The plugin is the user's own choice in the kubeconfig;
 * it runs in the user's environment, without a terminal.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 * @throws {BreakwaterError} where it gives none
 */
export async function askPlugin(config: ExecConfig, options: PluginOptions): Promise<Credentials> {
  const { command } = config
  const fail = (reason: string): never => {
    throw new BreakwaterError('exec-plugin-failed', { command, reason })
  }
  const version = config.apiVersion ?? ''
  if (!versions.has(version)) return fail(`apiVersion ${version || '(none)'} is not supported: ${[...versions].join(', ')}`)
  if (config.interactiveMode === 'Always') return fail('interactiveMode Always: it asks a person at a terminal')

  const path = /[/\\]/.test(command) ? resolve(dirname(options.path), command) : findOnPath(command, options.env)
  if (path === undefined || !isAbsolute(path)) return fail(`it is not on PATH${hint(config)}`)
  const ended = await runProgram({ path, args: [] }, config.args ?? [], {
    cwd: process.cwd(),
    env: environmentOf(config, options),
    timeout: options.timeout ?? 60_000,
    largestOutput: largestAnswer,
  })
  if (ended.ended !== 'well') return fail(reasonOf(ended, config, options.timeout ?? 60_000))
  const answer = answerSchema.safeParse(parsed(ended.stdout))
  // What it printed may hold a token, so none of it is shown.
  if (!answer.success) return fail('it did not print an ExecCredential')
  if (answer.data.apiVersion !== version) return fail(`it answered in ${answer.data.apiVersion.slice(0, 100)}, not ${version}`)
  const { expirationTimestamp, token, clientCertificateData, clientKeyData } = answer.data.status
  if (!token && !(clientCertificateData && clientKeyData)) return fail('there is neither a token nor a certificate in its answer')
  const expires = expirationTimestamp ? new Date(expirationTimestamp) : undefined
  return {
    ...(token ? { token } : {}),
    ...(clientCertificateData && clientKeyData ? { certificate: clientCertificateData, key: clientKeyData } : {}),
    ...(expires === undefined || Number.isNaN(expires.getTime()) ? {} : { expires }),
  }
}

function reasonOf({ ended, stderr }: Exclude<Run, { readonly ended: 'well' }>, config: ExecConfig, timeout: number): string {
  if (ended === 'timeout') return `no answer within ${timeout / 1000} s${lastLine(stderr)}`
  if (ended === 'too-large') return 'the answer is too long'
  return ended === 'not-started' ? `it cannot be started${hint(config)}` : `it failed${lastLine(stderr)}`
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function hint({ installHint }: ExecConfig): string {
  const [first] = (installHint ?? '').trim().split('\n')
  return first === undefined || first === '' ? '' : `: ${first.slice(0, 200)}`
}

/** What it said last, such as that it waits for a browser. */
function lastLine(stderr: string): string {
  const last = stderr.trim().split('\n').at(-1) ?? ''
  return last === '' ? '' : `: ${last.slice(0, 300)}`
}

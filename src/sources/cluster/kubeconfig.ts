import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { ClusterAccess, Credentials } from './access.ts'
import { askPlugin } from './exec-credential.ts'
import { mergeKubeconfigs, parseKubeconfig, type ClusterEntry, type Kubeconfig, type Placed, type UserEntry } from './kubeconfig-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The cluster and the user of a context of kubeconfigs.
 *
 * @param paths absolute; those that do not exist are left out, as kubectl does with the list in KUBECONFIG
 * @param context that of `current-context` where none is given
 * @throws {BreakwaterError} where the files are no kubeconfigs, or the context cannot be used
 */
export function accessFromKubeconfigs(paths: readonly string[], context: string | undefined, env: Environment): ClusterAccess {
  const files = paths.flatMap((path) => {
    const text = readIfThere(path)
    return text === undefined ? [] : [parseKubeconfig(path, text)]
  })
  if (files.length === 0) throw new BreakwaterError('kubeconfig-missing', { reason: paths.join(', ') })
  return accessOf(mergeKubeconfigs(files), context, env, paths[0]!)
}

function accessOf(config: Kubeconfig, asked: string | undefined, env: Environment, path: string): ClusterAccess {
  const name = asked ?? config.currentContext
  if (name === undefined) throw new BreakwaterError('kubeconfig-missing', { reason: `${path}: current-context` })
  const context = pick(config.contexts, name, path, 'context')
  const { cluster: clusterName, user: userName, namespace } = context.read()
  const placedCluster = pick(config.clusters, clusterName, context.path, 'cluster')
  const cluster = placedCluster.read()
  const server = serverOf(cluster, placedCluster.path)
  const authority = pem(cluster, 'certificate-authority', placedCluster.path)
  const placedUser = userName ? pick(config.users, userName, context.path, 'user') : undefined
  const user = placedUser?.read() ?? {}
  return {
    name,
    server,
    ...(authority === undefined ? {} : { authority }),
    insecure: cluster['insecure-skip-tls-verify'] === true,
    ...(cluster['tls-server-name'] ? { serverName: cluster['tls-server-name'] } : {}),
    ...(cluster['proxy-url'] ? { proxy: proxyOf(cluster['proxy-url'], placedCluster.path) } : {}),
    ...(namespace ? { namespace } : {}),
    ...(user.as
      ? { impersonate: { user: user.as, groups: user['as-groups'] ?? [], ...(user['as-uid'] ? { uid: user['as-uid'] } : {}) } }
      : {}),
    credentials: credentialsOf(user, placedUser?.path ?? path, { cluster, authority, env }),
  }
}

function pick<Entry>(entries: ReadonlyMap<string, Placed<Entry>>, name: string, path: string, what: string): Placed<Entry> {
  const found = entries.get(name)
  if (found !== undefined) return found
  const known = [...entries.keys()].slice(0, 20).join(', ')
  throw new BreakwaterError('kubeconfig-invalid', { path, problem: `there is no ${what} ${name}${known === '' ? '' : ` (${known})`}` })
}

function serverOf({ server }: ClusterEntry, path: string): URL {
  const url = URL.parse(server)
  // Without TLS, everybody on the way could read the token: that is only for a proxy on this machine (`kubectl proxy`).
  const isLocal = url !== null && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url !== null && url.username === '' && (url.protocol === 'https:' || (isLocal && url.protocol === 'http:'))) return url
  throw new BreakwaterError('kubeconfig-invalid', { path, problem: `server ${server.slice(0, 200)}: https://…` })
}

function proxyOf(proxy: string, path: string): string {
  const url = URL.parse(proxy)
  if (url !== null && /^https?:$/.test(url.protocol)) return proxy
  // The address may hold a password.
  throw new BreakwaterError('kubeconfig-invalid', { path, problem: `proxy-url: http://… or https://…, not ${url?.protocol ?? '?'}` })
}

function credentialsOf(
  user: UserEntry,
  path: string,
  { cluster, authority, env }: { readonly cluster: ClusterEntry; readonly authority: string | undefined; readonly env: Environment },
): () => Promise<Credentials> {
  const refuse = (problem: string): never => {
    throw new BreakwaterError('kubeconfig-invalid', { path, problem })
  }
  if (user.exec) {
    const config = user.exec
    return async () => askPlugin(config, { path, cluster, authority, env })
  }
  if (user['auth-provider'])
    return refuse(`auth-provider ${user['auth-provider'].name}: Kubernetes 1.26 took these away; for AKS, use kubelogin`)
  const certificate = pem(user, 'client-certificate', path)
  const key = pem(user, 'client-key', path)
  if ((certificate === undefined) !== (key === undefined)) return refuse('client-certificate and client-key go together')
  if (user.username && !user.token && !user.tokenFile && certificate === undefined)
    return refuse('username and password: Kubernetes 1.19 took basic authentication away')
  const { tokenFile } = user
  const file = tokenFile ? resolve(dirname(path), tokenFile) : undefined
  return async () => {
    // The file counts before the token, and is read each time, because somebody renews it.
    const token = (file === undefined ? user.token : readNamed(file, path)) || undefined
    const trimmed = token?.trim()
    // A header takes one line of visible characters; an error about anything else would show it.
    if (trimmed !== undefined && !/^[\x21-\x7e]+$/.test(trimmed)) return refuse(`${tokenFile ? 'tokenFile' : 'token'} holds no token`)
    return {
      ...(trimmed === undefined ? {} : { token: trimmed }),
      ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
    }
  }
}

/** A field that holds a file name, whose sibling `…-data` holds the content in base64 and counts first. */
function pem<Name extends string>(
  entry: { readonly [Field in Name | `${Name}-data`]?: string | null | undefined },
  name: Name,
  path: string,
): string | undefined {
  const data = entry[`${name}-data`]
  if (data) {
    const decoded = Buffer.from(data, 'base64').toString('latin1')
    if (decoded.includes('-----BEGIN ')) return decoded
    throw new BreakwaterError('kubeconfig-invalid', { path, problem: `${name}-data is not PEM in base64` })
  }
  const file = entry[name]
  return file ? readNamed(resolve(dirname(path), file), path) : undefined
}

function readNamed(file: string, path: string): string {
  const text = readIfThere(file)
  if (text === undefined) throw new BreakwaterError('kubeconfig-invalid', { path, problem: `${file} does not exist` })
  return text
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new BreakwaterError('kubeconfig-invalid', { path, problem: (error as Error).message }, { cause: error })
  }
}

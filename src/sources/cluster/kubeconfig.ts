import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
import type { ClusterAccess, Credentials } from './access.ts'
import { askPlugin } from './exec-credential.ts'
import { mergeKubeconfigs, parseKubeconfig, type ClusterEntry, type Kubeconfig, type Placed, type UserEntry } from './kubeconfig-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

const words = {
  noFile: text({ en: '{path} does not exist', ja: '{path} は存在しません' }),
  noFiles: text({ en: 'none of {path} exists', ja: '{path} はいずれも存在しません' }),
  noCurrentContext: text({ en: '{path} has no current-context', ja: '{path} に current-context がありません' }),
  noEntry: text({ en: 'there is no {what} {name}', ja: '{name} という {what} はありません' }),
  noEntryBut: text({ en: 'there is no {what} {name}, only {known}', ja: '{name} という {what} はありません（あるのは {known}）' }),
  server: text({ en: 'must be an address that starts with https://', ja: 'https:// で始まるアドレスでなければなりません' }),
  proxy: text({
    en: 'must be an address that starts with http:// or https://',
    ja: 'http:// か https:// で始まるアドレスでなければなりません',
  }),
  authProvider: text({
    en: '{name} is no longer there since Kubernetes 1.26; for AKS, use kubelogin',
    ja: '{name} は Kubernetes 1.26 で廃止されました。AKS では kubelogin を使ってください',
  }),
  together: text({
    en: 'client-certificate and client-key go together',
    ja: 'client-certificate と client-key は両方必要です',
  }),
  basic: text({
    en: 'passwords are no longer taken since Kubernetes 1.19',
    ja: 'パスワードによる認証は Kubernetes 1.19 で廃止されました',
  }),
  noToken: text({ en: 'holds no token', ja: 'トークンがありません' }),
  notPem: text({ en: 'is not PEM in base64', ja: 'base64 で書いた PEM ではありません' }),
}

/**
 * The cluster and the user of a context of kubeconfigs.
 *
 * @param paths absolute; those that do not exist are left out, as kubectl does with the list in KUBECONFIG
 * @param context that of `current-context` where none is given
 * @throws {BreakwaterError} where the files are no kubeconfigs, or the context cannot be used
 */
export function accessFromKubeconfigs(paths: readonly string[], context: string | undefined, env: Environment): ClusterAccess {
  const files = paths.flatMap((path) => {
    const content = readIfThere(path)
    return content === undefined ? [] : [parseKubeconfig(path, content)]
  })
  if (files.length === 0)
    throw new BreakwaterError('kubeconfig-missing', {
      reason: message(paths.length === 1 ? words.noFile : words.noFiles, { path: paths.join(', ') }),
    })
  return accessOf(mergeKubeconfigs(files), context, env, paths[0]!)
}

function accessOf(config: Kubeconfig, asked: string | undefined, env: Environment, path: string): ClusterAccess {
  const name = asked ?? config.currentContext
  if (name === undefined) throw new BreakwaterError('kubeconfig-missing', { reason: message(words.noCurrentContext, { path }) })
  const context = pick(config.contexts, name, 'context', (problem) => new BreakwaterError('kubeconfig-invalid', { path, problem }))
  const { cluster: clusterName, user: userName, namespace } = context.read()
  const placedCluster = pick(config.clusters, clusterName, 'cluster', (problem) => context.wrong('cluster', problem))
  const cluster = placedCluster.read()
  const server = serverOf(cluster, placedCluster)
  const authority = pem(cluster, 'certificate-authority', placedCluster)
  const placedUser = userName ? pick(config.users, userName, 'user', (problem) => context.wrong('user', problem)) : undefined
  const user = placedUser?.read() ?? {}
  return {
    name,
    server,
    ...(authority === undefined ? {} : { authority }),
    insecure: cluster['insecure-skip-tls-verify'] === true,
    ...(cluster['tls-server-name'] ? { serverName: cluster['tls-server-name'] } : {}),
    ...(cluster['proxy-url'] ? { proxy: proxyOf(cluster['proxy-url'], placedCluster) } : {}),
    ...(namespace ? { namespace } : {}),
    ...(user.as
      ? { impersonate: { user: user.as, groups: user['as-groups'] ?? [], ...(user['as-uid'] ? { uid: user['as-uid'] } : {}) } }
      : {}),
    credentials: placedUser === undefined ? async () => ({}) : credentialsOf(user, placedUser, { cluster, authority, env }),
  }
}

function pick<Entry>(
  entries: ReadonlyMap<string, Placed<Entry>>,
  name: string,
  what: string,
  wrong: (problem: HoleValue) => BreakwaterError,
): Placed<Entry> {
  const found = entries.get(name)
  if (found !== undefined) return found
  const known = [...entries.keys()].slice(0, 20).join(', ')
  throw wrong(known === '' ? message(words.noEntry, { what, name }) : message(words.noEntryBut, { what, name, known }))
}

function serverOf({ server }: ClusterEntry, entry: Placed<ClusterEntry>): URL {
  const url = URL.parse(server)
  // Without TLS, everybody on the way could read the token: that is only for a proxy on this machine (`kubectl proxy`).
  const isLocal = url !== null && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url !== null && url.username === '' && (url.protocol === 'https:' || (isLocal && url.protocol === 'http:'))) return url
  throw entry.wrong('server', words.server)
}

function proxyOf(proxy: string, entry: Placed<ClusterEntry>): string {
  const url = URL.parse(proxy)
  if (url !== null && /^https?:$/.test(url.protocol)) return proxy
  // The address may hold a password.
  throw entry.wrong('proxy-url', words.proxy)
}

function credentialsOf(
  user: UserEntry,
  entry: Placed<UserEntry>,
  { cluster, authority, env }: { readonly cluster: ClusterEntry; readonly authority: string | undefined; readonly env: Environment },
): () => Promise<Credentials> {
  const { path } = entry
  const refuse = (field: string, problem: HoleValue): never => {
    throw entry.wrong(field, problem)
  }
  if (user.exec) {
    const config = user.exec
    return async () => askPlugin(config, { path, cluster, authority, env })
  }
  if (user['auth-provider']) return refuse('auth-provider', message(words.authProvider, { name: user['auth-provider'].name }))
  const certificate = pem(user, 'client-certificate', entry)
  const key = pem(user, 'client-key', entry)
  if ((certificate === undefined) !== (key === undefined))
    return refuse(key === undefined ? 'client-certificate' : 'client-key', words.together)
  if (user.username && !user.token && !user.tokenFile && certificate === undefined) return refuse('username', words.basic)
  const { tokenFile } = user
  const file = tokenFile ? resolve(dirname(path), tokenFile) : undefined
  return async () => {
    // The file counts before the token, and is read each time, because somebody renews it.
    const token = (file === undefined ? user.token : readNamed(file, 'tokenFile', entry)) || undefined
    const trimmed = token?.trim()
    // A header takes one line of visible characters; an error about anything else would show it.
    if (trimmed !== undefined && !/^[\x21-\x7e]+$/.test(trimmed)) return refuse(tokenFile ? 'tokenFile' : 'token', words.noToken)
    return {
      ...(trimmed === undefined ? {} : { token: trimmed }),
      ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
    }
  }
}

/** A field that holds a file name, whose sibling `…-data` holds the content in base64 and counts first. */
function pem<Name extends string>(
  fields: { readonly [Field in Name | `${Name}-data`]?: string | null | undefined },
  name: Name,
  entry: Pick<Placed<unknown>, 'path' | 'wrong'>,
): string | undefined {
  const data = fields[`${name}-data`]
  if (data) {
    const decoded = Buffer.from(data, 'base64').toString('latin1')
    if (decoded.includes('-----BEGIN ')) return decoded
    throw entry.wrong(`${name}-data`, words.notPem)
  }
  const file = fields[name]
  return file ? readNamed(resolve(dirname(entry.path), file), name, entry) : undefined
}

function readNamed(file: string, field: string, entry: Pick<Placed<unknown>, 'wrong'>): string {
  const content = readIfThere(file)
  if (content === undefined) throw entry.wrong(field, message(words.noFile, { path: file }))
  return content
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new BreakwaterError('kubeconfig-invalid', { path, problem: (error as Error).message }, { cause: error })
  }
}

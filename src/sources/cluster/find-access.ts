import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { message, text } from '../../core/text.ts'
import type { ClusterAccess } from './access.ts'
import { accessFromKubeconfigs } from './kubeconfig.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface AccessOptions {
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly cwd: string
  readonly env: Environment
  /** Where kubelet puts the credentials of a pod's service account. */
  readonly serviceAccountFolder?: string
}

const noAddress = text({
  en: 'KUBERNETES_SERVICE_HOST is {host}, which is no address',
  ja: 'KUBERNETES_SERVICE_HOST の {host} はアドレスではありません',
})

const mountedAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

/**
 * The cluster that is meant, as kubectl finds it: a named kubeconfig, those of KUBECONFIG, the one in the home folder, else
 * the cluster that this process runs in.
 *
 * @throws {BreakwaterError} where there is none, or its kubeconfig cannot be used
 */
export function findAccess({ kubeconfig, context, cwd, env, serviceAccountFolder = mountedAccount }: AccessOptions): ClusterAccess {
  if (kubeconfig !== undefined) return accessFromKubeconfigs([resolve(cwd, kubeconfig)], context, env)
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '')
  const paths = listed.length > 0 ? listed.map((path) => resolve(cwd, path)) : [join(env['HOME'] ?? homedir(), '.kube', 'config')]
  if (listed.length === 0 && context === undefined && !paths.some((path) => existsSync(path))) {
    const access = inCluster(env, serviceAccountFolder)
    if (access !== undefined) return access
  }
  return accessFromKubeconfigs(paths, context, env)
}

/** The API server of the cluster that a pod runs in, with the token of its service account; undefined elsewhere. */
function inCluster(env: Environment, folder: string): ClusterAccess | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env
  if (!host) return undefined
  const server = URL.parse(`https://${host.includes(':') ? `[${host}]` : host}:${port}`)
  if (server === null) throw new BreakwaterError('kubeconfig-missing', { reason: message(noAddress, { host }) })
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), 'utf8').trim()
    } catch (error) {
      throw new BreakwaterError('kubeconfig-missing', { reason: (error as Error).message }, { cause: error })
    }
  }
  return {
    name: 'in-cluster',
    server,
    authority: read('ca.crt'),
    insecure: false,
    // Kubelet renews it, so it is read for each use.
    credentials: async () => ({ token: read('token') }),
  }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The programs by envtest's convention: `TEST_ASSET_KUBE_APISERVER` and `TEST_ASSET_ETCD`, or both in `KUBEBUILDER_ASSETS`. */
export function clusterPrograms(): { readonly apiServer: string; readonly etcd: string } | undefined {
  const folder = process.env['KUBEBUILDER_ASSETS'] ?? '/usr/local/kubebuilder/bin'
  const apiServer = process.env['TEST_ASSET_KUBE_APISERVER'] ?? join(folder, 'kube-apiserver')
  const etcd = process.env['TEST_ASSET_ETCD'] ?? join(folder, 'etcd')
  return existsSync(apiServer) && existsSync(etcd) ? { apiServer, etcd } : undefined
}

/** Whether tests have a real API server. `tests/absent-parts.ts` says at the end of the run when they had none. */
export function hasClusterPrograms(): boolean {
  return clusterPrograms() !== undefined
}

import { listAt, objectAt, stringAt, type JsonObject } from '../../models/kubernetes/json.ts'
import { callCluster, ClusterApiError, type ClusterAddress } from '../cluster-api.ts'
import type { CertificateStore, StoredCertificates } from './own-certificates.ts'

const names = ['tls.crt', 'tls.key', 'ca.crt', 'ca.key'] as const

/**
 * Keeps certificates in a Secret that exists already, so that the right to create Secrets is not needed. Its resource
 * version decides which of several replicas was first.
 */
export function secretStore(address: ClusterAddress, namespace: string, name: string): CertificateStore {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets/${encodeURIComponent(name)}`
  let read: JsonObject = {}
  return {
    read: async () => {
      read = (await callCluster(address, 'GET', path)) as JsonObject
      const contents = names.map((key) => [key, Buffer.from(stringAt(read, ['data', key]) ?? '', 'base64').toString('utf8')] as const)
      return contents.some(([, content]) => content === '') ? undefined : (Object.fromEntries(contents) as unknown as StoredCertificates)
    },
    write: async (certificates) => {
      const data = Object.fromEntries(names.map((key) => [key, Buffer.from(certificates[key]).toString('base64')]))
      try {
        await callCluster(address, 'PUT', path, { ...read, data: { ...objectAt(read, ['data']), ...data } })
        return true
      } catch (error) {
        if (error instanceof ClusterApiError && error.status === 409) return false
        throw error
      }
    },
  }
}

/** The two kinds of webhook configuration, as their API spells them. */
export type WebhookConfigurations = 'validatingwebhookconfigurations' | 'mutatingwebhookconfigurations'

/**
 * Makes the API server trust these authorities in every webhook of a configuration. Nothing is written where that is so.
 *
 * @throws {ClusterApiError} when the configuration cannot be read or changed
 */
export async function publishAuthorities(
  address: ClusterAddress,
  kind: WebhookConfigurations,
  name: string,
  authorities: string,
): Promise<void> {
  const path = `/apis/admissionregistration.k8s.io/v1/${kind}/${encodeURIComponent(name)}`
  const configuration = await callCluster(address, 'GET', path)
  const caBundle = Buffer.from(authorities).toString('base64')
  const operations = listAt(configuration, ['webhooks']).flatMap((webhook, index) => {
    if (stringAt(webhook, ['clientConfig', 'caBundle']) === caBundle) return []
    return [
      // Somebody may have reordered the webhooks since they were read.
      { op: 'test', path: `/webhooks/${index}/name`, value: stringAt(webhook, ['name']) },
      { op: 'add', path: `/webhooks/${index}/clientConfig/caBundle`, value: caBundle },
    ]
  })
  if (operations.length > 0) await callCluster(address, 'PATCH', path, operations)
}

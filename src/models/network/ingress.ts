import type { Path } from '../../core/location.ts'
import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { listAt, stringAt, valueAt } from '../kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'

export interface IngressRule {
  readonly at: Path
  /** Undefined or empty: every host. */
  readonly host: string | undefined
  readonly paths: readonly { readonly at: Path; readonly path: string; readonly backend: unknown; readonly backendAt: Path }[]
}

/** An Ingress of any of its API versions. */
export class Ingress implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly rules: readonly IngressRule[]

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.rules = listAt(object.value, ['spec', 'rules']).map((rule, index) => {
      const at = ['spec', 'rules', index]
      return {
        at,
        host: stringAt(rule, ['host']),
        paths: listAt(rule, ['http', 'paths']).map((path, position) => ({
          at: [...at, 'http', 'paths', position],
          path: stringAt(path, ['path']) ?? '/',
          backend: valueAt(path, ['backend']),
          backendAt: [...at, 'http', 'paths', position, 'backend'],
        })),
      }
    })
  }

  /** All that it sends requests to: the backends of its rules, and the one for everything else. */
  get backends(): readonly { readonly backend: unknown; readonly at: Path }[] {
    const ofRules = this.rules.flatMap(({ paths }) => paths.map(({ backend, backendAt }) => ({ backend, at: backendAt })))
    const ofRest = ['defaultBackend', 'backend'].flatMap((key) => {
      const backend = this.object.get('spec', key)
      return backend === undefined ? [] : [{ backend, at: ['spec', key] }]
    })
    return [...ofRules, ...ofRest]
  }

  /** Hosts that its TLS entries name; an entry without hosts speaks for all of them. */
  coversByTls(host: string): boolean {
    return listAt(this.object.value, ['spec', 'tls']).some((entry) => {
      const hosts = listAt(entry, ['hosts'])
      return hosts.length === 0 || hosts.some((named) => typeof named === 'string' && matchesHost(named, host))
    })
  }

  /** Whether the controller takes care of TLS by itself, by what the annotations of known controllers say. */
  get isTlsElsewhere(): boolean {
    const { annotations } = this.object
    return (
      annotations['kubernetes.azure.com/tls-cert-keyvault-uri'] !== undefined ||
      annotations['appgw.ingress.kubernetes.io/appgw-ssl-certificate'] !== undefined
    )
  }
}

/** A wildcard stands for exactly one label, as in certificates. */
function matchesHost(pattern: string, host: string): boolean {
  if (pattern === host) return true
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && !host.slice(0, -pattern.length + 1).includes('.')
}

export const ingress: SubjectKind<Ingress> = deriveSubject('ingress', (subjectsOf) =>
  subjectsOf(objectsOfKind('networking.k8s.io/Ingress', 'extensions/Ingress')).map((object) => new Ingress(object)),
)

/** The Service that a backend names, in the current and in the old form of the API. */
export function serviceOf(backend: unknown): string | undefined {
  return stringAt(backend, ['service', 'name']) ?? stringAt(backend, ['serviceName'])
}

/** Where in a backend its Service is named, in the form that it is written in. */
export function serviceNameIn(backend: unknown): Path {
  return stringAt(backend, ['service', 'name']) === undefined ? ['serviceName'] : ['service', 'name']
}

import { isObject, type JsonObject } from '../../models/kubernetes/json.ts'
import type { ParsedCertificate } from '../../supply-chain/notary/certificate.ts'
import { certificatesIn } from '../../supply-chain/notary/certificate.ts'
import { SignatureError } from '../../supply-chain/notary/envelope.ts'
import { parseTrustPolicies, type TrustPolicy } from '../../supply-chain/notary/trust-policy.ts'
import { checkTrustable, type TrustStore } from '../../supply-chain/notary/trust-store.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import { asArray, asObject, asText, asTexts, type UntrustedObject } from '../../supply-chain/untrusted.ts'

/** Whom a configuration of Ratify trusts to sign. */
export type RatifyTrust =
  | { readonly kind: 'notary'; readonly policies: readonly TrustPolicy[]; readonly store: TrustStore }
  | { readonly kind: 'cosign'; readonly trust: SigstoreTrust }

interface Verifier {
  readonly name: string
  readonly type: string
  readonly parameters: UntrustedObject
}

/**
 * Reads whom Ratify (version 1) trusts: its custom resources, or its `config.json`. One verifier of signatures is read, and
 * what else the files ask for is refused by name: a demand that is passed over would be no demand.
 *
 * @param documents the parsed documents of the files
 * @param readFile gives the text of a file that the configuration names
 * @throws {SignatureError} naming what is not as it should be
 */
export function readRatify(documents: readonly unknown[], readFile: (path: string) => string): RatifyTrust {
  const objects = documents.filter(isObject)
  refusePolicies(objects)
  const verifiers = objects.flatMap(verifiersIn)
  const [verifier, other] = verifiers
  if (verifier === undefined) throw new SignatureError('Ratify: there is no verifier')
  const strange = verifiers.find(({ type }) => type !== 'notation' && type !== 'cosign')
  if (strange !== undefined)
    throw new SignatureError(
      `Ratify: the verifier ${strange.name} (${strange.type}) is not read; say what it asks for as bill or vulnerabilities`,
    )
  if (other !== undefined)
    throw new SignatureError(`Ratify: there are several verifiers, ${verifier.name} and ${other.name}; name one in each rule`)
  const certificates = certificatesByName(objects)
  return verifier.type === 'notation' ? notation(verifier, certificates, readFile) : cosign(verifier, readFile)
}

function verifiersIn(object: JsonObject): readonly Verifier[] {
  const spec = asObject(object['spec'])
  if (/^(?:Namespaced)?Verifier$/.test(String(object['kind'])))
    return [
      toVerifier(asText(asObject(object['metadata'])['name']), asText(spec['type']) ?? asText(spec['name']), asObject(spec['parameters'])),
    ]
  return asArray(asObject(object['verifier'])['plugins']).map((each) => {
    const plugin = asObject(each)
    return toVerifier(asText(plugin['name']), asText(plugin['type']) ?? asText(plugin['name']), plugin)
  })
}

function toVerifier(name = '?', type = '?', parameters: UntrustedObject): Verifier {
  return { name, type, parameters }
}

/** A policy of Ratify in Rego, or one that wants all signatures of a kind to be good, asks for something else than one good signature. */
function refusePolicies(objects: readonly JsonObject[]): void {
  for (const object of objects) {
    const spec = asObject(object['spec'])
    const isResource = /^(?:Namespaced)?Policy$/.test(String(object['kind']))
    const plugin = isResource ? { ...asObject(spec['parameters']), name: spec['type'] } : asObject(asObject(object['policy'])['plugin'])
    const name = asText(plugin['name'])
    if (name !== undefined && !/^config-?policy$/i.test(name)) throw new SignatureError(`Ratify: the policy ${name} is not read`)
    const wanted = asObject(plugin['artifactVerificationPolicies'])['application/vnd.cncf.notary.signature']
    if (wanted === 'all') throw new SignatureError('Ratify: a policy that wants all signatures to be good is not read; one is enough here')
  }
}

/** Certificates that stand in the configuration itself, by the name of the resource. */
function certificatesByName(objects: readonly JsonObject[]): ReadonlyMap<string, string> {
  return new Map(
    objects.flatMap((object): [string, string][] => {
      if (!/^(?:Namespaced)?(?:CertificateStore|KeyManagementProvider)$/.test(String(object['kind']))) return []
      const { name, namespace } = asObject(object['metadata'])
      const spec = asObject(object['spec'])
      const provider = asText(spec['type']) ?? asText(spec['provider'])
      const value = asText(asObject(spec['parameters'])['value'])
      if (provider !== 'inline' || value === undefined)
        throw new SignatureError(
          `Ratify: ${String(name)} keeps its certificates in ${provider ?? '?'}; only those that stand in the file are read`,
        )
      const own = String(name)
      return [[own, value], ...(asText(namespace) === undefined ? [] : [[`${String(namespace)}/${own}`, value] as [string, string]])]
    }),
  )
}

function notation({ name, parameters }: Verifier, known: ReadonlyMap<string, string>, readFile: (path: string) => string): RatifyTrust {
  const document = parameters['trustPolicyDoc']
  if (!isObject(document)) throw new SignatureError(`Ratify: the verifier ${name} has no trustPolicyDoc`)
  const policies = parseTrustPolicies(JSON.stringify(document))
  const stores = storesOf(parameters['verificationCertStores'])
  const files = asTexts(parameters['verificationCerts'])
  const store: TrustStore = {
    certificates(type, wanted) {
      const label = `Ratify: trust store ${type}:${wanted}`
      const names = stores.get(`${type}:${wanted}`)
      const texts =
        names === undefined
          ? stores.size === 0 && type === 'ca'
            ? files.map(readFile)
            : undefined
          : names.map((each) => textOf(each, known))
      if (texts === undefined || texts.length === 0) throw new SignatureError(`${label} is not there`)
      return texts.flatMap((text) => trustable(text, type, label))
    },
  }
  // What a trust policy names and nobody gives is told when the configuration is read, not when the first pod comes.
  for (const policy of policies) for (const { type, name: wanted } of policy.stores) store.certificates(type, wanted)
  return { kind: 'notary', policies, store }
}

/** `{ ca: { certs: [names] } }`, or of older versions `{ certs: [names] }`. */
function storesOf(value: unknown): ReadonlyMap<string, readonly string[]> {
  const stores = new Map<string, readonly string[]>()
  for (const [key, inner] of Object.entries(asObject(value))) {
    if (Array.isArray(inner)) stores.set(`ca:${key}`, asTexts(inner))
    else for (const [name, names] of Object.entries(asObject(inner))) stores.set(`${key === 'CA' ? 'ca' : key}:${name}`, asTexts(names))
  }
  return stores
}

function textOf(name: string, known: ReadonlyMap<string, string>): string {
  const text = known.get(name) ?? known.get(name.replace(/^.*\//, ''))
  if (text === undefined) throw new SignatureError(`Ratify: there are no certificates of the name ${name}`)
  return text
}

function trustable(text: string, type: Parameters<TrustStore['certificates']>[0], label: string): readonly ParsedCertificate[] {
  const certificates = certificatesIn(Buffer.from(text))
  for (const certificate of certificates) checkTrustable(certificate, type, label)
  return certificates
}

function cosign({ name, parameters }: Verifier, readFile: (path: string) => string): RatifyTrust {
  const key = asText(parameters['key'])
  if (key === undefined)
    throw new SignatureError(`Ratify: the verifier ${name} names no key; signatures without one are trusted by identity and issuer`)
  return { kind: 'cosign', trust: { kind: 'key', publicKey: key.includes('BEGIN PUBLIC KEY') ? key : readFile(key) } }
}

import { SpokenError } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { isObject, type JsonObject } from '../../models/kubernetes/json.ts'
import type { ParsedCertificate } from '../../supply-chain/notary/certificate.ts'
import { certificatesIn } from '../../supply-chain/notary/certificate.ts'
import { parseTrustPolicies, type TrustPolicy } from '../../supply-chain/notary/trust-policy.ts'
import { checkTrustable, type TrustStore } from '../../supply-chain/notary/trust-store.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import { asArray, asObject, asText, asTexts, type UntrustedObject } from '../../supply-chain/untrusted.ts'
import type { SignatureDemand } from './image-rule.ts'

/** Whom a configuration of Ratify trusts to sign, and how many of the signatures of that kind have to be good. */
export interface RatifyTrust {
  readonly trust: { readonly demand: SignatureDemand } & (
    | { readonly kind: 'notary'; readonly policies: readonly TrustPolicy[]; readonly store: TrustStore }
    | { readonly kind: 'cosign'; readonly trust: SigstoreTrust }
  )
  /** Whether the policy names this kind of signature, so that an image without one is refused. */
  readonly isRequired: boolean
}

interface Verifier {
  readonly name: string
  readonly type: string
  readonly parameters: UntrustedObject
}

/** A configuration of Ratify that is not as it should be, or asks for what is not read. */
export class RatifyError extends SpokenError {}

/** The kinds of signatures by the artefact type that a policy names. */
const artefactTypes: Readonly<Record<string, string>> = {
  'application/vnd.cncf.notary.signature': 'notation',
  'application/vnd.dev.cosign.artifact.sig.v1+json': 'cosign',
}

/**
 * Reads whom Ratify (version 1) trusts: its custom resources, or its `config.json`. One verifier of each kind of signature
 * is read, and what else the files ask for is refused by name: a demand that is passed over would be no demand.
 *
 * @param documents the parsed documents of the files
 * @param readFile gives the text of a file that the configuration names
 * @returns at least one, each of another kind
 * @throws {RatifyError | SignatureError} naming what is not as it should be
 */
export function readRatify(documents: readonly unknown[], readFile: (path: string) => string): readonly RatifyTrust[] {
  const objects = documents.filter(isObject)
  const demands = demandsOf(objects)
  const verifiers = objects.flatMap(verifiersIn)
  if (verifiers.length === 0) throw new RatifyError(spoken({ en: 'Ratify: there is no verifier', ja: 'Ratify: verifier がありません' }))
  for (const [index, { name, type }] of verifiers.entries()) {
    if (type !== 'notation' && type !== 'cosign')
      throw new RatifyError(
        spoken(
          {
            en: 'Ratify: the verifier {name} ({type}) is not read; say what it asks for as bill or vulnerabilities',
            ja: 'Ratify: verifier {name}（{type}）は読み取れません。求める内容は bill か vulnerabilities で指定してください',
          },
          { name, type },
        ),
      )
    const other = verifiers.slice(0, index).find((each) => each.type === type)
    if (other !== undefined)
      throw new RatifyError(
        spoken(
          {
            en: 'Ratify: there are several verifiers of one kind, {other} and {name}; name one in each rule',
            ja: 'Ratify: 同じ種類の verifier（{other} と {name}）が複数あります。ルールごとに 1 つを指定してください',
          },
          { other: other.name, name },
        ),
      )
  }
  for (const type of demands.required.keys())
    if (!verifiers.some((each) => each.type === type))
      throw new RatifyError(
        spoken(
          {
            en: 'Ratify: the policy asks for signatures of {type}, and there is no verifier of them',
            ja: 'Ratify: ポリシーは {type} の署名を求めていますが、その verifier がありません',
          },
          { type },
        ),
      )
  const certificates = certificatesByName(objects)
  return verifiers.map((verifier) => {
    const { type } = verifier
    const demand = demands.required.get(type) ?? demands.others
    const trust = type === 'notation' ? notation(verifier, certificates, readFile) : cosign(verifier, readFile)
    return { trust: { ...trust, demand }, isRequired: demands.required.has(type) }
  })
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

/** What the policy says of the kinds of signatures. */
interface Demands {
  /** Of the kinds that it names: they have to be there. */
  readonly required: ReadonlyMap<string, SignatureDemand>
  /** Of all others. */
  readonly others: SignatureDemand
}

/**
 * The policy of the configuration. Without one, one good signature is enough; where there is one, what it says nothing of
 * has to be good in all its signatures, as Ratify has it. Policies in Rego may ask for anything, and are refused.
 */
function demandsOf(objects: readonly JsonObject[]): Demands {
  const required = new Map<string, SignatureDemand>()
  let others: SignatureDemand = 'any'
  for (const object of objects) {
    const spec = asObject(object['spec'])
    const isResource = /^(?:Namespaced)?Policy$/.test(String(object['kind']))
    const plugin = isResource ? { ...asObject(spec['parameters']), name: spec['type'] } : asObject(asObject(object['policy'])['plugin'])
    const name = asText(plugin['name'])
    if (name === undefined) continue
    if (!/^config-?policy$/i.test(name))
      throw new RatifyError(
        spoken({ en: 'Ratify: the policy {name} is not read', ja: 'Ratify: ポリシー {name} は読み取れません' }, { name }),
      )
    others = 'all'
    for (const [artefact, demand] of Object.entries(asObject(plugin['artifactVerificationPolicies']))) {
      const type = artefactTypes[artefact]
      if (demand !== 'any' && demand !== 'all')
        throw new RatifyError(
          spoken(
            { en: 'Ratify: the policy asks for {demand} of {artefact}', ja: 'Ratify: ポリシーが {artefact} に {demand} を求めています' },
            { demand: JSON.stringify(demand), artefact },
          ),
        )
      if (artefact === 'default') others = demand
      else if (type === undefined)
        throw new RatifyError(
          spoken(
            { en: 'Ratify: the policy asks for {artefact}, which is not read', ja: 'Ratify: ポリシーが求める {artefact} は読み取れません' },
            { artefact },
          ),
        )
      else required.set(type, demand)
    }
  }
  return { required, others }
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
        throw new RatifyError(
          spoken(
            {
              en: 'Ratify: {name} keeps its certificates in {provider}; only those that stand in the file are read',
              ja: 'Ratify: {name} の証明書は {provider} にあります。読み取れるのはファイルに書かれたものだけです',
            },
            { name: String(name), provider: provider ?? '?' },
          ),
        )
      const own = String(name)
      return [[own, value], ...(asText(namespace) === undefined ? [] : [[`${String(namespace)}/${own}`, value] as [string, string]])]
    }),
  )
}

function notation({ name, parameters }: Verifier, known: ReadonlyMap<string, string>, readFile: (path: string) => string) {
  const document = parameters['trustPolicyDoc']
  if (!isObject(document))
    throw new RatifyError(
      spoken(
        { en: 'Ratify: the verifier {name} has no trustPolicyDoc', ja: 'Ratify: verifier {name} に trustPolicyDoc がありません' },
        { name },
      ),
    )
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
      if (texts === undefined || texts.length === 0)
        throw new RatifyError(spoken({ en: '{store} is not there', ja: '{store} がありません' }, { store: label }))
      return texts.flatMap((text) => trustable(text, type, label))
    },
  }
  // What a trust policy names and nobody gives is told when the configuration is read, not when the first pod comes.
  for (const policy of policies) for (const { type, name: wanted } of policy.stores) store.certificates(type, wanted)
  return { kind: 'notary', policies, store } as const
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
  if (text === undefined)
    throw new RatifyError(
      spoken({ en: 'Ratify: there are no certificates of the name {name}', ja: 'Ratify: {name} という名前の証明書がありません' }, { name }),
    )
  return text
}

function trustable(text: string, type: Parameters<TrustStore['certificates']>[0], label: string): readonly ParsedCertificate[] {
  const certificates = certificatesIn(Buffer.from(text))
  for (const certificate of certificates) checkTrustable(certificate, type, label)
  return certificates
}

function cosign({ name, parameters }: Verifier, readFile: (path: string) => string) {
  const key = asText(parameters['key'])
  if (key === undefined)
    throw new RatifyError(
      spoken(
        {
          en: 'Ratify: the verifier {name} names no key; signatures without one are trusted by identity and issuer',
          ja: 'Ratify: verifier {name} に鍵がありません。鍵のない署名は、ID と発行者で信頼を指定してください',
        },
        { name },
      ),
    )
  return { kind: 'cosign', trust: { kind: 'key', publicKey: key.includes('BEGIN PUBLIC KEY') ? key : readFile(key) } } as const
}

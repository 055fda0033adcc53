import type { Severity } from '../../core/severity.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import type { TrustPolicy } from '../../supply-chain/notary/trust-policy.ts'
import type { TrustStore } from '../../supply-chain/notary/trust-store.ts'
import type { RevocationCheck } from '../../supply-chain/notary/verify.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import type { FailurePolicy, Mode, NameMatcher } from '../settings.ts'

/** How many of the signatures of one kind have to be good: one of them, or every one that is there. */
export type SignatureDemand = 'any' | 'all'

/** Whose signature of one kind an image has to carry. */
export type SignatureTrust = (
  | { readonly kind: 'notary'; readonly policies: readonly TrustPolicy[]; readonly store: TrustStore; readonly revocation: RevocationCheck }
  | { readonly kind: 'cosign'; readonly trust: SigstoreTrust }
) & {
  /** By default one is enough. */
  readonly demand?: SignatureDemand | undefined
}

/** Whose signature an image has to carry. Of several kinds, those that are there have to be good, and those that are required have to be there. */
export type ImageTrust =
  | SignatureTrust
  | { readonly kind: 'several'; readonly of: readonly { readonly trust: SignatureTrust; readonly isRequired: boolean }[] }

/** What images have to be before pods may run them. Of several rules that fit an image, the first has the word. */
export interface ImageRule {
  /** Which images, by their name in full without tag and digest. */
  readonly images: NameMatcher
  readonly namespaces: NameMatcher
  readonly mode: Mode
  readonly signedBy: ImageTrust | undefined
  /** A bill of materials has to be attached; `signed`: by the same hands as the image, as an attestation of cosign's form. */
  readonly bill: 'attached' | 'signed' | undefined
  /** What the bill may not list. */
  readonly vulnerabilities: { readonly severity: Severity; readonly fixableOnly: boolean } | undefined
  /** In days since the image was built. */
  readonly maxAge: number | undefined
  /** What becomes of an image that could not be verified in time. */
  readonly failure: FailurePolicy
  /** Write the digest into the object, so that what was verified is what runs. */
  readonly pinDigest: boolean
}

/** The verification of images at the door. */
export interface ImageSettings {
  readonly rules: readonly ImageRule[]
  /** For rules about vulnerabilities. */
  readonly advisories: AdvisoryStore | undefined
  readonly platform: string
  readonly plainHttp: boolean
  /** In milliseconds; never later than the webhook's own deadline. */
  readonly deadline: number
  /** How long a verdict holds, in milliseconds. A verdict against an image holds a tenth of that, so that a signature that comes late helps soon. */
  readonly remember: number
}

export function ruleFor({ rules }: ImageSettings, name: string, namespace: string): ImageRule | undefined {
  return rules.find((rule) => rule.images(name) && rule.namespaces(namespace))
}

/** The key or identity that attestations are verified by; undefined where only signatures of the Notary Project are asked for. */
export function cosignTrustOf(signedBy: ImageTrust | undefined): SigstoreTrust | undefined {
  const kinds = signedBy?.kind === 'several' ? signedBy.of.map(({ trust }) => trust) : [signedBy]
  return kinds.find((each) => each?.kind === 'cosign')?.trust
}

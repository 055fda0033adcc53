import type { Range } from '../../core/location.ts'

/** What can be wrong with source code, as the analysis tells it apart. Each kind is what one check asks about. */
export const weaknessKinds = [
  'sql',
  'command',
  'path',
  'xss',
  'ldap',
  'xpath',
  'deserialisation',
  'xxe',
  'ssrf',
  'redirect',
  'code',
  'template',
  'nosql',
  'trust-boundary',
  'header',
  'reflection',
  'log-injection',
  'prototype',
  'regex',
  'sensitive-log',
  'weak-hash',
  'weak-cipher',
  'weak-random',
  'weak-key',
  'static-iv',
  'cookie',
  'cookie-http-only',
  'tls',
  'credential',
  'csrf',
  'cors',
  'jwt',
  'debug',
  'file-mode',
  'temporary-file',
  'error-disclosure',
  'cleartext',
] as const
export type WeaknessKind = (typeof weaknessKinds)[number]

/** Kinds that a value can be made safe for; each is one bit of a mask. */
const maskable = weaknessKinds.slice(0, 20)
const bits: ReadonlyMap<WeaknessKind, number> = new Map(maskable.map((kind, index) => [kind, 1 << index]))

/** The mask of some kinds. */
export function maskOf(kinds: readonly WeaknessKind[]): number {
  return kinds.reduce((mask, kind) => mask | (bits.get(kind) ?? 0), 0)
}

/** Safe for everything. */
export const everything: number = maskOf(maskable)

/**
 * Where a value comes from. `remote`: from somebody on the network; `parameter`: from whoever calls the function, which
 * this file does not show; `sensitive` and `personal`: it is by its name what nobody else should read.
 */
export type Label = 'remote' | 'parameter' | 'sensitive' | 'personal'

/** One thing that is wrong, at its exact place. */
export interface Weakness {
  readonly kind: WeaknessKind
  /** What is at fault: the argument of a sink, the weak algorithm, the bad setting. */
  readonly at: Range
  /** The call or setting that it is given to, as a reader would name it. */
  readonly sink: string
  /** Where the value comes from, for what is a flow. */
  readonly source?: { readonly name: string; readonly at: Range; readonly label: Label }
  /** What it is about, such as the name of an algorithm. */
  readonly detail?: string
  /** The function that it stands in, and its class, for an identity that survives moved lines. */
  readonly scope: readonly string[]
  /** The text is a secret, which no report may show. */
  readonly isConfidential?: true
}

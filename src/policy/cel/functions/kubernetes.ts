import { CelError } from '../errors.ts'
import type { CelOpaque, CelValue } from '../values.ts'
import { fromText, onStrings, type CelFunction, type CelLibrary } from './function.ts'

/** A quantity of Kubernetes: `100m`, `1.5Gi`, as a fraction. */
class Quantity implements CelOpaque {
  readonly celType = 'kubernetes.Quantity'
  readonly numerator: bigint
  readonly denominator: bigint

  constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator
    this.denominator = denominator
  }

  compare(other: Quantity): number {
    const [a, b] = [this.numerator * other.denominator, other.numerator * this.denominator]
    return a < b ? -1 : a > b ? 1 : 0
  }

  equals(other: CelValue): boolean {
    return other instanceof Quantity && this.compare(other) === 0
  }
}

const suffixes: Readonly<Record<string, readonly [bigint, number]>> = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
}

function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE][+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i))?$/.exec(text)
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return undefined
  const [, sign, whole, fraction = '', exponent, suffix = ''] = match
  const [base, power] = exponent === undefined ? suffixes[suffix]! : ([10n, Number(exponent.slice(1))] as const)
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const scale = 10n ** BigInt(fraction.length)
  return power >= 0 ? new Quantity(digits * base ** BigInt(power), scale) : new Quantity(digits, scale * base ** BigInt(-power))
}

const onQuantity =
  (apply: (quantity: Quantity, other?: CelValue) => CelValue | undefined): CelFunction =>
  (target, other) =>
    target instanceof Quantity ? apply(target, other) : undefined

const onQuantities = (apply: (a: Quantity, b: Quantity) => CelValue): CelFunction =>
  onQuantity((a, b) => (b instanceof Quantity ? apply(a, b) : undefined))

function sum(a: Quantity, other: CelValue | undefined, sign: bigint): Quantity | undefined {
  const b = typeof other === 'bigint' ? new Quantity(other, 1n) : other
  return b instanceof Quantity
    ? new Quantity(a.numerator * b.denominator + sign * b.numerator * a.denominator, a.denominator * b.denominator)
    : undefined
}

class Url implements CelOpaque {
  readonly celType = 'kubernetes.URL'
  readonly url: URL
  /** Whether it was written as a path alone. */
  readonly isPath: boolean

  constructor(url: URL, isPath: boolean) {
    this.url = url
    this.isPath = isPath
  }

  equals(other: CelValue): boolean {
    return other instanceof Url && other.url.href === this.url.href
  }
}

function parseUrl(text: string): Url | undefined {
  const isPath = text.startsWith('/')
  if (!isPath && !/^[A-Za-z][\w+.-]*:\/\//.test(text)) return undefined
  try {
    return new Url(new URL(text, 'path://host'), isPath)
  } catch {
    return undefined
  }
}

const onUrl =
  (apply: (url: URL, isPath: boolean) => CelValue): CelFunction =>
  (target) =>
    target instanceof Url ? apply(target.url, target.isPath) : undefined

function queryOf(url: URL): CelValue {
  const query = new Map<string, string[]>()
  for (const [name, value] of url.searchParams) query.set(name, [...(query.get(name) ?? []), value])
  return query
}

const [quantity, isQuantity] = fromText('quantity', parseQuantity)
const [url, isUrl] = fromText('URL', parseUrl)

export const kubernetesLibrary: CelLibrary = {
  'jsonpatch.escapeKey': onStrings((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')),
  quantity,
  isQuantity,
  '.isInteger': onQuantity(
    (a) => a.numerator % a.denominator === 0n && BigInt.asIntN(64, a.numerator / a.denominator) === a.numerator / a.denominator,
  ),
  '.asInteger': onQuantity((a) => {
    if (a.numerator % a.denominator !== 0n) throw new CelError('cannot convert value to integer')
    return a.numerator / a.denominator
  }),
  '.asApproximateFloat': onQuantity((a) => Number(a.numerator) / Number(a.denominator)),
  // The API server declares it as a function, not as a method.
  sign: onQuantity((a) => (a.numerator < 0n ? -1n : a.numerator > 0n ? 1n : 0n)),
  '.add': onQuantity((a, b) => sum(a, b, 1n)),
  '.sub': onQuantity((a, b) => sum(a, b, -1n)),
  '.isGreaterThan': onQuantities((a, b) => a.compare(b) > 0),
  '.isLessThan': onQuantities((a, b) => a.compare(b) < 0),
  '.compareTo': onQuantities((a, b) => BigInt(a.compare(b))),
  url,
  isURL: isUrl,
  '.getScheme': onUrl(({ protocol }, isPath) => (isPath ? '' : protocol.slice(0, -1))),
  '.getHost': onUrl(({ host }, isPath) => (isPath ? '' : host)),
  '.getHostname': onUrl(({ hostname }, isPath) => (isPath ? '' : hostname.replace(/^\[|\]$/g, ''))),
  '.getPort': onUrl(({ port }, isPath) => (isPath ? '' : port)),
  '.getEscapedPath': onUrl(({ pathname }) => pathname),
  '.getQuery': onUrl(queryOf),
}

/**
 * The text form of a resource quantity: a decimal number with a binary suffix, a decimal suffix or an exponent.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
 */
const grammar = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/

/** Whether the API server reads the text as a quantity. Spaces around it are allowed, spaces inside it are not. */
export function isQuantity(text: string): boolean {
  return grammar.test(text.trim())
}

/** What a suffix multiplies by; the binary ones are powers of 1024. */
const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/**
 * How much a quantity is, in the base unit of its resource: cores of CPU, bytes of memory. Undefined for what is none.
 * The nearest double, which is exact enough to compare amounts that people write.
 */
export function quantityValue(written: unknown): number | undefined {
  if (typeof written === 'number') return written
  if (typeof written !== 'string' || !isQuantity(written)) return undefined
  const [, amount, suffix = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(written.trim()) ?? []
  return amount === undefined ? undefined : Number(amount) * (suffix === '' ? 1 : factors[suffix]!)
}

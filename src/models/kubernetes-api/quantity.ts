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

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
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

/** The number that a quantity stands for, to compare it with others: `500m` and `0.5` are the same. Undefined for anything else. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !isQuantity(value)) return undefined
  const [, number = '', suffix = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(value.trim()) ?? []
  // What is a thousandth of a thousandth off is off by the arithmetic.
  return Number((Number(number) * (suffixes[suffix] ?? Number.NaN)).toPrecision(12))
}

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

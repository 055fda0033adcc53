/**
 * How a plain scalar is understood. `kubernetes`: as the API server, kubectl and Helm do (sigs.k8s.io/yaml over go-yaml 2),
 * where `yes`, `on` and `y` are true and `0777` is octal. `core`: the core schema of YAML 1.2, as GitHub Actions and most
 * other readers have it.
 */
export type YamlSchema = 'kubernetes' | 'core'

export type ScalarValue = string | number | boolean | null

const nulls = ['', '~', 'null', 'Null', 'NULL']
const coreWords = new Map<string, ScalarValue>([
  ...nulls.map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
])
const kubernetesWords = new Map<string, ScalarValue>([
  ...coreWords,
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
])

/** First units of words and numbers: what starts otherwise is a string. */
const hints = new Uint8Array(128)
for (const first of 'yYnNtTfFoO~') hints[first.charCodeAt(0)] = 1
for (const first of '+-.0123456789') hints[first.charCodeAt(0)] = 2

const longestWord = 5

/** The value of a plain scalar. */
export function resolvePlain(text: string, schema: YamlSchema): ScalarValue {
  if (text === '') return null
  const first = text.charCodeAt(0)
  const hint = first < 128 ? hints[first] : 0
  if (hint === 0) return text
  if (text.length <= longestWord) {
    const word = (schema === 'kubernetes' ? kubernetesWords : coreWords).get(text)
    if (word !== undefined) return word
  }
  if (hint === 1) return text
  return (schema === 'kubernetes' ? kubernetesNumber(text) : coreNumber(text)) ?? text
}

const decimal = /^[-+]?[0-9]+$/
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const prefixed = /^([-+]?)0(?:([xX])([0-9a-fA-F]+)|([bB])([01]+)|[oO]?([0-7]+))$/

/** Digits after a leading dot may have single underscores between them. */
const dotted = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/

/** Underscores may stand anywhere else in a number; a leading zero is octal, unless a digit forbids it. There is no base 60. */
function kubernetesNumber(written: string): number | undefined {
  if (written.startsWith('.') && !dotted.test(written)) return undefined
  const text = written.includes('_') ? written.replaceAll('_', '') : written
  const based = prefixed.exec(text)
  if (based !== null) {
    const [, sign, , hexDigits, , binaryDigits, octalDigits] = based
    const digits = (hexDigits ?? binaryDigits ?? octalDigits)!
    const magnitude = Number.parseInt(digits, hexDigits === undefined ? (binaryDigits === undefined ? 8 : 2) : 16)
    if (magnitude < 2 ** 64) return sign === '-' ? -magnitude : magnitude
  }
  return float.test(text) ? finite(Number(text)) : undefined
}

function coreNumber(text: string): number | undefined {
  if (decimal.test(text)) return Number(text)
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8)
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16)
  return float.test(text) ? finite(Number(text)) : undefined
}

/** What is too large for a float stays text. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

/** The name that a mapping has for a plain key, which in JSON is always a string. */
export function keyName(text: string, schema: YamlSchema): string {
  if (text !== '') {
    const first = text.charCodeAt(0)
    if (first >= 128 || hints[first] === 0) return text
  }
  const value = resolvePlain(text, schema)
  if (typeof value === 'string') return value
  if (typeof value === 'number' && schema === 'kubernetes' && !isIntegerText.test(text)) return singlePrecision(value)
  return String(value)
}

const isIntegerText = /^[-+]?(?:[0-9_]+|0[xXbBoO][0-9a-fA-F_]+)$/

/** A float key is written as Go's `%g` writes it, rounded to single precision. */
function singlePrecision(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const single = Math.fround(value)
  let digits = 1
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== single) digits++
  const [mantissa, exponent] = Number(value.toPrecision(digits)).toExponential().split('e') as [string, string]
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(value.toPrecision(digits)))
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

/** The value that a tag gives a scalar; undefined when the text is not of the tag's type. */
export function resolveTagged(text: string, tag: string, schema: YamlSchema): ScalarValue | undefined {
  switch (tag) {
    case '!!null':
    case '!!bool':
    case '!!int':
    case '!!float': {
      const value = resolvePlain(text, schema)
      return isOfTag(value, tag) ? value : undefined
    }
    case '!!binary':
      return decodeBase64(text)
    default:
      return text
  }
}

function isOfTag(value: ScalarValue, tag: string): boolean {
  if (tag === '!!null') return value === null
  if (tag === '!!bool') return typeof value === 'boolean'
  return typeof value === 'number' && (tag === '!!float' || Number.isInteger(value))
}

function decodeBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 !== 0) return undefined
  return Buffer.from(packed, 'base64').toString('utf8')
}

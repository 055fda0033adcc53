import type { Range } from '../../core/location.ts'

export type Encoding = 'base64' | 'hex' | 'percent'

/** A piece of text that says something else when decoded. */
export interface DecodedRun {
  readonly range: Range
  readonly encoding: Encoding
  readonly text: string
}

const shortest = 24
/** Longer runs are images and archives; a secret in them is found by reading the file itself. */
const longest = 100_000

const base64Unit = new Uint8Array(256)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') base64Unit[character.charCodeAt(0)] = 1

/**
 * Runs of base64 (both alphabets), hexadecimal and percent-encoding whose decoded form is text. `bytes` hold the low eight
 * bits of each character. Looks at every 24th character only, until one may belong to a run.
 */
export function decodedRuns(text: string, bytes: Uint8Array, length: number): readonly DecodedRun[] {
  const runs: DecodedRun[] = []
  let probe = shortest - 1
  while (probe < length) {
    if (base64Unit[bytes[probe]!] === 0) {
      probe += shortest
      continue
    }
    let start = probe
    while (start > 0 && base64Unit[bytes[start - 1]!] === 1) start--
    let end = probe + 1
    while (end < length && base64Unit[bytes[end]!] === 1) end++
    if (end - start >= shortest && end - start <= longest) {
      const run = decodeRun(text, { start, end })
      if (run !== undefined) runs.push(run)
    }
    probe = end + shortest
  }
  percentRuns(text, bytes, length, runs)
  return runs
}

function decodeRun(text: string, range: Range): DecodedRun | undefined {
  const source = text.slice(range.start, range.end)
  if (/^(?:[0-9a-f]{2})+$/i.test(source)) {
    const decoded = asText(Buffer.from(source, 'hex'))
    return decoded === undefined ? undefined : { range, encoding: 'hex', text: decoded }
  }
  // Words joined by hyphens and paths are no base64; a run of the URL alphabet holds no `/` or `+`.
  if (/^[a-z]+(?:[-_/][a-z]+)*$/i.test(source) || (/[-_]/.test(source) && /[+/]/.test(source))) return undefined
  const decoded = asText(Buffer.from(source, /[-_]/.test(source) ? 'base64url' : 'base64'))
  if (decoded === undefined) return undefined
  let end = range.end
  while (end < range.end + 2 && text[end] === '=') end++
  return { range: { start: range.start, end }, encoding: 'base64', text: decoded }
}

/** The bytes as text, when they are text: printable ASCII and line ends almost throughout. */
function asText(bytes: Buffer): string | undefined {
  if (bytes.length < 8) return undefined
  let printable = 0
  for (const byte of bytes) if ((byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9) printable++
  return printable / bytes.length > 0.97 ? bytes.toString('latin1') : undefined
}

function percentRuns(text: string, bytes: Uint8Array, length: number, runs: DecodedRun[]): void {
  let at = 0
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, length)
  for (let count = 0; count < 10_000; count++) {
    at = view.indexOf(37 /* % */, at)
    if (at === -1) return
    if (!isHex(bytes[at + 1]!) || !isHex(bytes[at + 2]!)) {
      at++
      continue
    }
    let start = at
    while (start > 0 && at - start < 4000 && !endsPercentRun(bytes[start - 1]!)) start--
    let end = at + 3
    while (end < length && end - start < 8000 && !endsPercentRun(bytes[end]!)) end++
    const source = text.slice(start, end)
    const decoded = source.replaceAll(/%([0-9a-f]{2})/gi, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    if (source.length >= shortest) runs.push({ range: { start, end }, encoding: 'percent', text: decoded })
    at = end
  }
}

function isHex(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102)
}

/** White space, quotes, angle brackets. */
function endsPercentRun(unit: number): boolean {
  return unit <= 32 || unit === 34 || unit === 39 || unit === 60 || unit === 62 || unit === 96
}

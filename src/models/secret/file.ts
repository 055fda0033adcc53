import { isAscii } from 'node:buffer'

import type { Source } from '../../core/location.ts'
import { archiveContents } from './archive.ts'
import { scanText, type ScanOptions, type SecretMatch } from './detect.ts'
import { isSkippedPath } from './skipped-paths.ts'

/** The secrets of one text, which is a file or a file inside an archive (`app.zip!/config/.env`). */
export interface ScannedFile {
  readonly source: Source
  readonly matches: readonly SecretMatch[]
}

export interface FileScan {
  readonly files: readonly ScannedFile[]
  /** Parts that could not be read, in words. */
  readonly problems: readonly string[]
}

/** Texts are read whole up to here; of longer ones the first and the last half of it. */
const wholeTextBytes = 8 * 1024 * 1024
const archiveDepth = 2

/** The secrets in a file of any kind. Binary content is searched only for what its name or its archive format says. */
export function scanFile(uri: string, bytes: Buffer, options: ScanOptions = {}): FileScan {
  const files: ScannedFile[] = []
  const problems: string[] = []
  scanInto(uri, bytes, options, archiveDepth, files, problems)
  return { files, problems }
}

function scanInto(uri: string, bytes: Buffer, options: ScanOptions, depth: number, files: ScannedFile[], problems: string[]): void {
  const archive = depth > 0 ? archiveContents(uri, bytes) : undefined
  if (archive !== undefined) {
    problems.push(...archive.problems.map((problem) => `${uri}: ${problem}`))
    for (const member of archive.members) {
      const inner = `${uri}!/${member.name}`
      if (!isSkippedPath(inner)) scanInto(inner, member.bytes, options, depth - 1, files, problems)
    }
    return
  }
  const text = textOf(bytes)
  if (text === undefined && !/\.(?:p12|pfx)$/i.test(uri)) return
  if (bytes.length > wholeTextBytes) problems.push(`${uri}: only the first and the last ${wholeTextBytes >> 21} MiB were read`)
  const source = { uri, text: text ?? '' }
  const matches = scanText(source, options)
  if (matches.length > 0) files.push({ source, matches })
}

/** The text of a file, or undefined for binary ones. Knows UTF-8 and UTF-16 with a byte order mark. */
export function textOf(bytes: Buffer): string | undefined {
  const piece =
    bytes.length > wholeTextBytes
      ? Buffer.concat([bytes.subarray(0, wholeTextBytes >> 1), Buffer.from('\n'), bytes.subarray(-(wholeTextBytes >> 1))])
      : bytes
  if (piece[0] === 0xff && piece[1] === 0xfe) return piece.toString('utf16le', 2)
  if (piece[0] === 0xfe && piece[1] === 0xff)
    return Buffer.from(piece.subarray(2, piece.length & ~1))
      .swap16()
      .toString('utf16le')
  if (piece.subarray(0, 8000).includes(0)) return undefined
  return isAscii(piece) ? piece.toString('latin1') : piece.toString('utf8')
}

import { createHash } from 'node:crypto'

import type { Package } from '../../models/dependency/package.ts'
import type { OsRelease } from '../inventory/os/os-release.ts'
import { purlOf } from '../inventory/purl-of.ts'

/** What a software bill of materials is written from, whatever its format. */
export interface Bill {
  /** What the bill is of: an image reference, a folder, a file. */
  readonly name: string
  readonly digest?: string | undefined
  readonly os?: OsRelease | undefined
  readonly packages: readonly Package[]
  /** When it was made, as ISO 8601. */
  readonly timestamp: string
  readonly tool: { readonly name: string; readonly version: string }
}

/** A package with its name in the bill and the names of those that it needs. */
export interface BillEntry {
  readonly ref: string
  readonly purl: string
  readonly package: Package
  readonly needs: readonly string[]
}

/** The packages of a bill with references that are unique and the same for the same content. */
export function entriesOf(packages: readonly Package[]): readonly BillEntry[] {
  const seen = new Map<string, number>()
  const named = packages.map((found) => {
    const purl = purlOf(found)
    const times = (seen.get(purl) ?? 0) + 1
    seen.set(purl, times)
    return { ref: times === 1 ? purl : `${purl}#${times}`, purl, package: found }
  })
  const byName = new Map<string, string>()
  for (const { ref, package: found } of named) {
    const key = `${found.ecosystem} ${found.name}`
    if (!byName.has(key)) byName.set(key, ref)
  }
  return named.map((entry) => {
    const { ecosystem, needs = [] } = entry.package
    const refs = needs.flatMap((name) => byName.get(`${ecosystem} ${name}`) ?? [])
    return { ...entry, needs: [...new Set(refs)].filter((ref) => ref !== entry.ref) }
  })
}

/** A UUID that follows from the content, so that the same image gives the same bill, byte for byte. */
export function uuidOf(bill: Bill): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([bill.name, bill.digest, bill.timestamp, bill.packages]))
    .digest('hex')
  const variant = ((Number.parseInt(hash[16]!, 16) & 3) | 8).toString(16)
  return [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-')
}

/** The hex digests of `sha512-…` (base64, subresource integrity) and `sha256:…`, with the algorithm in upper case. */
export function digestsOf(
  found: Package,
): readonly { readonly algorithm: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'; readonly hex: string }[] {
  return (found.hashes ?? []).flatMap((hash) => {
    const match = /^sha(1|256|384|512)([-:])(.+)$/.exec(hash)
    if (match === null) return []
    const [, bits = '', separator, value = ''] = match
    const hex = separator === ':' ? value.toLowerCase() : Buffer.from(value, 'base64').toString('hex')
    const length = bits === '1' ? 40 : Number(bits) / 4
    return hex.length === length && /^[\da-f]+$/.test(hex) ? [{ algorithm: `SHA-${bits}` as 'SHA-256', hex }] : []
  })
}

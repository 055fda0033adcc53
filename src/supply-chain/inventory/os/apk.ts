import { InventoryError, type PackageDraft } from '../package.ts'

export interface ApkDatabase {
  readonly packages: readonly PackageDraft[]
  /** Paths of the files that the packages own, without a leading slash. */
  readonly owned: readonly string[]
}

/** `lib/apk/db/installed`: records of `letter:value` lines with blank lines between. */
export function readApkInstalled(text: string): ApkDatabase {
  const packages: PackageDraft[] = []
  const owned: string[] = []
  for (const record of text.split(/\n\s*\n/)) {
    const fields = new Map<string, string>()
    let folder = ''
    for (const line of record.split('\n')) {
      if (line[1] !== ':') continue
      const key = line[0]!
      const value = line.slice(2).trimEnd()
      if (key === 'F') folder = value
      else if (key === 'R') owned.push(folder === '' ? value : `${folder}/${value}`)
      else fields.set(key, value)
    }
    const name = fields.get('P')
    const version = fields.get('V')
    if (name === undefined || version === undefined || version === '') continue
    const origin = fields.get('o')
    packages.push({
      name,
      version,
      architecture: fields.get('A'),
      source: origin === undefined || origin === '' || origin === name ? undefined : { name: origin, version },
      licences: fields.has('L') ? [fields.get('L')!] : undefined,
      needs: needsOf(fields.get('D')),
    })
  }
  if (packages.length === 0 && text.trim() !== '' && !/^[A-Z]:/m.test(text)) throw new InventoryError('not an apk database', 0)
  return { packages, owned }
}

/** Names of needed packages; needs of libraries and commands (`so:…`) name no package. */
function needsOf(depends: string | undefined): readonly string[] | undefined {
  const names = (depends ?? '').split(/\s+/).filter((each) => each !== '' && !each.startsWith('!') && !each.includes(':'))
  return names.length === 0 ? undefined : names.map((each) => each.split(/[<>=~]/)[0]!)
}

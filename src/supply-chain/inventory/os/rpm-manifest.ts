import { InventoryError, type PackageDraft } from '../package.ts'
import { sourceOf } from './rpm-header.ts'

/**
 * `var/lib/rpmmanifest/container-manifest-2` of Azure Linux's distroless images: ten columns with tabs between, among
 * them name, version-release, architecture, epoch and the file of the source package.
 */
export function readRpmManifest(text: string): readonly PackageDraft[] {
  const found: PackageDraft[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const columns = line.split('\t')
    if (columns.length !== 10) throw new InventoryError(`line ${index + 1} of the rpm manifest has ${columns.length} columns, not 10`)
    const [name = '', versionRelease = '', , , , , , architecture, epochText = '0', sourceFile] = columns
    const epoch = Number(epochText === '(none)' ? '0' : epochText)
    const version = epoch > 0 ? `${epoch}:${versionRelease}` : versionRelease
    found.push({ name, version, architecture, source: sourceOf(name, version, epoch, sourceFile?.trim()) })
  }
  return found
}

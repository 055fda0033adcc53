import type { Package } from './package.ts'

/**
 * Whether a pattern names a package: `npm:left-pad` in any version, `npm:left-pad@1.3.0` in that one, `npm:@scope/*` all that
 * begins so. Ecosystems are those of OSV, in any case.
 */
export function isNamedBy({ ecosystem, name, version }: Pick<Package, 'ecosystem' | 'name' | 'version'>, pattern: string): boolean {
  const colon = pattern.indexOf(':')
  if (colon < 0 || pattern.slice(0, colon).toLowerCase() !== ecosystem.toLowerCase()) return false
  const wanted = pattern.slice(colon + 1)
  if (wanted.endsWith('*')) return name.startsWith(wanted.slice(0, -1))
  return wanted === name || wanted === `${name}@${version}`
}

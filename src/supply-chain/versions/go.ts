import { compareSemver } from './semver.ts'

/**
 * Go modules: Semantic Versioning; pseudo-versions are prereleases and `+incompatible` does not count.
 * The standard library says `go1.21rc2` for what its advisories call `1.21.0-rc.2`.
 */
export function compareGo(a: string, b: string): number {
  return compareSemver(plain(a), plain(b))
}

function plain(version: string): string {
  const toolchain = /^go(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:(alpha|beta|rc)(\d+))?/.exec(version)
  if (toolchain === null) return version
  const [, major = '0', minor = '0', patch = '0', stage, number] = toolchain
  return `${major}.${minor}.${patch}${stage === undefined ? '' : `-${stage}.${number ?? '0'}`}`
}

/** The version as the Go command writes it (`v1.2` becomes `v1.2.0`, build text goes), or undefined where Go refuses it. */
export function canonicalGo(version: string): string | undefined {
  const number = '(0|[1-9]\\d*)'
  const shape = new RegExp(`^v${number}(?:\\.${number}(?:\\.${number}(-[\\w.-]+)?(?:\\+([\\w.-]+))?)?)?$`)
  const match = shape.exec(version)
  if (match === null || version.includes('_')) return undefined
  const [, major, minor = '0', patch = '0', prerelease = '', build] = match
  const identifiers = prerelease === '' ? [] : prerelease.slice(1).split('.')
  if (identifiers.some((identifier) => identifier === '' || /^0\d+$/.test(identifier))) return undefined
  if (build?.split('.').includes('') === true) return undefined
  return `v${major}.${minor}.${patch}${prerelease}`
}

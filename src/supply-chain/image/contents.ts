import type { Package } from '../../models/dependency/package.ts'
import type { LayerSecret, Trait } from '../../models/image/built-image.ts'
import type { OsRelease } from '../inventory/os/os-release.ts'
import type { FileReport, LayerProblem, LayerReport } from './layer.ts'

/** One layer in its place in an image. */
export interface PlacedLayer {
  /** Digest of the blob, as the manifest names it. */
  readonly digest: string
  readonly report: LayerReport
}

/** What an image holds when all its layers lie on each other. */
export interface ImageContents {
  readonly os: OsRelease | undefined
  readonly packages: readonly Package[]
  readonly setuid: readonly Trait[]
  readonly shells: readonly Trait[]
  readonly packageManagers: readonly Trait[]
  readonly credentials: readonly Trait[]
  /** Credentials that a later layer takes away and that an older one still hands to everybody who pulls the image. */
  readonly buriedCredentials: readonly Trait[]
  /** Package databases that an older layer has and the image no longer shows: what they listed may still be there. */
  readonly removedDatabases: readonly Trait[]
  /** Secrets in texts of any layer: what a later one hides can still be read. */
  readonly secrets: readonly LayerSecret[]
  readonly problems: readonly LayerProblem[]
}

const databases = new Set(['dpkg', 'apk', 'rpm', 'rpm-manifest'])

/** Lays layers on each other, lowest first: later files hide older ones, whiteouts take them away. */
export function layContents(layers: readonly PlacedLayer[]): ImageContents {
  const files = new Map<string, { readonly file: FileReport; readonly layer: string }>()
  const traits = {
    setuid: new Map<string, string>(),
    shells: new Map<string, string>(),
    packageManagers: new Map<string, string>(),
    credentials: new Map<string, string>(),
  }
  const buried: Trait[] = []
  const removedDatabases: Trait[] = []
  const firstSeen = new Map<string, string>()
  const key = (file: FileReport): string => `${file.path}\u0000${file.analyser}`
  for (const { digest, report } of layers) {
    const hides = hidden(report)
    for (const [at, { file, layer }] of files) {
      if (!hides(file.path)) continue
      files.delete(at)
      if (databases.has(file.analyser)) removedDatabases.push({ path: file.path, layer })
    }
    for (const map of Object.values(traits)) {
      for (const [path, layer] of map) {
        if (!hides(path)) continue
        map.delete(path)
        if (map === traits.credentials) buried.push({ path, layer })
      }
    }
    for (const file of report.files) {
      files.set(key(file), { file, layer: digest })
      for (const found of file.evidence.packages ?? []) {
        const identity = identityOf(found)
        if (!firstSeen.has(identity)) firstSeen.set(identity, digest)
      }
    }
    for (const kind of ['setuid', 'shells', 'packageManagers', 'credentials'] as const)
      for (const path of report.traits[kind]) traits[kind].set(path, digest)
  }
  const shown = [...files.values()].map(({ file }) => file)
  const os = shown.flatMap(({ evidence }) => evidence.osRelease ?? []).sort((a, b) => rankOf(a) - rankOf(b))[0]
  const list = (map: ReadonlyMap<string, string>): readonly Trait[] => [...map].map(([path, layer]) => ({ path, layer })).sort(byPath)
  return {
    os,
    packages: packagesIn(shown, os, firstSeen),
    setuid: list(traits.setuid),
    shells: list(traits.shells),
    packageManagers: list(traits.packageManagers),
    credentials: list(traits.credentials),
    buriedCredentials: buried,
    removedDatabases: removedDatabases.filter(({ path }) => !shown.some((file) => file.path === path)),
    secrets: layers.flatMap(({ digest, report }) =>
      report.files.flatMap(({ path, evidence }) => (evidence.secrets ?? []).map((found) => ({ ...found, path, layer: digest }))),
    ),
    problems: layers.flatMap(({ report }) => report.problems),
  }
}

/** A release file that names its version says more than the bare `alpine-release`. */
function rankOf({ ecosystem, version }: OsRelease): number {
  return (ecosystem === 'Linux' ? 2 : 0) + (version === '' ? 1 : 0)
}

function hidden({ removed, opaque }: LayerReport): (path: string) => boolean {
  const gone = new Set(removed)
  const emptied = new Set(opaque)
  return (path) => {
    if (gone.size === 0 && emptied.size === 0) return false
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const part = path.slice(0, end)
      if (gone.has(part) || (end < path.length && emptied.has(part))) return true
    }
    return emptied.has('')
  }
}

function packagesIn(files: readonly FileReport[], os: OsRelease | undefined, firstSeen: ReadonlyMap<string, string>): readonly Package[] {
  const owned = new Set(files.flatMap(({ evidence }) => evidence.owned ?? []))
  const packages = new Map<string, Package>()
  for (const { path, evidence } of files) {
    for (const found of evidence.packages ?? []) {
      const ofSystem = found.ecosystem === 'Linux'
      // What the distribution's package brought is that package, and has the distribution's fixes.
      if (!ofSystem && owned.has(path)) continue
      const settled =
        ofSystem && os !== undefined ? { ...found, ecosystem: os.ecosystem, release: os.release === '' ? undefined : os.release } : found
      const identity = identityOf(found)
      packages.set(identity, { ...settled, layer: firstSeen.get(identity) ?? found.layer })
    }
  }
  return [...packages.values()].sort(
    (a, b) => order(a.ecosystem, b.ecosystem) || order(a.name, b.name) || order(a.version, b.version) || order(a.file, b.file),
  )
}

/** A package keeps its layer when a later one writes the same database again. */
function identityOf({ ecosystem, name, version, file }: Package): string {
  return `${ecosystem}\u0000${name}\u0000${version}\u0000${file}`
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byPath(a: Trait, b: Trait): number {
  return order(a.path, b.path)
}

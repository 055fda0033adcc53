import type { ExampleImage } from '../src/checks/image/parts/example-image.ts'
import { checks } from '../src/checks/index.generated.ts'
import { readConfigText } from '../src/cli/config/read-config.ts'
import { Estate } from '../src/core/estate.ts'
import type { Place, Source } from '../src/core/location.ts'
import type { Scanned } from '../src/core/run.ts'
import { installedPackages, PackageList } from '../src/models/dependency/package-list.ts'
import { DockerBuild } from '../src/models/dockerfile/docker-build.ts'
import { BuiltImage, builtImage } from '../src/models/image/built-image.ts'
import { textDocument } from '../src/models/text-document.ts'
import { readSources } from '../src/sources/read-sources.ts'
import { readOsv } from '../src/supply-chain/advisories/osv.ts'
import { type AdvisoryStore, compileStore } from '../src/supply-chain/advisories/store.ts'
import { tarOf } from '../src/supply-chain/archive/tar-of.ts'
import { digestOf } from '../src/supply-chain/image/digest.ts'
import { factsOf } from '../src/supply-chain/image/facts.ts'
import { dockerfileText } from '../src/supply-chain/image/image-text.ts'
import { type AnalysedImage, analyseImage } from '../src/supply-chain/image/image.ts'
import { parseConfig } from '../src/supply-chain/image/manifest.ts'
import { placeVulnerabilities } from '../src/supply-chain/matching/place-vulnerabilities.ts'

/**
 * Reads the files of an example. OSV documents in `advisories/` are what is known of vulnerabilities; where there is an
 * `image.json`, the image that it describes is built and judged, with the Dockerfile beside it as its text. A
 * `breakwater.yaml` gives its attestations.
 */
export async function scanExample(sources: readonly Source[]): Promise<Scanned> {
  const isAdvisory = ({ uri }: Source): boolean => uri.startsWith('advisories/')
  const documents = sources.filter(isAdvisory)
  const advisories = documents.length === 0 ? undefined : storeOf(documents)
  const isReport = ({ uri }: Source): boolean => uri.endsWith('.sarif')
  const reports = sources.filter(isReport)
  const toolReports = reports.length === 0 ? undefined : { files: reports, cwd: '/work' }
  const image = sources.find(({ uri }) => uri === 'image.json')
  const settings = sources.find(({ uri }) => uri === 'breakwater.yaml')
  const files = sources.filter((source) => !isAdvisory(source) && !isReport(source) && source !== image && source !== settings)
  if (image === undefined) {
    const scanned = await readSources(files, { locale: 'en', advisories, toolReports })
    return settings === undefined ? scanned : { ...scanned, attestations: readConfigText(settings, checks, 'en').attestations }
  }
  return scanImage(
    await analysed(JSON.parse(image.text) as ExampleImage),
    files.find(({ uri }) => uri === 'Dockerfile')!,
    advisories,
  )
}

function storeOf(documents: readonly Source[]): AdvisoryStore {
  const advisories = documents.flatMap(({ text }) => readOsv(JSON.parse(text)) ?? [])
  return compileStore(':memory:', advisories)
}

function scanImage(image: AnalysedImage, dockerfile: Source, advisories: AdvisoryStore | undefined): Scanned {
  const words = dockerfileText(image, new DockerBuild(dockerfile))
  const { source } = words
  const placeOfLayer = (digest: string): Place => words.placeOfLayer(digest)
  const { packages } = image.contents
  const placeOf: PackageList['placeOf'] = ({ layer = '' }) => placeOfLayer(layer)
  const vulnerabilities = advisories === undefined ? undefined : placeVulnerabilities(packages, advisories, placeOf)
  const list = new PackageList({ kind: 'image', name: image.name, document: textDocument(source), packages, placeOf, vulnerabilities })
  const today = new Date().toISOString().slice(0, 10)
  return {
    estate: new Estate([
      [installedPackages, [list]],
      [builtImage, [new BuiltImage(factsOf(image), source, placeOfLayer, today)]],
    ]),
    suppressions: [],
    files: 1,
    analysed: 1,
    resources: 1,
  }
}

/** Builds the image: every layer becomes a tar archive, and is read back like that of any image. */
async function analysed({ user = '', env = [], created, layers = [] }: ExampleImage): Promise<AnalysedImage> {
  const blobs = layers.map(({ files }) =>
    tarOf(
      Object.entries(files).map(([path, file]) => {
        const { content = '', mode = 0o644, removed = false } = typeof file === 'string' ? { content: file } : file
        return removed ? { path: path.replace(/([^/]*)$/, '.wh.$1') } : { path, content, mode }
      }),
    ),
  )
  const digests = blobs.map((blob) => digestOf(blob))
  const config = {
    created,
    config: { User: user, Env: env },
    rootfs: { type: 'layers', diff_ids: digests },
    history: layers.map(({ createdBy }) => ({ created_by: createdBy })),
  }
  const configBytes = Buffer.from(JSON.stringify(config))
  return analyseImage(
    {
      name: 'registry.example.com/app:1',
      digest: undefined,
      manifest: {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(configBytes), size: configBytes.length },
        layers: blobs.map((blob, index) => ({
          mediaType: 'application/vnd.oci.image.layer.v1.tar',
          digest: digests[index]!,
          size: blob.length,
        })),
        annotations: {},
      },
      config: parseConfig(configBytes),
      openLayer: ({ digest }) => asPieces(blobs[digests.indexOf(digest)]!),
      close: async () => undefined,
    },
    undefined,
  )
}

async function* asPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

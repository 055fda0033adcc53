import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { DockerBuild } from '../src/models/dockerfile/docker-build.ts'
import { tarOf } from '../src/supply-chain/archive/tar-of.ts'
import { digestOf } from '../src/supply-chain/image/digest.ts'
import { mediaTypes } from '../src/supply-chain/image/manifest.ts'

/**
 * Makes the images of `examples/image`: the OCI layout that stands in for a registry there. The same bytes come out every
 * time, so that the digests in the Dockerfile and in the manifest hold; `node tools/example-image.ts` writes them all.
 */
const folder = join(import.meta.dirname, '../examples/image')
const layout = 'layout'
const baseName = 'shop.azurecr.io/base/node:24.4-bookworm-slim'
const created = '2026-07-01T00:00:00Z'

type Files = Readonly<Record<string, string>>

interface Layer {
  readonly createdBy: string
  /** Undefined for lines that make no layer. */
  readonly files: Files | undefined
}

interface ImageRecipe {
  readonly user?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly layers: readonly Layer[]
}

interface Blob {
  readonly bytes: Buffer
  readonly descriptor: { readonly mediaType: string; readonly digest: string; readonly size: number }
}

/** Every file of the example that is made, by its path in it. */
export function exampleFiles(): ReadonlyMap<string, Buffer> {
  const dockerfile = readFileSync(join(folder, 'app/Dockerfile'), 'utf8')
  const manifest = readFileSync(join(folder, 'deploy/thumbnails.yaml'), 'utf8')
  const former = imageOf({ layers: [debian('3.0.11-1~deb12u1')] })
  const present = imageOf({ layers: [debian('3.0.11-1~deb12u2')] })
  const thumbnails = imageOf({
    user: '10001',
    labels: { 'org.opencontainers.image.authors': 'gallery team <gallery@shop.example>' },
    layers: [debian('3.0.11-1~deb12u1'), ...linesOf(dockerfile)],
  })
  const named = [
    { image: former },
    { image: present, name: baseName },
    { image: thumbnails, name: 'shop.azurecr.io/shop/thumbnails:1.0.0' },
  ]
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: named.map(({ image, name }) => ({
      ...image.manifest.descriptor,
      ...(name === undefined ? {} : { annotations: { 'org.opencontainers.image.ref.name': name } }),
    })),
  }
  const blobs = new Map(named.flatMap(({ image }) => image.blobs).map(({ bytes, descriptor }) => [blobPath(descriptor.digest), bytes]))
  return new Map([
    ...blobs,
    [`${layout}/oci-layout`, Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
    [`${layout}/index.json`, Buffer.from(JSON.stringify(index))],
    ['app/Dockerfile', Buffer.from(withDigest(dockerfile, former.manifest.descriptor.digest))],
    ['deploy/thumbnails.yaml', Buffer.from(withDigest(manifest, thumbnails.manifest.descriptor.digest))],
  ])
}

function blobPath(digest: string): string {
  return `${layout}/blobs/${digest.replace(':', '/')}`
}

function withDigest(text: string, digest: string): string {
  return text.replace(/@sha256:[\da-f]{64}/, `@${digest}`)
}

function debian(openssl: string): Layer {
  const release = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n'
  return {
    createdBy: '# debian.sh --arch amd64 out/ bookworm @1751328000',
    files: { 'etc/os-release': release, 'var/lib/dpkg/status': status(['libssl3', 'openssl', openssl]) },
  }
}

/** What each line of the Dockerfile brings. */
function linesOf(dockerfile: string): readonly Layer[] {
  const stage = new DockerBuild({ uri: 'Dockerfile', text: dockerfile }).finalStage!
  return stage.instructions.map(({ keyword, rest }) => {
    const line = `${keyword} ${rest.text}`
    return { createdBy: `${keyword === 'RUN' ? `RUN /bin/sh -c ${rest.text}` : line} # buildkit`, files: filesOf(line) }
  })
}

function filesOf(line: string): Files | undefined {
  if (line.startsWith('RUN apt-get'))
    return { 'var/lib/dpkg/status': status(['libssl3', 'openssl', '3.0.11-1~deb12u1'], ['libwebp7', 'libwebp', '1.2.4-0.2']) }
  if (line.startsWith('RUN npm'))
    return { 'app/node_modules/minimist/package.json': '{"name":"minimist","version":"1.2.5","license":"MIT"}' }
  const copied = /^COPY (.*) \.\/$/.exec(line)?.[1]?.split(' ')
  if (copied !== undefined)
    return Object.fromEntries(copied.map((name) => [`app/${name}`, readFileSync(join(folder, 'app', name), 'utf8')]))
  return line.startsWith('WORKDIR') ? {} : undefined
}

function status(...packages: readonly (readonly [name: string, source: string, version: string])[]): string {
  return packages
    .map(
      ([name, source, version]) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nSource: ${source}\nVersion: ${version}\n\n`,
    )
    .join('')
}

function imageOf({ user = '', labels = {}, layers }: ImageRecipe): { readonly manifest: Blob; readonly blobs: readonly Blob[] } {
  const made = layers.flatMap(({ files }) => (files === undefined ? [] : [layerOf(files)]))
  const config = blobOf('application/vnd.oci.image.config.v1+json', {
    created,
    os: 'linux',
    architecture: 'amd64',
    config: { User: user, Labels: labels },
    rootfs: { type: 'layers', diff_ids: made.map(({ descriptor }) => descriptor.digest) },
    history: layers.map(({ createdBy, files }) => ({
      created,
      created_by: createdBy,
      ...(files === undefined ? { empty_layer: true } : {}),
    })),
  })
  const manifest = blobOf(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: config.descriptor,
    layers: made.map(({ descriptor }) => descriptor),
  })
  return { manifest, blobs: [...made, config, manifest] }
}

function layerOf(files: Files): Blob {
  const bytes = tarOf(Object.entries(files).map(([path, content]) => ({ path, content })))
  return { bytes, descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digestOf(bytes), size: bytes.length } }
}

function blobOf(mediaType: string, value: object): Blob {
  const bytes = Buffer.from(JSON.stringify(value))
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length } }
}

if (import.meta.main) {
  rmSync(join(folder, layout), { recursive: true, force: true })
  for (const [path, bytes] of exampleFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

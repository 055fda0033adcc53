// Measures images, packages and Dockerfiles on inputs of its own making: `node bench/supply-chain.ts`, after `npm run build`.
// Where trivy is on PATH, its list of the same image's packages stands beside ours.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import { tarOf } from '../src/supply-chain/archive/tar-of.ts'
import { type Command, measure } from './measure.ts'
import { findProgram } from './peers.ts'

const megabyte = 1024 * 1024
/** Seconds after which a run is given up. */
const bound = 300

const program = join(import.meta.dirname, '../dist/breakwater.mjs')
const work = mkdtempSync(join(tmpdir(), 'bench-supply-chain-'))
process.env['XDG_CACHE_HOME'] = join(work, 'cache')

/** A layer with a distribution's release, its packages and files up to a size: words that compress about as programs do. */
function* layerPieces(packages: number, megabytes: number): Generator<Buffer> {
  const end = 2 * 512
  const status = Array.from(
    { length: packages },
    (_, index) => `Package: p${index}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.${index}-1\n\n`,
  ).join('')
  const release = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'
  yield tarOf([
    { path: 'etc/os-release', content: release },
    { path: 'var/lib/dpkg/status', content: status },
  ]).subarray(0, -end)
  const words = Buffer.alloc(megabyte)
  let hash = Buffer.alloc(0)
  for (let at = 0; at < words.length; at += 64) {
    hash = createHash('sha256').update(hash).update(String(at)).digest()
    hash.copy(words, at)
  }
  for (let index = 0; index < megabytes; index++) yield tarOf([{ path: `usr/lib/x/f${index}`, content: words }]).subarray(0, -end)
  yield Buffer.alloc(end)
}

/** An archive of `docker save` with one compressed layer. */
async function makeImage(name: string, packages: number, megabytes: number): Promise<string> {
  const layer = join(work, `${name}.layer`)
  const plain = createHash('sha256')
  for (const piece of layerPieces(packages, megabytes)) plain.update(piece)
  await pipeline(Readable.from(layerPieces(packages, megabytes)), createGzip({ level: 1 }), createWriteStream(layer))
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(layer)) chunks.push(chunk as Buffer)
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [`sha256:${plain.digest('hex')}`] },
    history: [{ created_by: 'COPY . /' }],
  }
  const path = join(work, `${name}.tar`)
  const manifest = [{ Config: 'config.json', RepoTags: [`${name}:1`], Layers: ['layer.tar.gz'] }]
  writeFileSync(
    path,
    tarOf([
      { path: 'config.json', content: JSON.stringify(config) },
      { path: 'layer.tar.gz', content: Buffer.concat(chunks) },
      { path: 'manifest.json', content: JSON.stringify(manifest) },
    ]),
  )
  rmSync(layer)
  return path
}

/** Lock files with packages, and advisories about some of them among many others. */
function makePackages(count: number, advisories: number): { readonly folder: string; readonly osv: string } {
  const folder = join(work, 'locks')
  mkdirSync(folder)
  const each = 170
  for (let file = 0; file * each < count; file++) {
    const packages = Object.fromEntries(
      Array.from({ length: each }, (_, index) => [`node_modules/p${file * each + index}`, { version: '1.0.0', license: 'MIT' }]),
    )
    mkdirSync(join(folder, String(file)))
    writeFileSync(join(folder, String(file), 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }, undefined, 2))
  }
  const osv = join(work, 'osv.jsonl')
  const lines = Array.from({ length: advisories }, (_, index) =>
    JSON.stringify({
      id: `OSV-${index}`,
      modified: '2026-01-01T00:00:00Z',
      affected: [
        {
          package: { ecosystem: 'npm', name: `p${index * 20}` },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
        },
      ],
    }),
  )
  writeFileSync(osv, lines.join('\n'))
  return { folder, osv }
}

function makeDockerfiles(count: number): string {
  const folder = join(work, 'dockerfiles')
  for (let index = 0; index < count; index++) {
    mkdirSync(join(folder, String(index)), { recursive: true })
    const runs = Array.from(
      { length: 12 },
      (_, line) => `RUN apt-get update && apt-get install -y p${line} && echo "$HOME" | tee /a${line}`,
    )
    writeFileSync(
      join(folder, String(index), 'Dockerfile'),
      `FROM debian:12 AS build\n${runs.join('\n')}\nFROM debian:12-slim\nCOPY --from=build /a /a\nUSER 1000\n`,
    )
  }
  return folder
}

const ours = (...args: readonly string[]): Command => ({
  program: process.execPath,
  args: [program, ...args, '--format', 'json', '--exit-zero'],
})

async function row(what: string, aim: string, command: Command): Promise<void> {
  const { wall, cpu, memory } = await measure(command, work, bound)
  const cells = [
    what.padEnd(46),
    `${wall.toFixed(2)} s`.padStart(9),
    `${(cpu ?? 0).toFixed(2)} s`.padStart(9),
    `${Math.round(memory ?? 0)} MB`.padStart(8),
    aim,
  ]
  process.stdout.write(`${cells.join('  ')}\n`)
}

process.stdout.write(`${availableParallelism()} processors; wall, processor time, memory, aim\n`)
try {
  const { folder, osv } = makePackages(17_000, 50_000)
  const debian = await makeImage('debian', 88, 170)
  const large = await makeImage('large', 500, 2048)
  const scan = (image: string): Command => ours('image', 'scan', image, '--advisories', osv)
  await row(
    'advisories: 50,000 compiled for the first time',
    '',
    ours('image', 'scan', join(folder, '0/package-lock.json'), '--advisories', osv),
  )
  await row('advisories: opened, and one lock file', '', ours('image', 'scan', join(folder, '0/package-lock.json'), '--advisories', osv))
  await row('image of 170 MB, layers not known', '< 3 s', scan(debian))
  await row('image of 170 MB, layers known', '< 0.3 s', scan(debian))
  await row('image of 2 GB, layers not known', '< 300 MB', scan(large))
  await row(
    '17,000 packages in 100 lock files',
    '< 1 s',
    ours('scan', folder, '--advisories', osv, '--only', 'dependency/no-known-vulnerability'),
  )
  await row('175 Dockerfiles', '< 1 s', ours('scan', makeDockerfiles(175)))
  const trivy = findProgram('trivy')
  if (trivy === undefined) process.stdout.write('trivy is not on PATH\n')
  else
    await row('trivy: packages of the image of 170 MB', '', {
      program: trivy,
      args: ['image', '--input', debian, '--format', 'cyclonedx', '--offline-scan', '--cache-dir', join(work, 'trivy')],
    })
} finally {
  rmSync(work, { recursive: true, force: true })
}

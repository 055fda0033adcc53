import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Io } from '../command.ts'
import { runProgram } from '../program.ts'

let work = ''
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'chain-'))
  cpSync(join(import.meta.dirname, '../../../examples/image'), work, { recursive: true })
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
})
afterAll(() => rmSync(work, { recursive: true }))

interface Chain {
  readonly origin: string
  readonly base: { name: string; digest: string }
  readonly dockerfile: string
  readonly owner: string
  readonly users: { resource: object; uri: string; line: number; path: string }[]
  readonly step: { kind: string; location: { uri: string; line: number } | null }
}
interface Finding {
  readonly check: string
  readonly location: { uri: string; startLine: number }
  readonly related: { message: string }[]
  readonly vulnerability: { id: string; instruction: string; layer: string }
  readonly chain: Chain
}
interface Report {
  readonly inputs: { notAnalysed: { uri: string; reason: string; line?: number }[] }
  readonly findings: Finding[]
}

async function scan(...args: string[]): Promise<{ readonly code: number; readonly report: Report }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let out = ''
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  const line = ['image', 'scan', '--layout', 'layout', '--advisories', 'advisories', '--offline', '--format', 'json', ...args]
  const code = await runProgram(line, { cwd: work, env: {}, ...streams } as unknown as Io)
  return { code, report: JSON.parse(out) as Report }
}

const vulnerabilities = ({ findings }: Report) => findings.filter(({ check }) => check === 'image/no-known-vulnerability')

describe('from a vulnerability to what removes it', () => {
  test('layer, line, owner, pod and the smallest step: in the lock file, in FROM, by a rebuild', async () => {
    const { code, report } = await scan('--manifests', '.')
    expect([code, report.inputs.notAnalysed]).toEqual([1, []])
    const found = vulnerabilities(report)
    expect(
      found.map(({ vulnerability: { id, instruction }, location, chain: { origin } }) => [id, instruction, location.startLine, origin]),
    ).toEqual([
      ['CVE-2021-44906', 'RUN npm ci --omit=dev', 6, 'own'],
      ['CVE-2023-5363', '# debian.sh --arch amd64 out/ bookworm @1751328000', 1, 'base'],
      [
        'CVE-2023-4863',
        'RUN apt-get update && apt-get install -y --no-install-recommends libwebp7 && rm -rf /var/lib/apt/lists/*',
        3,
        'own',
      ],
    ])
    const base = 'shop.azurecr.io/base/node:24.4-bookworm-slim'
    const index = JSON.parse(readFileSync(join(work, 'layout/index.json'), 'utf8')) as { manifests: { digest: string }[] }
    const [former, present] = index.manifests.map(({ digest }) => digest)
    expect(found.map(({ chain: { step } }) => step)).toEqual([
      { kind: 'bump', version: '1.2.6', location: { uri: 'app/package-lock.json', line: 14, path: 'packages.node_modules/minimist' } },
      { kind: 'base', to: `${base}@${present}`, location: { uri: 'app/Dockerfile', line: 1, path: 'stages[0].FROM[0]' } },
      { kind: 'rebuild', because: 'line-installs', location: { uri: 'app/Dockerfile', line: 3, path: 'stages[0].RUN[0]' } },
    ])
    for (const { chain } of found) {
      expect(chain).toMatchObject({
        base: { name: base, digest: former },
        dockerfile: 'app/Dockerfile',
        owner: 'gallery team <gallery@shop.example>',
        users: [
          {
            resource: { apiVersion: 'batch/v1', kind: 'CronJob', namespace: 'shop', name: 'thumbnails' },
            uri: 'deploy/thumbnails.yaml',
            line: 35,
            path: 'spec.jobTemplate.spec.template.spec.containers[0].image',
          },
        ],
      })
    }
    expect(found[0]!.related.map(({ message }) => message)).toEqual([
      'smallest step: minimist 1.2.6 here, then build again (owner: gallery team <gallery@shop.example>)',
      'shop/CronJob/thumbnails runs this image',
    ])
  })

  test('in Japanese', async () => {
    const { report } = await scan('--manifests', '.', '--lang', 'ja')
    expect(vulnerabilities(report)[0]!.related.map(({ message }) => message)).toEqual([
      '最小の手順: ここで minimist を 1.2.6 に上げ、ビルドし直す（責任者: gallery team <gallery@shop.example>）',
      'shop/CronJob/thumbnails がこのイメージを動かしています',
    ])
  })

  test('FROM without a digest is built again; without a look at bases a better one is to be found', async () => {
    const dockerfile = join(work, 'app/Dockerfile')
    const before = readFileSync(dockerfile, 'utf8')
    writeFileSync(dockerfile, before.replace(/@sha256:\w+/, ''))
    const [, openssl] = vulnerabilities((await scan('--manifests', '.')).report)
    expect(openssl!.chain.step).toMatchObject({ kind: 'rebuild', because: 'base-moved' })
    const [, unknown] = vulnerabilities((await scan('--manifests', '.', '--no-bases')).report)
    expect(unknown!.chain.step).toMatchObject({ kind: 'base', to: null })
    writeFileSync(dockerfile, before)
  })

  test('the configuration names the Dockerfile and the owner of images', async () => {
    writeFileSync(
      join(work, 'own.yaml'),
      'images:\n  - image: shop.azurecr.io/shop/*\n    dockerfile: app/Dockerfile\n    owner: "@shop/gallery"\n',
    )
    const { report } = await scan('--manifests', 'deploy', '--config', 'own.yaml')
    const [found] = vulnerabilities(report)
    expect([found!.chain.dockerfile, found!.chain.owner, found!.chain.step]).toEqual([
      'app/Dockerfile',
      '@shop/gallery',
      // The lock file is no part of what was read.
      { kind: 'bump', version: '1.2.6', location: null },
    ])
  })
})

describe('what cannot be read is never a pass', () => {
  const pod = (image: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`

  test.each([
    ['an image that is nowhere', 'shop.azurecr.io/shop/other:1', { uri: 'shop.azurecr.io/shop/other:1', reason: 'image-not-found' }],
    ['a name that somebody else fills in', '"$(REGISTRY)/app:1"', { uri: 'more/pod.yaml', reason: 'image-reference', line: 8 }],
  ])('%s', async (_, image, expected) => {
    cpSync(join(work, 'deploy'), join(work, 'more'), { recursive: true })
    writeFileSync(join(work, 'more/pod.yaml'), pod(image))
    const { report } = await scan('--manifests', 'more')
    expect(report.inputs.notAnalysed).toEqual([expect.objectContaining(expected)])
    rmSync(join(work, 'more'), { recursive: true })
  })
})

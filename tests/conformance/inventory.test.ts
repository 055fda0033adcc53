import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { describe, expect, test } from 'vitest'

import type { Package } from '../../src/models/dependency/package.ts'
import { readGoBinary } from '../../src/supply-chain/inventory/language/go-binary.ts'
import { readJar } from '../../src/supply-chain/inventory/language/jar.ts'
import { lockFileReader } from '../../src/supply-chain/inventory/lock-file.ts'
import { readDpkgStatus } from '../../src/supply-chain/inventory/os/dpkg.ts'
import { readRpmDatabase } from '../../src/supply-chain/inventory/os/rpm-database.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain') ?? ''

interface Recorded {
  readonly target: string
  readonly type: string
  readonly packages: readonly string[]
}

function recorded(): readonly Recorded[] {
  const text = gunzipSync(readFileSync(join(folder, 'oracle', 'trivy-lockfiles.jsonl.gz'))).toString('utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded)
}

function read(target: string): readonly Package[] {
  const path = join(folder, 'lockfiles', target)
  const beside = (name: string): string | undefined => {
    const other = join(dirname(path), name)
    return existsSync(other) ? readFileSync(other, 'utf8') : undefined
  }
  return lockFileReader(target)!({ uri: target, text: readFileSync(path, 'utf8') }, beside)
}

function isFromRegistry(target: string, crate: string): boolean {
  const [name = '', version = ''] = crate.split('@')
  return readFileSync(join(folder, 'lockfiles', target), 'utf8').includes(`name = "${name}"\nversion = "${version}"\nsource =`)
}

/** Why what the recorded scanner names, and we do not, is right to be left out. */
function reasonMissing({ type, target }: Recorded, name: string): string | undefined {
  if (type === 'pnpm') return 'it misreads pnpm 9 and names packages that do not exist'
  if (name.includes('@npm:') || name.startsWith('@fluentui/node_modules')) return 'it names the alias, not the package'
  if (type === 'gomod') return 'go.sum knows only its go.mod: none of its code is built in'
  if (type === 'cargo' && !isFromRegistry(target, name)) return 'a crate of the workspace itself'
  if (/^(?:@types\/sigstore-jest|@sigstore\/|sigstore@|hello@|regorusrb@)/.test(name)) return 'the project’s own package'
  return undefined
}

describe.skipIf(folder === '')('lock files against a recorded scanner', () => {
  test('every package that it names is found, but for its mistakes', () => {
    const missing = recorded().flatMap((each) => {
      const { target, packages } = each
      const ours = new Set(read(target).map(({ name, version }) => `${name}@${version}`))
      return packages.filter((name) => !ours.has(name) && reasonMissing(each, name) === undefined).map((name) => `${target}: ${name}`)
    })
    expect(missing).toEqual([])
  })

  test('what it does not name is there for development, optional, unreachable from a manifest, or of pnpm 9', () => {
    const extra = recorded()
      .filter(({ type }) => type !== 'pnpm')
      .flatMap(({ target, packages }) => {
        const theirs = new Set(packages)
        return read(target)
          .filter(({ name, version, scope }) => scope === 'runtime' && !theirs.has(`${name}@${version}`))
          .map(() => target)
      })
    const counts = Object.fromEntries([...new Set(extra)].map((target) => [target, extra.filter((each) => each === target).length]))
    expect(counts).toMatchInlineSnapshot(`
      {
        "OWASP-Benchmark__BenchmarkJava/_root/pom.xml": 1,
        "aquasecurity__trivy-test-images/spring4shell/pom.xml": 1,
        "biomejs__biome/_root/Cargo.lock": 36,
        "bridgecrewio__terragoat/packages__node__base/package-lock.json": 16,
        "docker__awesome-compose/vuejs__vuejs/yarn.lock": 5,
        "honojs__hono/benchmarks__jsx/yarn.lock": 29,
        "microsoft__regorus/bindings__wasm/Cargo.lock": 144,
        "renovatebot__renovate/lib__modules__manager__npm____fixtures____yarn1-invalid-name/yarn.lock": 1,
        "slsa-framework__slsa-verifier/experimental__maven-plugin/pom.xml": 1,
      }
    `)
  })

  test('each place holds the name or the version of its package', () => {
    let places = 0
    const wrong = recorded().flatMap(({ target }) => {
      const text = readFileSync(join(folder, 'lockfiles', target), 'utf8')
      return read(target).flatMap(({ name, version, at }) => {
        if (at === undefined || !('start' in at)) return []
        places++
        const written = text.slice(at.start, at.end)
        const expected = [name, name.split(':')[1] ?? name, version].some((each) => written.includes(each))
        return expected || written.includes('${') || /^[\w@/.-]+$/.test(written) ? [] : [`${target}: ${name} at ${JSON.stringify(written)}`]
      })
    })
    expect(wrong).toEqual([])
    expect(places).toBeGreaterThan(10_000)
  })
})

describe.skipIf(folder === '')('packages of distributions', () => {
  test('dpkg: the same names, versions and sources as a recorded scanner for a Debian 12', () => {
    const expected = (
      JSON.parse(readFileSync(join(folder, 'ospkg/debian12-minbase/trivy-components.json'), 'utf8')) as {
        type: string
        name: string
        version: string
        src: string
        srcVersion: string
      }[]
    ).filter(({ type }) => type === 'library')
    const found = readDpkgStatus(readFileSync(join(folder, 'ospkg/debian12-minbase/status'), 'utf8'))
    const plain = (version: string): string => version.replace(/^\d+:/, '').replace(/-[^-]*$/, '')
    expect(
      found
        .map(({ name, version, source }) => [name, version, source?.name ?? name, plain(source?.version ?? version)].join(' '))
        .toSorted(),
    ).toEqual(expected.map(({ name, version, src, srcVersion }) => [name, version, src, plain(`${srcVersion}-0`)].join(' ')).toSorted())
  })

  test.each([
    ['libuuid', 1],
    ['sle15-bci', 35],
    ['cbl-mariner-2.0', 129],
  ])('rpm: %s', (name, count) => {
    const place = join(folder, 'ospkg/rpmdb', name)
    const [file = ''] = readdirSync(place)
    const bytes = readFileSync(join(place, file))
    const found = readRpmDatabase(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    expect(found).toHaveLength(count)
    expect(found.every(({ name: of, version }) => of !== '' && /-/.test(version))).toBe(true)
  })
})

describe.skipIf(folder === '')('programs and archives', () => {
  test('a Go binary', () => {
    const found = readGoBinary(readFileSync(join(folder, 'lang/go-binary/main-version-via-ldflags.elf')))
    expect(found?.map(({ name, version }) => `${name}@${version}`)).toMatchInlineSnapshot(`
      [
        "stdlib@1.22.1",
        "github.com/aquasecurity/test@(devel)",
      ]
    `)
    const experiment = readGoBinary(readFileSync(join(folder, 'lang/go-binary/goexperiment')))
    expect(experiment?.map(({ name, version }) => `${name}@${version}`)).toMatchInlineSnapshot(`
      [
        "stdlib@1.22.1",
      ]
    `)
  })

  test('jars', () => {
    const names = readdirSync(join(folder, 'lang/java')).filter((name) => !name.includes('jenkins'))
    const found = names.map((name) => {
      const own = name.replace(/^.*testdata__/, '')
      return [
        own,
        ...readJar(own, readFileSync(join(folder, 'lang/java', name))).map(
          (each) => `${[...each.inside, each.name].join(' > ')}@${each.version}`,
        ),
      ]
    })
    expect(found).toMatchInlineSnapshot(`
      [
        [
          "hadoop-shaded-guava-1.1.0-SNAPSHOT.jar",
          "org.apache.hadoop.thirdparty:hadoop-shaded-guava@1.1.0-SNAPSHOT",
          "com.google.j2objc:j2objc-annotations@1.3",
          "com.google.guava:guava@29.0-jre",
          "com.google.guava:failureaccess@1.0.1",
          "com.google.guava:listenablefuture@9999.0-empty-to-avoid-conflict-with-guava",
        ],
        [
          "io.quarkus.gizmo.gizmo-1.1.jar",
          "io.quarkus.gizmo:gizmo@1.1",
          "jars/log4j-1.2.16.jar > log4j:log4j@1.2.16",
          "jars/log4j-1.2.17.jar > log4j:log4j@1.2.17",
        ],
        [
          "multi-license-1.0.0.jar",
          "com.example:multi-license@1.0.0",
        ],
        [
          "nested.jar",
        ],
        [
          "test.jar",
        ],
      ]
    `)
  })
})

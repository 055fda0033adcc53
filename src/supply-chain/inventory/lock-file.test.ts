import { describe, expect, test } from 'vitest'

import { lockFileReader } from './lock-file.ts'
import { InventoryError } from './package.ts'

/** Packages as `name@version`, with what stands at their place. */
function read(uri: string, text: string, beside: Readonly<Record<string, string>> = {}): readonly string[] {
  return lockFileReader(uri)!({ uri, text }, (name) => beside[name]).map(({ name, version, scope, at }) => {
    const place = at === undefined ? '-' : 'start' in at ? JSON.stringify(text.slice(at.start, at.end)) : at.join('/')
    return `${name}@${version} ${scope} ${place}`
  })
}

describe('lock files', () => {
  test('package-lock.json: aliases, workspaces, links, scopes', () => {
    const packages = {
      '': { name: 'own' },
      'packages/a': { version: '1.0.0' },
      'node_modules/a': { link: true },
      'node_modules/b': { version: '2.0.0', dev: true },
      'node_modules/c': { name: '@real/c', version: '3.0.0', optional: true },
      'node_modules/b/node_modules/d': { version: '4.0.0' },
    }
    expect(read('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }))).toEqual([
      'b@2.0.0 development packages/node_modules/b',
      '@real/c@3.0.0 optional packages/node_modules/c',
      'd@4.0.0 runtime packages/node_modules/b/node_modules/d',
    ])
  })

  test('yarn.lock: Yarn 1 and Berry', () => {
    const one =
      '# yarn lockfile v1\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.2.0"\n  integrity sha512-x\n\nalias@npm:real@^2.0.0:\n  version "2.0.1"\n'
    expect(read('yarn.lock', one)).toEqual(['@a/b@1.2.0 runtime "@a/b"', 'real@2.0.1 runtime "real"'])
    const berry =
      '"a@npm:^1.0.0":\r\n  version: 1.0.1\r\n  resolution: "a@npm:1.0.1"\r\n  linkType: hard\r\n\r\n"own@workspace:.":\r\n  version: 0.0.0-use.local\r\n  linkType: soft\r\n'
    expect(read('yarn.lock', berry)).toEqual(['a@1.0.1 runtime "a"'])
  })

  test.each([
    ['5', '  /@a/b/1.2.0_peer@1.0.0:\n    dev: true\n', '@a/b@1.2.0 development "/@a/b/1.2.0_peer@1.0.0"'],
    ['6', "  '/@a/b@1.2.0(peer@1.0.0)':\n    dev: false\n", '@a/b@1.2.0 runtime "/@a/b@1.2.0(peer@1.0.0)"'],
    ['9', "  '@a/b@1.2.0':\n    resolution: {integrity: sha512-x}\n", '@a/b@1.2.0 runtime "@a/b@1.2.0"'],
  ])('pnpm-lock.yaml of format %s', (format, entry, expected) => {
    expect(read('pnpm-lock.yaml', `lockfileVersion: '${format}.0'\n\npackages:\n\n${entry}\nsnapshots:\n\n  x@1.0.0: {}\n`)).toEqual([
      expected,
    ])
  })

  test('bun.lock, with comments and trailing commas', () => {
    const text =
      '{\n  // made by bun\n  "packages": {\n    "a": ["a@1.0.0", "", {}, "sha512-x"],\n    "own": ["own@workspace:packages/own"], // last\n  }, /* end, */\n}\n'
    expect(read('bun.lock', text)).toEqual(['a@1.0.0 runtime packages/a'])
  })

  test('go.mod: replacements, and go.sum before Go 1.17', () => {
    const text =
      'module m\n\ngo 1.16\n\nrequire (\n\ta.example/x v1.0.0 // indirect\n\tb.example/y v2.0.0\n)\nrequire c.example/z v3.0.0\n\nreplace b.example/y => ../y\nreplace c.example/z v3.0.0 => d.example/z v3.1.0\n'
    const sums = 'e.example/w v0.1.0 h1:x\ne.example/w v0.2.0 h1:x\nf.example/v v0.1.0/go.mod h1:x\n'
    expect(read('go.mod', text, { 'go.sum': sums })).toEqual([
      'a.example/x@1.0.0 runtime "a.example/x"',
      'd.example/z@3.1.0 runtime "c.example/z"',
      'e.example/w@0.2.0 runtime -',
    ])
    expect(read('go.mod', text.replace('1.16', '1.21'), { 'go.sum': sums })).toHaveLength(2)
  })

  test('requirements.txt: pinned entries, with the place of name and version', () => {
    const text =
      '# 依存関係\nDjango == 4.2.1 ; python_version > "3.8"\nrequests[socks]==2.31.0 --hash=sha256:x\nflask>=2\nany==1.*\n-r other.txt\n'
    expect(read('requirements-dev.txt', text)).toEqual([
      'Django@4.2.1 runtime "Django == 4.2.1"',
      'requests@2.31.0 runtime "requests[socks]==2.31.0"',
    ])
  })

  test('Cargo.lock, poetry.lock and uv.lock', () => {
    expect(
      read(
        'Cargo.lock',
        'version = 3\n\n[[package]]\nname = "own"\nversion = "0.1.0"\n\n[[package]]\nname = "rand"\nversion = "0.8.5"\nsource = "registry+x"\n',
      ),
    ).toEqual(['rand@0.8.5 runtime "rand"'])
    expect(
      read('poetry.lock', '[[package]]\nname = "a"\nversion = "1"\ngroups = ["dev"]\n\n[[package]]\nversion = "2"\nname = "b"\n'),
    ).toEqual(['a@1 development "a"', 'b@2 runtime "b"'])
    expect(
      read('uv.lock', '[[package]]\nname = "own"\nversion = "0"\nsource = { virtual = "." }\n\n[[package]]\nname = "a"\nversion = "1"\n'),
    ).toEqual(['a@1 runtime "a"'])
  })

  test('pom.xml: properties, managed versions, scopes', () => {
    const text =
      '<project>\n<groupId>g</groupId><artifactId>own</artifactId><version>1.0</version>\n<properties><v>2.0</v><w>${v}</w><loop>${loop}</loop></properties>\n' +
      '<dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>m</artifactId><version>3.0</version></dependency></dependencies></dependencyManagement>\n' +
      '<dependencies><!-- comment -->\n<dependency><groupId>g</groupId><artifactId>a</artifactId><version>${w}</version></dependency>\n<dependency><groupId>g</groupId><artifactId>m</artifactId><scope>test</scope></dependency>\n' +
      '<dependency><groupId>g</groupId><artifactId>open</artifactId><version>[1,2)</version></dependency><dependency><groupId>g</groupId><artifactId>l</artifactId><version>${loop}</version></dependency></dependencies>\n</project>'
    expect(read('pom.xml', text)).toEqual(['g:own@1.0 runtime "own"', 'g:a@2.0 runtime "${w}"', 'g:m@3.0 development "m"'])
  })

  test.each([
    [
      'Gemfile.lock',
      'GEM\n  specs:\n    rails (7.0.1)\n      activesupport (= 7.0.1)\n    nokogiri (1.15.4-x86_64-linux)\n\nPATH\n  specs:\n    own (0.1)\n',
      ['rails@7.0.1 runtime "rails"', 'nokogiri@1.15.4 runtime "nokogiri"'],
    ],
    [
      'gradle.lockfile',
      '# comment\na.b:c:1.0=testRuntimeClasspath\nd.e:f:2.0=runtimeClasspath\nempty=annotationProcessor\n',
      ['a.b:c@1.0 development "a.b:c:1.0"', 'd.e:f@2.0 runtime "d.e:f:2.0"'],
    ],
    [
      'composer.lock',
      '{"packages":[{"name":"a/b","version":"v1.0.0"}],"packages-dev":[{"name":"c/d","version":"2.0"}]}',
      ['a/b@1.0.0 runtime packages/0/name', 'c/d@2.0 development packages-dev/0/name'],
    ],
    [
      'packages.lock.json',
      '{"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"},"own":{"type":"Project"}}}}',
      ['A@1.0.0 runtime dependencies/net8.0/A'],
    ],
    [
      'Directory.Packages.props',
      '<Project><ItemGroup><PackageVersion Include="A" Version="1.2.3" /><PackageVersion Include="B" Version="$(X)" /></ItemGroup></Project>',
      ['A@1.2.3 runtime "<PackageVersion Include=\\"A\\" Version=\\"1.2.3\\" />"'],
    ],
    [
      'Pipfile.lock',
      '{"_meta":{},"default":{"a":{"version":"==1.0"}},"develop":{"b":{"version":"==2.0"}}}',
      ['a@1.0 runtime default/a', 'b@2.0 development develop/b'],
    ],
  ])('%s', (name, text, expected) => {
    expect(read(name, text)).toEqual(expected)
  })

  test.each(['package-lock.json', 'Cargo.lock', 'pom.xml', 'composer.lock', 'Pipfile.lock', 'bun.lock'])(
    '%s that is none is refused in words',
    (name) => {
      expect(() => read(name, '<<< not a lock file >>>')).toThrow(InventoryError)
    },
  )

  test('hostile texts take no longer than honest ones', () => {
    const start = performance.now()
    const long = 'a'.repeat(300_000)
    for (const [name, text] of [
      ['yarn.lock', `${long}\n`.repeat(3)],
      ['requirements.txt', `${long}${' '.repeat(100_000)}[${long}`],
      ['pnpm-lock.yaml', `packages:\n  ${long}${' '.repeat(100_000)}x\n`],
      ['go.mod', `require (\n${long}\n`],
      ['Gemfile.lock', `GEM\n    ${long} (${long}`],
    ] as const)
      expect(read(name, text)).toEqual([])
    expect(() => read('pom.xml', '<a>'.repeat(100_000))).toThrow(InventoryError)
    expect(() => read('pom.xml', `<a ${'x="'.repeat(50_000)}`)).toThrow(InventoryError)
    expect(() => read('pom.xml', '<!--'.repeat(50_000))).toThrow(InventoryError)
    expect(() => read('bun.lock', '"'.repeat(50_001))).toThrow(InventoryError)
    expect(() => read('bun.lock', ', '.repeat(100_000))).toThrow(InventoryError)
    expect(() => read('bun.lock', '/*'.repeat(100_000))).toThrow(InventoryError)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

test('a lock file of 100 MB is read, or refused in words, in bounded time', () => {
  const entry = (index: number): string => `"node_modules/p${index}":{"version":"1.0.${index}","resolved":"${'x'.repeat(900)}"}`
  const text = `{"lockfileVersion":3,"packages":{${Array.from({ length: 100_000 }, (_, index) => entry(index)).join(',')}}}`
  expect(text.length).toBeGreaterThan(95_000_000)
  const start = performance.now()
  const packages = lockFileReader('package-lock.json')!({ uri: 'package-lock.json', text }, () => undefined)
  expect([packages.length, performance.now() - start < 30_000]).toEqual([100_000, true])
})

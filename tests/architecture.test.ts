import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Which rooms a room may import from, besides itself. From the design: folders are layers. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  data: [],
  controls: ['core'],
  syntax: ['core'],
  models: ['core', 'syntax'],
  checks: ['core', 'models', 'controls', 'policy'],
  policy: ['core', 'syntax', 'models'],
  'supply-chain': ['core', 'syntax', 'models'],
  sources: ['core', 'syntax', 'models', 'supply-chain'],
  reports: ['core', 'controls'],
  admission: ['core', 'controls', 'syntax', 'models', 'checks', 'policy', 'supply-chain', 'sources', 'reports'],
  action: ['core', 'sources'],
  sdk: ['core', 'models', 'sources'],
  cli: ['core', 'controls', 'syntax', 'models', 'checks', 'policy', 'supply-chain', 'sources', 'reports', 'admission'],
}

interface Import {
  readonly from: string
  readonly to: string
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join('src', file))

const imports: readonly Import[] = files.flatMap((file) => {
  const written = readFileSync(join(root, file), 'utf8')
  const { module } = parseSync(file, written)
  const atOnce = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => (entry.moduleRequest === null ? [] : [entry.moduleRequest.value])),
    ),
  ]
  const lazily = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const specifier = written.slice(moduleRequest.start, moduleRequest.end)
    return /^['"]/.test(specifier) ? [specifier.slice(1, -1)] : []
  })
  return [...atOnce, ...lazily]
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ from: file, to: relative(root, join(root, dirname(file), specifier)) }))
})

const roomOf = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1]
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)

/** The groups of files that import each other in a circle: what can be reached from a file, and reaches it. */
function cyclesOf(edges: readonly Import[]): readonly (readonly string[])[] {
  const targets = Map.groupBy(edges, ({ from }) => from)
  const reached = new Map<string, ReadonlySet<string>>()
  const reachedFrom = (start: string): ReadonlySet<string> => {
    const known = reached.get(start)
    if (known !== undefined) return known
    const seen = new Set<string>()
    const open = [start]
    for (let file = open.pop(); file !== undefined; file = open.pop())
      for (const { to } of targets.get(file) ?? []) if (!seen.has(to)) open.push((seen.add(to), to))
    reached.set(start, seen)
    return seen
  }
  const groups = new Map<string, readonly string[]>()
  for (const file of targets.keys()) {
    if (!reachedFrom(file).has(file)) continue
    const group = [...reachedFrom(file)].filter((other) => reachedFrom(other).has(file)).toSorted()
    groups.set(group.join(' '), group)
  }
  return [...groups.values()]
}

describe('architecture', () => {
  test('the test saw the code', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(imports.length).toBeGreaterThan(100)
  })

  test('the rooms are those of the table', () => {
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    expect(rooms.toSorted()).toEqual(Object.keys(allowed).toSorted())
  })

  test.each(['en', 'ja'])('the page on architecture has a row for every room and every folder inside: %s', (language) => {
    const page = readFileSync(join(root, 'docs', language, 'architecture.md'), 'utf8')
    const rows = [...page.matchAll(/^\| `src\/([a-z-]+(?:\/[a-z-]+)?)\//gm)].map(([, folder]) => folder!)
    const inside = new Set(files.map((file) => /^src\/([^/]+\/[^/]+)\//.exec(file)?.[1]).filter((folder) => folder !== undefined))
    // Areas of checks have pages of their own, and the catalogue is all that its room holds.
    const told = [...inside].filter((folder) => !/^(?:checks|controls)\//.test(folder))
    expect(rows.toSorted()).toEqual([...Object.keys(allowed), ...told].toSorted())
  })

  test('rooms import only from the rooms below them', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)]
      if (isTest(from) || here === undefined || there === undefined || here === there) return false
      return !allowed[here]!.includes(there)
    })
    expect(wrong).toEqual([])
  })

  test('no file imports itself by way of others, be it for a type or only when it is needed', () => {
    expect(cyclesOf(imports.filter(({ from, to }) => !isTest(from) && !isTest(to)))).toEqual([])
  })

  test('cycles are found where there are some', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
      { from: 'c', to: 'd' },
    ]
    expect(cyclesOf(circle)).toEqual([['a', 'b', 'c']])
    expect(cyclesOf([{ from: 'a', to: 'a' }])).toEqual([['a']])
  })

  test('there are no bags', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\.ts|\/)/.test(file))).toEqual([])
  })

  test('file names are in kebab case', () => {
    expect(files.filter((file) => !/^src\/(?:[a-z0-9-]+\/)*[a-z0-9-]+(?:\.(?:test|generated))?\.tsx?$/.test(file))).toEqual([])
  })
})

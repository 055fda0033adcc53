import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { parseSync } from 'oxc-parser'
import type { Plugin } from 'rolldown'

import type { Check } from '../src/core/check.ts'
import type { Subject, SubjectKind } from '../src/core/subject.ts'
import { loader } from './lazy-parts.ts'

const prefix = '\0checks:'

/** Kinds of subjects that a scan of manifests never has. Checks of what is made from one of them are loaded together. */
const kinds = ['azure-resource', 'docker-build', 'github-repository', 'actions-file']

/** What a run asks of checks that have nothing to judge; everything else of them is loaded when it is looked at. */
const atHand = ['id', 'controls', 'standards', 'severity', 'confidence', 'default', 'reads', 'coveredBy', 'since'] as const
const loaded = ['options', 'title', 'why', 'messages', 'evaluate', 'enforce', 'references', 'examples'] as const

interface Declared {
  /** As the index names it. */
  readonly name: string
  readonly file: string
  readonly exported: string
  readonly check: Check
}

/**
 * Puts stand-ins in the index of checks for those that most scans have no subject for. A scan of manifests would else
 * load as much code again for Azure, pipelines and Dockerfiles.
 */
export async function lazyChecks(index: string): Promise<Plugin> {
  const declared = await declaredChecks(index)
  const groups = Map.groupBy(declared, ({ check }) => kinds.find((kind) => isMadeFrom(check.subject, kind)))
  const chunks = new Map<string, string>()
  return {
    name: 'lazy-checks',
    resolveId: (id) => (id.startsWith(prefix) ? { id, moduleSideEffects: false } : undefined),
    load(id) {
      if (id === index) {
        for (const kind of kinds) chunks.set(kind, this.emitFile({ type: 'chunk', id: prefix + kind, name: `checks-${kind}` }))
        return { code: indexWithStandIns(declared, groups, chunks), moduleType: 'js' }
      }
      if (!id.startsWith(prefix)) return undefined
      return (groups.get(id.slice(prefix.length)) ?? []).map(reexport).join('\n')
    },
  }
}

function indexWithStandIns(
  declared: readonly Declared[],
  groups: ReadonlyMap<string | undefined, readonly Declared[]>,
  chunks: ReadonlyMap<string, string>,
): string {
  const eager = new Set(groups.get(undefined))
  const kindOf = (of: Declared): string => kinds.find((kind) => groups.get(kind)?.includes(of) === true)!
  return [
    ...[...eager].map(({ name, exported, file }) => `import { ${exported} as ${name} } from ${JSON.stringify(file)}`),
    ...[...chunks].map(([kind, chunk]) => loader(loaderOf(kind), chunk)),
    standInSource,
    'export const checks = [',
    ...declared.map((of) => (eager.has(of) ? `${of.name},` : `${standInFor(of, kindOf(of))},`)),
    ']',
  ].join('\n')
}

function reexport({ name, exported, file }: Declared): string {
  return `export { ${exported} as ${name} } from ${JSON.stringify(file)}`
}

function loaderOf(kind: string): string {
  return `load_${kind.replaceAll('-', '_')}`
}

function standInFor({ name, check }: Declared, kind: string): string {
  const facts = Object.fromEntries(atHand.flatMap((key) => (check[key] === undefined ? [] : [[key, check[key]]])))
  return `new StandIn(${JSON.stringify(facts)}, ${JSON.stringify(check.subject.id)}, ${JSON.stringify(kind)}, () => ${loaderOf(kind)}().${name})`
}

const standInSource = `
class StandIn {
  #real
  constructor(facts, id, from, real) {
    this.#real = real
    Object.assign(this, facts)
    this.subject = { id, standsIn: { from, kind: () => real().subject } }
  }
  ${loaded.map((key) => `get ${key}() { return this.#real().${key} }`).join('\n  ')}
}`

async function declaredChecks(index: string): Promise<readonly Declared[]> {
  const { module } = parseSync(index, readFileSync(index, 'utf8'))
  const imports = module.staticImports.flatMap(({ moduleRequest, entries }) =>
    entries.flatMap(({ isType, importName, localName }) =>
      isType ? [] : [{ name: localName.value, exported: importName.name!, file: join(dirname(index), moduleRequest.value) }],
    ),
  )
  return Promise.all(
    imports.map(async (of) => ({ ...of, check: ((await import(of.file)) as Readonly<Record<string, Check>>)[of.exported]! })),
  )
}

/** Whether an estate without subjects of a kind that readers give has none of another. */
function isMadeFrom(kind: SubjectKind<Subject>, base: string): boolean {
  if (kind.derive === undefined) return kind.id === base
  const asked: boolean[] = []
  const members = kind.derive((other) => {
    asked.push(isMadeFrom(other, base))
    return []
  })
  return members.length === 0 && asked.length > 0 && asked.every(Boolean)
}

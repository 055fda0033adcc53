import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { parseSync } from 'oxc-parser'
import type { Plugin } from 'rolldown'

import type { Check } from '../src/core/check.ts'
import type { Subject, SubjectKind } from '../src/core/subject.ts'
import { objectsOfKind } from '../src/models/kubernetes/object.ts'
import { loader } from './lazy-parts.ts'

const prefix = '\0checks:'

/** Kinds of subjects whose checks are always loaded: what every scan of manifests has, and what the program itself names. */
const atHandKinds = new Set([
  'kubernetes-object',
  'workload',
  'doubtful-text',
  'searched-text',
  'suppression',
  'attestation',
  'dependency-list',
  'built-image',
  'installed-packages',
])

/** Before the names of the kinds of objects that a check is about, where it is about no others. */
const objectsPrefix = 'objects:'

/** What a run asks of checks that have nothing to judge; everything else of them is loaded when it is looked at. */
const atHand = ['id', 'controls', 'standards', 'severity', 'confidence', 'default', 'reads', 'coveredBy', 'since'] as const
const loaded = ['options', 'title', 'why', 'messages', 'evaluate', 'enforce', 'references', 'examples'] as const

interface Declared {
  /** As the index names it. */
  readonly name: string
  readonly file: string
  readonly exported: string
  readonly check: Check
  /** Ids of the kinds that readers give and that its subjects are made from; of objects of the Kubernetes API their kinds. */
  readonly from: readonly string[]
}

/**
 * Puts stand-ins in the index of checks for those that most scans have no subject for. A scan of manifests would else
 * load as much code again for Azure, pipelines and Dockerfiles, and that of a Deployment what is asked of roles and routes.
 */
export async function lazyChecks(index: string): Promise<Plugin> {
  const declared = await declaredChecks(index)
  const groups = groupsOf(declared)
  const chunks = new Map<string, string>()
  return {
    name: 'lazy-checks',
    resolveId: (id) => (id.startsWith(prefix) ? { id, moduleSideEffects: false } : undefined),
    load(id) {
      if (id === index) {
        for (const name of groups.keys()) chunks.set(name, this.emitFile({ type: 'chunk', id: prefix + name, name: `checks-${name}` }))
        return { code: indexWithStandIns(declared, groups, chunks), moduleType: 'js' }
      }
      if (!id.startsWith(prefix)) return undefined
      return (groups.get(id.slice(prefix.length)) ?? []).map(reexport).join('\n')
    },
  }
}

/** The files of checks that are loaded only where there is something for them to judge. */
export async function lazyFiles(index: string): Promise<ReadonlySet<string>> {
  return new Set([...groupsOf(await declaredChecks(index)).values()].flat().map(({ file }) => file))
}

function indexWithStandIns(
  declared: readonly Declared[],
  groups: ReadonlyMap<string, readonly Declared[]>,
  chunks: ReadonlyMap<string, string>,
): string {
  const groupOf = new Map([...groups].flatMap(([name, members]) => members.map((member) => [member, name] as const)))
  return [
    ...declared
      .filter((of) => !groupOf.has(of))
      .map(({ name, exported, file }) => `import { ${exported} as ${name} } from ${JSON.stringify(file)}`),
    `import { objectsOfKind } from ${JSON.stringify(join(import.meta.dirname, '../src/models/kubernetes/object.ts'))}`,
    ...[...chunks].map(([group, chunk]) => loader(loaderOf(group), chunk)),
    standInSource,
    'export const checks = [',
    ...declared.map((of) => (groupOf.has(of) ? `${standInFor(of, groupOf.get(of)!)},` : `${of.name},`)),
    ']',
  ].join('\n')
}

function reexport({ name, exported, file }: Declared): string {
  return `export { ${exported} as ${name} } from ${JSON.stringify(file)}`
}

function loaderOf(group: string): string {
  return `load_${group.replaceAll('-', '_')}`
}

function standInFor({ name, check, from }: Declared, group: string): string {
  const facts = Object.fromEntries(atHand.flatMap((key) => (check[key] === undefined ? [] : [[key, check[key]]])))
  return `new StandIn(${JSON.stringify(facts)}, ${JSON.stringify(check.subject.id)}, [${from.map(kindSource).join()}], () => ${loaderOf(group)}().${name})`
}

function kindSource(from: string): string {
  if (!from.startsWith(objectsPrefix)) return JSON.stringify(from)
  return `objectsOfKind(${from
    .slice(objectsPrefix.length)
    .split(', ')
    .map((name) => JSON.stringify(name))
    .join()})`
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
    imports.map(async (of) => {
      const check = ((await import(of.file)) as Readonly<Record<string, Check>>)[of.exported]!
      return { ...of, check, from: [...new Set(givenKinds(check.subject))] }
    }),
  )
}

/**
 * The checks to stand in for, by the name of their chunk. Checks that have a kind in common are loaded together; of those of
 * objects of the Kubernetes API, whose kinds are many, the ones of an area.
 */
function groupsOf(declared: readonly Declared[]): ReadonlyMap<string, readonly Declared[]> {
  const standingIn = declared.filter(({ from }) => !from.some((kind) => atHandKinds.has(kind)))
  const isOfObjects = ({ from }: Declared): boolean => from.every((kind) => kind.startsWith(objectsPrefix))
  const areas = Map.groupBy(standingIn.filter(isOfObjects), ({ check }) => `objects-${check.id.split('/')[0]!}`)
  return new Map([...areas, ...groupsByKind(standingIn.filter((of) => !isOfObjects(of)))])
}

function groupsByKind(declared: readonly Declared[]): ReadonlyMap<string, readonly Declared[]> {
  const groups: { kinds: Set<string>; members: Declared[] }[] = []
  for (const of of declared) {
    const common = groups.filter(({ kinds }) => of.from.some((kind) => kinds.has(kind)))
    for (const group of common) groups.splice(groups.indexOf(group), 1)
    groups.push({
      kinds: new Set([...common.flatMap(({ kinds }) => [...kinds]), ...of.from]),
      members: [...common.flatMap(({ members }) => members), of],
    })
  }
  return new Map(groups.map(({ kinds, members }) => [[...kinds].sort()[0]!, members]))
}

/**
 * The kinds that readers give and that a kind is made from. A kind asks for all of them even where there are none, or it
 * would be made from fewer; where nothing comes of none, nothing comes of an estate without them.
 */
function givenKinds(kind: SubjectKind<Subject>): readonly string[] {
  if (kind.derive === undefined) return [kind.id]
  if (objectsOfKind(...kind.id.split(', ')) === kind) return [objectsPrefix + kind.id]
  const given: string[] = []
  const members = kind.derive((other) => {
    given.push(...givenKinds(other))
    return []
  })
  if (members.length > 0 || given.length === 0) throw new Error(`subjects of ${kind.id} come of nothing`)
  return given
}

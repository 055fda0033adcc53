import { z } from 'zod'

import { BreakwaterError } from '../../core/error.ts'
import { positionAt, type Path } from '../../core/location.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
import { valueAt } from '../../models/kubernetes/json.ts'
import { readYaml } from '../../syntax/yaml/read.ts'

const execSchema = z.object({
  apiVersion: z.string().nullish(),
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: z.string().nullish(),
  provideClusterInfo: z.boolean().nullish(),
  interactiveMode: z.string().nullish(),
})

const clusterSchema = z.object({
  server: z.string(),
  'tls-server-name': z.string().nullish(),
  'insecure-skip-tls-verify': z.boolean().nullish(),
  'certificate-authority': z.string().nullish(),
  'certificate-authority-data': z.string().nullish(),
  'proxy-url': z.string().nullish(),
  extensions: z.array(z.object({ name: z.string(), extension: z.unknown() })).nullish(),
})

const userSchema = z.object({
  'client-certificate': z.string().nullish(),
  'client-certificate-data': z.string().nullish(),
  'client-key': z.string().nullish(),
  'client-key-data': z.string().nullish(),
  token: z.string().nullish(),
  tokenFile: z.string().nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  as: z.string().nullish(),
  'as-uid': z.string().nullish(),
  'as-groups': z.array(z.string()).nullish(),
  'auth-provider': z.object({ name: z.string() }).nullish(),
  exec: execSchema.nullish(),
})

const contextSchema = z.object({ cluster: z.string(), user: z.string().nullish(), namespace: z.string().nullish() })

const fileSchema = z.object({
  'current-context': z.string().nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster: z.unknown() })).nullish(),
  users: z.array(z.object({ name: z.string(), user: z.unknown() })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context: z.unknown() })).nullish(),
})

export type ExecConfig = z.infer<typeof execSchema>
export type ClusterEntry = z.infer<typeof clusterSchema>
export type UserEntry = z.infer<typeof userSchema>
export type ContextEntry = z.infer<typeof contextSchema>

/** An entry of a kubeconfig, with the file that its relative paths start from. It is read whole only when it is asked for. */
export interface Placed<Entry> {
  readonly path: string
  readonly read: () => Entry
  /** The error about a field of it, with where that is written. No message holds a value, which may be a credential. */
  readonly wrong: (field: string, problem: HoleValue) => BreakwaterError
}

const words = {
  several: text({ en: 'a kubeconfig is one YAML document', ja: 'kubeconfig は 1 つの YAML 文書です' }),
  missing: text({ en: 'is missing', ja: 'がありません' }),
  type: text({ en: 'must be of the type {expected}', ja: '型は {expected} でなければなりません' }),
  field: text({ en: '{field}: {problem}', ja: '{field}: {problem}' }),
}

/** One kubeconfig, or several that were merged. */
export interface Kubeconfig {
  readonly currentContext: string | undefined
  readonly clusters: ReadonlyMap<string, Placed<ClusterEntry>>
  readonly users: ReadonlyMap<string, Placed<UserEntry>>
  readonly contexts: ReadonlyMap<string, Placed<ContextEntry>>
}

/** @throws {BreakwaterError} where the text is no kubeconfig */
export function parseKubeconfig(path: string, content: string): Kubeconfig {
  const { documents, problems } = readYaml({ uri: path, text: content })
  const problem = problems.find(({ fatal }) => fatal)
  if (problem !== undefined) throw invalid(path, content, problem.range.start, problem.message)
  const [document, second] = documents
  if (second !== undefined) throw invalid(path, content, second.place([]).range.start, words.several)
  const at: Field = (field, about) => invalid(path, content, document?.place(field).range.start ?? 0, about)
  const file = check(fileSchema, document?.value ?? {}, at, '', [])
  const placed = <Schema extends z.ZodType>(schema: Schema, value: unknown, what: string, start: Path): Placed<z.infer<Schema>> => ({
    path,
    read: () => check(schema, value, at, what, start),
    wrong: (field, about) => at([...start, field], message(words.field, { field: `${what}.${field}`, problem: about })),
  })
  return {
    currentContext: file['current-context'] || undefined,
    clusters: new Map(
      file.clusters?.map(({ name, cluster }, index) => [
        name,
        placed(clusterSchema, cluster, `cluster ${name}`, ['clusters', index, 'cluster']),
      ]),
    ),
    users: new Map(
      file.users?.map(({ name, user }, index) => [name, placed(userSchema, user ?? {}, `user ${name}`, ['users', index, 'user'])]),
    ),
    contexts: new Map(
      file.contexts?.map(({ name, context }, index) => [
        name,
        placed(contextSchema, context, `context ${name}`, ['contexts', index, 'context']),
      ]),
    ),
  }
}

/** Makes the error about a field of the document. */
type Field = (field: Path, problem: HoleValue) => BreakwaterError

function invalid(path: string, content: string, offset: number, problem: HoleValue): BreakwaterError {
  const { line, column } = positionAt({ uri: path, text: content }, offset)
  return new BreakwaterError('kubeconfig-invalid', { path: `${path}:${line}:${column}`, problem })
}

/** As kubectl merges them: of entries with one name, and of current contexts, the first counts. */
export function mergeKubeconfigs(files: readonly Kubeconfig[]): Kubeconfig {
  const firstOf = <Entry>(maps: readonly ReadonlyMap<string, Entry>[]): ReadonlyMap<string, Entry> =>
    new Map(maps.toReversed().flatMap((map) => [...map]))
  return {
    currentContext: files.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    clusters: firstOf(files.map(({ clusters }) => clusters)),
    users: firstOf(files.map(({ users }) => users)),
    contexts: firstOf(files.map(({ contexts }) => contexts)),
  }
}

/** The message names fields and never their values, which may be credentials. */
function check<Schema extends z.ZodType>(schema: Schema, value: unknown, at: Field, what: string, start: Path): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const expected = issue.code === 'invalid_type' ? issue.expected : issue.code
  const isMissing = path.length > 0 && valueAt(value, path) === undefined
  const problem = isMissing ? words.missing : message(words.type, { expected })
  throw at([...start, ...path], message(words.field, { field: [what, ...path].filter((step) => step !== '').join('.'), problem }))
}

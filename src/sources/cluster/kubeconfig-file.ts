import { z } from 'zod'

import { BreakwaterError } from '../../core/error.ts'
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
}

/** One kubeconfig, or several that were merged. */
export interface Kubeconfig {
  readonly currentContext: string | undefined
  readonly clusters: ReadonlyMap<string, Placed<ClusterEntry>>
  readonly users: ReadonlyMap<string, Placed<UserEntry>>
  readonly contexts: ReadonlyMap<string, Placed<ContextEntry>>
}

/** @throws {BreakwaterError} where the text is no kubeconfig */
export function parseKubeconfig(path: string, text: string): Kubeconfig {
  const { documents, problems } = readYaml({ uri: path, text })
  const problem = [...problems, ...documents.flatMap((document) => document.problems)].find(({ fatal }) => fatal)
  if (problem !== undefined || documents.length > 1)
    throw new BreakwaterError('kubeconfig-invalid', { path, problem: 'not one YAML document' })
  const file = check(fileSchema, documents[0]?.value ?? {}, path, '')
  return {
    currentContext: file['current-context'] || undefined,
    clusters: new Map(file.clusters?.map(({ name, cluster }) => [name, placed(clusterSchema, cluster, path, `cluster ${name}`)])),
    users: new Map(file.users?.map(({ name, user }) => [name, placed(userSchema, user ?? {}, path, `user ${name}`)])),
    contexts: new Map(file.contexts?.map(({ name, context }) => [name, placed(contextSchema, context, path, `context ${name}`)])),
  }
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

function placed<Schema extends z.ZodType>(schema: Schema, value: unknown, path: string, what: string): Placed<z.infer<Schema>> {
  return { path, read: () => check(schema, value, path, what) }
}

/** The message names fields and never their values, which may be credentials. */
function check<Schema extends z.ZodType>(schema: Schema, value: unknown, path: string, what: string): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const problem = `${[what, ...(issue?.path ?? [])].filter((step) => step !== '').join('.')}: ${issue?.message ?? ''}`
  throw new BreakwaterError('kubeconfig-invalid', { path, problem })
}

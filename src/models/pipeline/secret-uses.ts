import { contextPath, walkExpression, type Expression } from '../../syntax/github-expression/parse.ts'
import type { ActionsFile } from './actions-file.ts'
import type { FieldExpression, Job } from './pipeline-file.ts'

/** A use of the `secrets` context. */
export interface SecretUse {
  readonly field: FieldExpression
  /** `named`: one secret; `part`: a member of one that holds JSON; `whole`: all; `computed`: one whose name is only known at run time. */
  readonly kind: 'named' | 'part' | 'whole' | 'computed'
  /** In lower case; empty for `whole` and `computed`. */
  readonly name: string
  /** The name as the file writes it; GitHub does not care, readers do. */
  readonly written: string
  readonly job: Job | undefined
}

const found = new WeakMap<ActionsFile, readonly SecretUse[]>()

/** The uses of secrets in a workflow, in order of the jobs. */
export function secretUses(file: ActionsFile): readonly SecretUse[] {
  let uses = found.get(file)
  if (uses === undefined) found.set(file, (uses = readUses(file)))
  return uses
}

function readUses(file: ActionsFile): readonly SecretUse[] {
  const uses: SecretUse[] = []
  for (const { path } of file.strings([])) {
    const job = file.jobs.find(({ path: base }) => base.every((step, index) => path[index] === step))
    for (const field of file.expressions(path, path.at(-1) === 'if')) {
      for (const use of usesIn(field.expression)) uses.push({ field, ...use, job })
    }
  }
  return uses
}

function* usesIn(expression: Expression): Generator<Pick<SecretUse, 'kind' | 'name' | 'written'>> {
  const named = new Set<Expression>()
  const parts = new Set<Expression>()
  for (const node of walkExpression(expression)) {
    if (node.kind === 'property' || node.kind === 'index') {
      const path = contextPath(node)
      if (path?.[0] === 'secrets' && path.length === 2) {
        named.add(node.object)
        if (node.kind === 'index') yield { kind: 'computed', name: '', written: '' }
        else if (!parts.has(node)) yield { kind: 'named', name: path[1]!, written: node.name }
      }
    }
    if (node.kind === 'call' && node.name.toLowerCase() === 'fromjson') {
      const path = node.args[0] === undefined ? undefined : contextPath(node.args[0])
      if (path?.[0] === 'secrets' && path.length === 2) {
        const part = node.args[0]!
        parts.add(part)
        yield { kind: 'part', name: path[1]!, written: part.kind === 'property' ? part.name : path[1]! }
      }
    }
    if (node.kind === 'each' && contextPath(node.object)?.join('.') === 'secrets') {
      named.add(node.object)
      yield { kind: 'whole', name: '', written: '' }
    }
    if (node.kind === 'name' && node.name.toLowerCase() === 'secrets' && !named.has(node)) yield { kind: 'whole', name: '', written: '' }
  }
}

/** Names that Azure, Terraform, Kubernetes and registries have for credentials which outlive a run. */
const cloudCredential =
  /^(?:azure_credentials\w*|arm_client_secret|azure_client_secret|azure_password|aws_secret_access_key|aws_access_key_id|gcp_(?:sa_key|credentials|service_account_key)|google_credentials|\w*kube_?config\w*|kube_token|acr_password|acr_client_secret|registry_password|\w*(?:service_principal_(?:key|secret|password)|sp_(?:secret|password)|client_certificate)|azure_(?:storage|publish|webapp|functionapp)\w*(?:key|profile|connection_string))$/

/** Whether a secret of this name opens a cloud. */
export function isCloudCredential(name: string): boolean {
  return cloudCredential.test(name)
}

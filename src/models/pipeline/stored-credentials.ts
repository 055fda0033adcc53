import type { Place } from '../../core/location.ts'
import { ActionsFile } from './actions-file.ts'
import { AzurePipeline, macroPattern } from './azure-pipeline.ts'
import type { PipelineFile } from './pipeline-file.ts'
import { isCloudCredential, secretUses } from './secret-uses.ts'

/** A use of a stored secret that, by its name, is a long-lived credential of a cloud, a cluster or a registry. */
export interface StoredCredential {
  /** As it is written: `secrets.ARM_CLIENT_SECRET`, `$(ARM_CLIENT_SECRET)`. */
  readonly name: string
  readonly place: Place
}

/** The credentials that a pipeline keeps, where an identity could be trusted instead. */
export function* storedCredentials(file: PipelineFile): Generator<StoredCredential> {
  if (file instanceof ActionsFile) {
    for (const { field, kind, name, written } of secretUses(file))
      // What azure/login gets is the business of workflow/oidc-login.
      if (kind === 'named' && isCloudCredential(name) && field.path.at(-1) !== 'creds')
        yield { name: `secrets.${written}`, place: file.at(field.path, field.range) }
  }
  if (!(file instanceof AzurePipeline)) return
  const declared = new Set(file.variables().map(({ name }) => name))
  for (const { path, value } of file.strings([])) {
    if (!value.includes('$(')) continue
    const { source, range } = file.place(path)
    for (const match of source.text.slice(range.start, range.end).matchAll(macroPattern)) {
      // What the file sets itself is no secret, and is judged where it is set.
      if (declared.has(match[1]!) || !namesCredential(match[1]!)) continue
      const start = range.start + match.index
      yield { name: match[0], place: file.at(path, { start, end: start + match[0].length }) }
    }
  }
}

/** `acrPassword`, `ARM_CLIENT_SECRET`; a path to a file is none. */
function namesCredential(variable: string): boolean {
  const name = variable
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('.', '_')
  return !/_?(?:path|file|dir|directory|folder|name|id)$/.test(name) && isCloudCredential(name)
}

/** A task of Azure Pipelines as a step names it: `AzureCLI@2`, `publisher.extension.task@1.2.3`. */
export interface Task {
  /** As it is written, without the version. */
  readonly name: string
  /** The last part in lower case, by which tasks are known: `azurecli`. */
  readonly slug: string
  readonly version: string | undefined
  /** Of an extension that is named in full; the short name of one cannot be told from a task that ships with Azure Pipelines. */
  readonly isExtension: boolean
}

/** A task as Azure Pipelines names it: `Docker@2`. */
export function parseTask(text: string): Task {
  const at = text.lastIndexOf('@')
  const name = (at === -1 ? text : text.slice(0, at)).trim()
  return {
    name,
    slug: name.slice(name.lastIndexOf('.') + 1).toLowerCase(),
    version: at === -1 ? undefined : text.slice(at + 1).trim(),
    isExtension: name.split('.').length >= 3,
  }
}

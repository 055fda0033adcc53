import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { render, spoken, type Locale } from '../../core/text.ts'
import { PolicyDocumentError } from '../../policy/document-error.ts'
import { isPolicyFile, readPolicyDocuments, type PolicyDocument, type PolicyDocuments } from '../../policy/documents.ts'
import { readText } from '../../sources/files/read-text.ts'
import { walk } from '../../sources/files/walk.ts'

/** The policy documents of files, read once however many ask for them. */
export class PolicyFiles {
  readonly #cwd: string
  readonly #locale: Locale
  readonly #read = new Map<string, PolicyDocuments & { readonly notAnalysed: readonly NotAnalysed[] }>()

  constructor(cwd: string, locale: Locale) {
    this.#cwd = cwd
    this.#locale = locale
  }

  /** The `uri`s of all files below the paths that can hold policy documents. */
  below(paths: readonly string[]): { readonly uris: readonly string[]; readonly notAnalysed: readonly NotAnalysed[] } {
    const { files, notAnalysed } = walk(paths, { cwd: this.#cwd, wants: isPolicyFile, excludes: () => false })
    return { uris: files.map(({ uri }) => uri), notAnalysed }
  }

  of(uri: string): PolicyDocuments & { readonly notAnalysed: readonly NotAnalysed[] } {
    let read = this.#read.get(uri)
    if (read === undefined) this.#read.set(uri, (read = this.#open(uri)))
    return read
  }

  /**
   * The documents of a file, or of all files of a folder, that another file names.
   *
   * @throws {PolicyDocumentError} where it does not exist or cannot be read
   */
  beside(uri: string, path: string): readonly PolicyDocument[] {
    const named = join(dirname(uri), path).replaceAll('\\', '/')
    const absolute = resolve(this.#cwd, named)
    const uris = existsSync(absolute) && statSync(absolute).isDirectory() ? this.below([absolute]).uris : [named]
    return uris.flatMap((one) => {
      const { documents, notAnalysed } = this.of(one)
      if (notAnalysed[0] !== undefined)
        throw new PolicyDocumentError(
          'policy-invalid',
          one,
          [],
          spoken({ en: '{problem}', ja: '{problem}' }, { problem: notAnalysed[0].message }),
        )
      return documents
    })
  }

  #open(uri: string): PolicyDocuments & { readonly notAnalysed: readonly NotAnalysed[] } {
    const { source, notAnalysed } = readText({ uri, path: resolve(this.#cwd, uri) })
    if (source === undefined) return { documents: [], problems: [], notAnalysed: notAnalysed === undefined ? [] : [notAnalysed] }
    const { documents, problems } = readPolicyDocuments(source)
    return { documents, problems, notAnalysed: problems.map((problem) => toNotAnalysed(source, problem, this.#locale)) }
  }
}

function toNotAnalysed(source: Source, { code, message, range }: PolicyDocuments['problems'][number], locale: Locale): NotAnalysed {
  return { uri: source.uri, reason: code, message: render(message, locale), ...positionAt(source, range.start) }
}

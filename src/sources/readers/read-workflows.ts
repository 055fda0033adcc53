import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import { ActionsFile, actionsFile } from '../../models/pipeline/actions-file.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import type { Reading, ReadOptions } from '../reader.ts'

export function read(sources: readonly Source[], { locale }: ReadOptions): Reading {
  const files: ActionsFile[] = []
  const notAnalysed: NotAnalysed[] = []
  for (const source of sources) {
    const { documents, problems } = readYaml(source, { schema: 'core' })
    notAnalysed.push(
      ...problems.map(({ code, message, range }) => ({
        uri: source.uri,
        reason: code,
        message: render(message, locale),
        ...positionAt(source, range.start),
      })),
    )
    for (const document of documents) {
      const file = ActionsFile.of(document)
      if (file !== undefined) files.push(file)
    }
  }
  return { subjects: [[actionsFile, files]], notAnalysed, suppressions: [], resources: files.length }
}

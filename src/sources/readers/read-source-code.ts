import type { Source } from '../../core/location.ts'
import { propertiesIn } from '../../models/source-code/properties.ts'
import { sourceFile, SourceFile } from '../../models/source-code/source-file.ts'
import { parserFor } from '../../syntax/source-code/grammar.ts'
import { languageOf } from '../../syntax/source-code/language.ts'
import type { Reading, ReadOptions } from '../reader.ts'

/** Makes source files ready to be analysed: the grammars are loaded here, and the files are parsed when a check asks. */
export async function read(sources: readonly Source[], _options: ReadOptions, all: readonly Source[] = sources): Promise<Reading> {
  const properties = propertiesIn(all)
  const files: SourceFile[] = []
  for (const source of sources) {
    const language = languageOf(source.uri)
    if (language !== undefined) files.push(new SourceFile(source, language, { parser: await parserFor(language), properties }))
  }
  return { subjects: [[sourceFile, files]], notAnalysed: [], suppressions: [], resources: files.length }
}

import type { Source } from '../../core/location.ts'
import { fingerprintKey } from '../../models/secret/fingerprint.ts'
import { searchedText, SearchedText } from '../../models/secret/searched-text.ts'
import type { Reading } from '../reader.ts'

export function read(sources: readonly Source[]): Reading {
  const options = { key: fingerprintKey(process.env) }
  const texts = sources.map((source) => SearchedText.search(source, options))
  const confidential = texts.flatMap(({ source, secrets }) => secrets.map(({ match }) => ({ uri: source.uri, range: match.range })))
  return { subjects: [[searchedText, texts]], notAnalysed: [], suppressions: [], resources: 0, confidential }
}

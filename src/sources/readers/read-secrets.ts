import type { Source } from '../../core/location.ts'
import { fingerprintKey } from '../../models/secret/fingerprint.ts'
import { searchedText, SearchedText } from '../../models/secret/searched-text.ts'
import type { Reading, ReadOptions } from '../reader.ts'

export async function read(sources: readonly Source[], { pace }: ReadOptions): Promise<Reading> {
  const options = { key: fingerprintKey(process.env) }
  const texts: SearchedText[] = []
  for (const source of sources) {
    if (pace?.due() === true && (await pace.turn())) break
    texts.push(SearchedText.search(source, options))
  }
  const confidential = texts.flatMap(({ source, secrets }) => secrets.map(({ match }) => ({ uri: source.uri, range: match.range })))
  return { subjects: [[searchedText, texts]], notAnalysed: [], suppressions: [], resources: 0, confidential }
}

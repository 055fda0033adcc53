import { languageOf } from '../../syntax/source-code/language.ts'
import type { Reader } from '../reader.ts'

/** Program source of the languages that are analysed, by the ending of its name. */
export const sourceCodeReader: Reader = {
  id: 'source-code',
  wants: (uri) => languageOf(uri) !== undefined,
  recognises: ({ uri }) => languageOf(uri) !== undefined,
  load: async () => import('./read-source-code.ts'),
}

import type { Language } from '../../../syntax/source-code/language.ts'
import type { Knowledge } from '../rules.ts'
import { csharp } from './csharp.ts'
import { java } from './java.ts'
import { javascript } from './javascript.ts'
import { python } from './python.ts'

/** What is known of each language; JavaScript and TypeScript share their libraries. */
export const knowledgeOf: Readonly<Record<Language, Knowledge>> = {
  java,
  csharp,
  python,
  javascript,
  typescript: javascript,
  tsx: javascript,
}

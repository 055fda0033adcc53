import { text } from '../core/text.ts'
import type { Flag } from './command.ts'

/** The flags that every command takes, besides those for help and the version. */
export const globalFlags: readonly Flag[] = [
  { name: '--lang', value: 'en|ja', meaning: text({ en: 'language of everything that people read', ja: '人が読む出力の言語' }) },
  { name: '--debug', meaning: text({ en: 'print stack traces of errors', ja: 'エラーのスタックトレースを表示する' }) },
]

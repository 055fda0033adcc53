import { text } from '../../core/text.ts'
import type { Flag } from '../command.ts'

/** The flags that only `policy` has. */
export const policyFlags: readonly Flag[] = [
  {
    name: '--policies',
    value: 'PATH',
    variadic: true,
    group: 'input',
    meaning: text({
      en: 'files and folders with policy documents (default: those among the judged files)',
      ja: 'ポリシー文書のあるファイルやフォルダー（既定: 検査対象の中にあるもの）',
    }),
  },
  {
    name: '--assignments',
    value: 'FILE',
    repeatable: true,
    group: 'input',
    meaning: text({
      en: 'Azure Policy assignments and exemptions as JSON; may be repeated',
      ja: 'Azure Policy の割り当てと免除（JSON、繰り返し可）',
    }),
  },
]

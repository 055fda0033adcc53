import { text } from '../../core/text.ts'
import type { Flag } from '../command.ts'

/** The flags that only `policy` has. */
export const policyFlags: readonly Flag[] = [
  {
    name: '--policies',
    value: 'PATH',
    repeatable: true,
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

/** What `policy export` can write. */
export const exportFormats = ['vap', 'psa-labels', 'gatekeeper', 'gatekeeper-azure'] as const

/** The flags that only the export has; its formats are choices of `--format`. */
export const exportFlags: readonly Flag[] = [
  {
    name: '--mode',
    value: 'MODE',
    choices: ['audit', 'warn', 'deny'],
    default: 'deny',
    group: 'output',
    meaning: text({ en: 'what becomes of what is against a check', ja: '検査に反するものの扱い' }),
  },
  {
    name: '--namespace',
    value: 'NAME',
    repeatable: true,
    group: 'output',
    meaning: text({ en: 'namespace to label; may be repeated', ja: 'ラベルを付ける名前空間（繰り返し可）' }),
  },
  {
    name: '--exempt',
    value: 'NAMESPACE',
    repeatable: true,
    group: 'output',
    meaning: text({ en: 'namespace to leave alone (default: kube-system)', ja: '対象から外す名前空間（既定: kube-system）' }),
  },
]

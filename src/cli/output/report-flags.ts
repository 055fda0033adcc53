import { text } from '../../core/text.ts'
import { formats } from '../../reports/formats.ts'
import type { Flag } from '../command.ts'

/** The flags of every command that writes findings. */
export const reportFlags: readonly Flag[] = [
  {
    name: '--format',
    short: '-f',
    value: 'FORMAT',
    choices: formats,
    default: 'pretty',
    group: 'output',
    meaning: text({ en: 'form of the report', ja: 'レポートの形式' }),
  },
  {
    name: '--output',
    short: '-o',
    value: 'FILE',
    group: 'output',
    meaning: text({ en: 'write the report to a file', ja: 'レポートをファイルに書き込む' }),
  },
  {
    name: '--report',
    value: 'FORMAT=FILE',
    repeatable: true,
    group: 'output',
    meaning: text({ en: 'write a further report; may be repeated', ja: '追加のレポートを書き込む（繰り返し可）' }),
  },
  {
    name: '--show-suppressed',
    group: 'output',
    meaning: text({ en: 'show suppressed findings too', ja: '抑制した指摘も表示する' }),
  },
]

import type { Phase, Progress } from '../../core/progress.ts'
import { render, text, type Locale, type Text } from '../../core/text.ts'
import { milliseconds } from '../clock.ts'
import type { Io } from '../command.ts'

/** A run that is over before this has no need to explain itself. In milliseconds. */
const patience = 300
/** Writing to a terminal more often than this is work that nobody sees. In milliseconds. */
const interval = 100

const words: Readonly<Record<Phase, Text<'done' | 'total'>>> = {
  reading: text({ en: 'reading {done} of {total} files', ja: 'ファイルを読み取り中: {total} 件中 {done} 件' }),
  rendering: text({ en: 'rendering charts and Kustomizations', ja: 'チャートと Kustomization を展開中' }) as Text<'done' | 'total'>,
  judging: text({ en: 'judging: {done} of {total} checks', ja: '検査中: {total} 件中 {done} 件' }),
}

export interface ProgressLine {
  readonly tell: Progress
  /** Takes the line away, so that what follows stands alone. */
  readonly clear: () => void
}

/** A counter on one line of stderr, for people who wait at a terminal; silent anywhere else, and for who listens to the output. */
export function progressLine(io: Pick<Io, 'stderr' | 'env'>, locale: Locale, now: () => number = milliseconds): ProgressLine {
  const { env } = io
  const started = now()
  let last = 0
  let shown = false
  return {
    tell: (phase, done, total) => {
      const time = now()
      if (time - started < patience || time - last < interval) return
      last = time
      // A short run does not even look whether it is a terminal.
      if (!io.stderr.isTTY || env['TERM'] === 'dumb' || (env['ACCESSIBLE'] ?? '0') !== '0') return
      shown = true
      io.stderr.write(`\r\u001b[K${render({ text: words[phase], args: { done, total } }, locale)}`)
    },
    clear: () => {
      if (shown) io.stderr.write('\r\u001b[K')
      shown = false
    },
  }
}

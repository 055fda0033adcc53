import type { Run } from '../core/run.ts'
import type { Locale } from '../core/text.ts'

/** What a report needs to know besides the run itself. */
export interface ReportOptions {
  readonly locale: Locale
  readonly tool: { readonly name: string; readonly version: string }
  /** Whether colour may be used. */
  readonly colour: boolean
  /** Cells in a line of the terminal; undefined where the output is not one, so that nothing is cut or wrapped. */
  readonly width?: number
  /** Wall time of the run so far, in milliseconds. */
  readonly elapsed: number
  readonly showSuppressed: boolean
  /** For readers who hear the report: no frames, positions as words. */
  readonly accessible?: boolean
  /** The code that the process ends with, where there is one. */
  readonly exitCode?: number
}

/** Writes a run out in one format. Pure: the same run and options give the same bytes. */
export type Renderer = (run: Run, options: ReportOptions) => string

/** The same in parts, for reports that can grow longer than one string should be. */
export type PartsRenderer = (run: Run, options: ReportOptions) => Iterable<string>

import type { Run } from '../core/run.ts'
import type { Locale } from '../core/text.ts'

export const formats = ['pretty', 'concise', 'json', 'sarif', 'junit', 'markdown', 'html', 'github', 'openreports', 'policyreport'] as const
export type Format = (typeof formats)[number]

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

export type Renderer = (run: Run, options: ReportOptions) => string
export type PartsRenderer = (run: Run, options: ReportOptions) => Iterable<string>

const loaders: Readonly<Record<Format, () => Promise<Renderer>>> = {
  pretty: async () => (await import('./pretty.ts')).renderPretty,
  concise: async () => (await import('./concise.ts')).renderConcise,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  github: async () => (await import('./github.ts')).renderGithub,
  openreports: async () => (await import('./policy-reports.ts')).renderOpenReports,
  policyreport: async () => (await import('./policy-reports.ts')).renderPolicyReports,
}

/** Loads the renderer of a format; only the formats that a run asks for are loaded. */
export async function loadRenderer(format: Format): Promise<Renderer> {
  return await loaders[format]()
}

/** The same for reports that are written out as they come: those that can grow very long are made in parts. */
export async function loadPartsRenderer(format: Format): Promise<PartsRenderer> {
  if (format === 'json') return (await import('./json.ts')).jsonParts
  const render = await loadRenderer(format)
  return (run, options) => [render(run, options)]
}

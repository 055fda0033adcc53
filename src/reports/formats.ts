import type { PartsRenderer, Renderer } from './report.ts'

export const formats = ['pretty', 'concise', 'json', 'sarif', 'junit', 'markdown', 'html', 'github', 'openreports', 'policyreport'] as const
export type Format = (typeof formats)[number]

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

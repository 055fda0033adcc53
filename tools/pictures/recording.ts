/** The first findings of the terminal report and its end; what is left out between them is marked by an ellipsis. */
export function excerptOf(report: string, findings: number): string {
  const blocks = report.trimEnd().split('\n\n')
  if (blocks.length <= findings + 2) return report.trimEnd()
  return [...blocks.slice(0, findings), '…', blocks.at(-1)!].join('\n\n')
}

/**
 * The page with a recording renewed: the fenced block after `<!-- recording: NAME -->` holds `recorded`.
 *
 * @throws {Error} when the page has no such block
 */
export function withRecording(page: string, name: string, recorded: string): string {
  const start = page.indexOf(`<!-- recording: ${name} -->`)
  const open = page.indexOf('```', start)
  const from = page.indexOf('\n', open) + 1
  const to = page.indexOf('\n```', from)
  if (start === -1 || open === -1 || to === -1) throw new Error(`there is no recording ${name}`)
  return `${page.slice(0, from)}${recorded}${page.slice(to)}`
}

/** The colours of a terminal, as a dark theme has them, by the parameter that asks for each. */
const colours: Readonly<Record<number, string>> = {
  30: '#5c6370',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  37: '#d5d8df',
  90: '#8b93a1',
}

/** What a terminal shows, as HTML: the styles that reports use (SGR sequences), and hyperlinks without their targets. */
export function ansiToHtml(output: string): string {
  let html = ''
  let active: number[] = []
  let done = 0
  // oxlint-disable-next-line no-control-regex
  for (const found of output.matchAll(/\u001b\[([\d;]*)m|\u001b\]8;[^\u0007\u001b]*(?:\u0007|\u001b\\)/g)) {
    html += span(output.slice(done, found.index), active)
    done = found.index + found[0].length
    if (found[1] !== undefined) active = applied(active, found[1].split(';').map(Number))
  }
  return html + span(output.slice(done), active)
}

/** The styles that hold after a sequence: 0 ends all, 22 weight, 23 slant, 24 the line, 27 the reversal, 39 the colour. */
function applied(active: readonly number[], codes: readonly number[]): number[] {
  let styles = [...active]
  for (const code of codes) {
    if (code === 0) styles = []
    else if (code === 22) styles = styles.filter((style) => style !== 1 && style !== 2)
    else if (code === 39) styles = styles.filter((style) => colours[style] === undefined)
    else if (code >= 23 && code <= 29) styles = styles.filter((style) => style !== code - 20)
    else styles.push(code)
  }
  return styles
}

function span(text: string, styles: readonly number[]): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  if (text === '' || styles.length === 0) return escaped
  const rules = styles.flatMap((style) => {
    if (style === 1) return ['font-weight: bold']
    if (style === 2) return ['opacity: 0.65']
    if (style === 3) return ['font-style: italic']
    if (style === 4) return ['text-decoration: underline']
    if (style === 7) return ['background: #d5d8df', 'color: #16181d']
    return colours[style] === undefined ? [] : [`color: ${colours[style]}`]
  })
  return `<span style="${rules.join('; ')}">${escaped}</span>`
}

import { styleText } from 'node:util'

import type { Severity } from '../../core/severity.ts'

type Style = Parameters<typeof styleText>[0]

/** Colours a text for a terminal, or leaves it alone. */
export interface Paint {
  readonly severity: (severity: Severity, text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
}

/**
 * Only the sixteen colours that a terminal's theme defines, and never bright black, which some themes paint like their
 * background: contrast is the reader's to choose. No meaning rests on colour alone.
 */
const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'bold',
}

/** Styles for the terminal, or none. */
export function paintFor(colour: boolean): Paint {
  const apply = colour
    ? (style: Style, text: string) => styleText(style, text, { validateStream: false })
    : (_: Style, text: string) => text
  return {
    severity: (severity, text) => apply(severityStyles[severity], text),
    strong: (text) => apply('bold', text),
    faint: (text) => apply('dim', text),
    good: (text) => apply('green', text),
    bad: (text) => apply('red', text),
  }
}

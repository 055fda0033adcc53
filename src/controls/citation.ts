import type { Text } from '../core/text.ts'
import { findControl } from './catalogue.ts'
import { findDocument } from './guidance.ts'

/** The most telling place of a control in the guidance. */
export interface Citation {
  readonly heading: Text<never>
  readonly document: Text<never>
  readonly url: Text<never>
}

/**
 * Where the guidance asks for a control; undefined where the catalogue does not know it. The bundle has the citations alone
 * in a data file in place of this, because the words of the whole catalogue are too much to load for a line of a report.
 */
export function citationOf(id: string): Citation | undefined {
  const source = findControl(id)?.source[0]
  if (source === undefined) return undefined
  const { title, url } = findDocument(source.document)
  return { heading: source.heading, document: title, url }
}

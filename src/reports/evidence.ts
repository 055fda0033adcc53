import { citationOf } from '../controls/citation.ts'
import type { Locale } from '../core/text.ts'

/** Where the guidance asks for what a check demands, in words for a reader. */
export interface Evidence {
  /** The id of the control. */
  readonly control: string
  readonly heading: string
  readonly document: string
  readonly url: string
}

/** The most telling place in the guidance for each of the controls, in their order. Ids that the catalogue does not know are left out. */
export function evidenceOf(controls: readonly string[], locale: Locale): readonly Evidence[] {
  return controls.flatMap((id) => {
    const citation = citationOf(id)
    if (citation === undefined) return []
    const { heading, document, url } = citation
    return [{ control: id, heading: heading[locale], document: document[locale], url: url[locale] }]
  })
}

/** One line that names the place: `“heading”, document`. */
export function quoteEvidence({ heading, document }: Evidence, locale: Locale): string {
  return locale === 'ja' ? `「${heading}」${document}` : `“${heading}”, ${document}`
}

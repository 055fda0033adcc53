import { findControl } from '../controls/catalogue.ts'
import type { Control } from '../controls/control.ts'
import { findDocument } from '../controls/guidance.ts'
import type { Locale } from '../core/text.ts'

/** Where the guidance asks for what a check demands, in words for a reader. */
export interface Evidence {
  readonly control: Control
  readonly heading: string
  readonly document: string
  readonly url: string
}

/** The most telling place in the guidance for each of the controls, in their order. Ids that the catalogue does not know are left out. */
export function evidenceOf(controls: readonly string[], locale: Locale): readonly Evidence[] {
  return controls.flatMap((id) => {
    const control = findControl(id)
    if (control === undefined) return []
    const [source] = control.source
    const document = findDocument(source.document)
    return [{ control, heading: source.heading[locale], document: document.title[locale], url: document.url[locale] }]
  })
}

/** One line that names the place: `“heading”, document`. */
export function quoteEvidence({ heading, document }: Evidence, locale: Locale): string {
  return locale === 'ja' ? `「${heading}」${document}` : `“${heading}”, ${document}`
}

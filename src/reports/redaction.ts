import type { Place, Range, Source } from '../core/location.ts'
import type { Run } from '../core/run.ts'

/**
 * Keeps secrets out of the source that a report shows, also where a secret only stands beside what a finding is about.
 * A report lies around in logs and mails long after the file is corrected.
 */
export class Redaction {
  readonly #found = new Map<Source, Range[]>()
  readonly #masked = new Map<Source, Source>()
  readonly #secretsIn: ((source: Source) => readonly Range[]) | undefined

  /** @param secretsIn looks for secrets in a text that is about to be shown */
  constructor({ findings }: Pick<Run, 'findings'>, secretsIn?: (source: Source) => readonly Range[]) {
    this.#secretsIn = secretsIn
    for (const { details, place } of findings) {
      if (details?.['secret'] === undefined) continue
      const ranges = this.#found.get(place.source)
      if (ranges === undefined) this.#found.set(place.source, [place.range])
      else ranges.push(place.range)
    }
  }

  /** The place in a text of the same length and lines in which the secrets are written as asterisks. */
  place(place: Place): Place {
    const { source } = place
    let masked = this.#masked.get(source)
    if (masked === undefined) this.#masked.set(source, (masked = this.#mask(source)))
    return masked === source ? place : { ...place, source: masked }
  }

  #mask(source: Source): Source {
    const ranges = [...(this.#found.get(source) ?? []), ...(this.#secretsIn?.(source) ?? [])].sort((a, b) => a.start - b.start)
    if (ranges.length === 0) return source
    let text = ''
    for (const { start, end } of ranges) {
      if (end <= text.length) continue
      text += source.text.slice(text.length, start)
      text += source.text.slice(text.length, end).replace(/[^\r\n]/g, '*')
    }
    return { uri: source.uri, text: text + source.text.slice(text.length) }
  }
}

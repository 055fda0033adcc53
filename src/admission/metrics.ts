/** In seconds; the API server gives up after 30 at the latest. */
const durationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

type Labels = Readonly<Record<string, string>>

/** What has been counted under one set of labels. */
interface Series {
  /** As the text format writes them. */
  readonly labels: string
  value: number
}

/**
 * What the webhook counts, in the text format of Prometheus (version 0.0.4). Label values come from fixed sets, never
 * from requests, so that nobody can make the number of series grow.
 */
export class Metrics {
  readonly #counters = new Map<string, { readonly help: string; readonly series: Map<string, Series> }>()
  readonly #gauges = new Map<string, { readonly help: string; readonly read: () => number }>()
  readonly #durations = new Map<string, { readonly buckets: number[]; sum: number; count: number }>()

  /** Declares a counter, so that it is there, and described, before it counts anything. */
  declare(name: string, help: string): void {
    this.#counters.set(name, { help, series: new Map() })
  }

  /** Declares a value that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.set(name, { help, read })
  }

  /** @throws {TypeError} for a counter that was not declared */
  count(name: string, labels: Labels = {}, by = 1): void {
    const counter = this.#counters.get(name)
    if (counter === undefined) throw new TypeError(`the counter ${name} is not declared`)
    const key = keyOf(labels)
    let series = counter.series.get(key)
    if (series === undefined) counter.series.set(key, (series = { labels: labelled(labels), value: 0 }))
    series.value += by
  }

  /** @param seconds from the arrival of the request to its answer */
  observeDuration(webhook: string, seconds: number): void {
    let duration = this.#durations.get(webhook)
    if (duration === undefined) this.#durations.set(webhook, (duration = { buckets: durationBounds.map(() => 0), sum: 0, count: 0 }))
    for (let index = durationBounds.length - 1; index >= 0 && seconds <= durationBounds[index]!; index--) duration.buckets[index]!++
    duration.sum += seconds
    duration.count++
  }

  text(): string {
    const lines: string[] = []
    for (const [name, { help, series }] of this.#counters) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`)
      for (const { labels, value } of series.values()) lines.push(`${name}${labels} ${value}`)
    }
    for (const [name, { help, read }] of this.#gauges) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`)
    const name = 'breakwater_admission_duration_seconds'
    lines.push(`# HELP ${name} Time from the arrival of a review to its answer.`, `# TYPE ${name} histogram`)
    for (const [webhook, { buckets, sum, count }] of this.#durations) {
      for (const [index, bound] of durationBounds.entries())
        lines.push(`${name}_bucket${labelled({ webhook, le: String(bound) })} ${buckets[index]}`)
      lines.push(`${name}_bucket${labelled({ webhook, le: '+Inf' })} ${count}`)
      lines.push(`${name}_sum${labelled({ webhook })} ${sum}`, `${name}_count${labelled({ webhook })} ${count}`)
    }
    return `${lines.join('\n')}\n`
  }
}

/** Tells sets of labels of one counter apart, for less than to write them. */
function keyOf(labels: Labels): string {
  let key = ''
  for (const name in labels) key += `${labels[name]}\u0000`
  return key
}

function labelled(labels: Labels): string {
  const pairs = Object.entries(labels)
  if (pairs.length === 0) return ''
  return `{${pairs.map(([key, value]) => `${key}="${value.replace(/[\\"\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`))}"`).join(',')}}`
}

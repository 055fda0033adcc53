import type { Check } from '../core/check.ts'
import type { FailOn } from '../core/gate.ts'
import type { Source } from '../core/location.ts'
import { run, type Run, type Scanned } from '../core/run.ts'
import { defaultMinor } from '../models/kubernetes-api/versions.ts'
import { readSources } from '../sources/read-sources.ts'

export interface JudgeTextsOptions {
  /** Minor version of the target cluster, e.g. 35 for 1.35. The newest one that is known where it is left out. */
  readonly kubernetes?: number
  /** Options of checks, by check id. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly failOn?: FailOn
  /** Reads the texts, where they are of a kind that needs more than themselves, such as lock files with advisories. */
  readonly scan?: (sources: readonly Source[]) => Promise<Scanned>
  /** The day of the run as `YYYY-MM-DD`. */
  readonly today?: string
}

/**
 * Judges texts as `breakwater scan` judges files of these names. Nothing is read from disk, and charts and
 * Kustomizations are not rendered.
 *
 * @param files texts by name; the name decides how a text is read
 */
export async function judgeTexts(
  checks: readonly Check[],
  files: Readonly<Record<string, string>>,
  {
    kubernetes = defaultMinor,
    settings = {},
    failOn = 'high',
    scan = scanTexts,
    today = new Date().toISOString().slice(0, 10),
  }: JudgeTextsOptions = {},
): Promise<Run> {
  const sources = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([uri, text]) => ({ uri, text }))
  const scanned = await scan(sources)
  return run(checks, scanned, { target: { kubernetes }, settings, failOn, allowUnknown: false, today })
}

async function scanTexts(sources: readonly Source[]): Promise<Scanned> {
  return readSources(sources, { locale: 'en' })
}

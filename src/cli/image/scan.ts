import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { Estate, type NotAnalysed } from '../../core/estate.ts'
import { exitCodeOf, type FailOn } from '../../core/gate.ts'
import { run } from '../../core/run.ts'
import type { Suppression } from '../../core/suppression.ts'
import { type OpenedAdvisories, openAdvisories } from '../../supply-chain/advisories/open-advisories.ts'
import { hygieneChecks } from '../../supply-chain/judging/image-hygiene.ts'
import { JudgedImage, judgedImage, JudgedPackages, judgedPackages } from '../../supply-chain/judging/judged-target.ts'
import { noKnownVulnerability } from '../../supply-chain/judging/no-known-vulnerability.ts'
import { readExploitation, withExploitation } from '../../supply-chain/matching/exploitation.ts'
import { matchPackages } from '../../supply-chain/matching/match.ts'
import type { Vulnerability } from '../../supply-chain/matching/vulnerability.ts'
import { vexVerdict } from '../../supply-chain/vex/apply-vex.ts'
import { readVex } from '../../supply-chain/vex/read-vex.ts'
import type { VexDocument } from '../../supply-chain/vex/statement.ts'
import type { Invocation } from '../command.ts'
import { readBaseline } from '../read-baseline.ts'
import { writeReports } from '../write-reports.ts'
import { flagList, flagText, targetOptions } from './flags.ts'
import { notAnalysedBy, readTarget, type ReadTarget } from './read-target.ts'

/** `image scan TARGET…`: vulnerabilities and hygiene, through the same gate and reports as everything else. */
export async function scanImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = performance.now()
  const { flags, io } = invocation
  const today = new Date().toISOString().slice(0, 10)
  const advisoriesPath = flagText(flags, 'advisories')
  const opened = advisoriesPath === undefined ? undefined : openAt(resolve(io.cwd, advisoriesPath))
  const documents = flagList(flags, 'vex').map((path) => readVex(readFileSync(resolve(io.cwd, path), 'utf8'), path))
  const exploitation = readExploitation(flagList(flags, 'exploitation').map((path) => resolve(io.cwd, path)))
  const notAnalysed: NotAnalysed[] = problemsOf(opened, advisoriesPath, flagText(flags, 'maxAdvisoryAge'))
  const packages: JudgedPackages[] = []
  const images: JudgedImage[] = []
  const suppressions: Suppression[] = []
  for (const target of targets) {
    let read: ReadTarget
    try {
      read = await readTarget(target, targetOptions(invocation))
    } catch (error) {
      notAnalysed.push(notAnalysedBy(error, target))
      continue
    }
    notAnalysed.push(...read.notAnalysed)
    const found = opened === undefined ? [] : matchPackages(read.packages, opened.store).map((each) => withExploitation(each, exploitation))
    const shown = flags['ignoreUnfixed'] === true ? found.filter(({ fixed }) => fixed !== undefined) : found
    const placed = shown.map((vulnerability) => ({
      vulnerability,
      place: read.placeOf(vulnerability.package),
      instruction: read.instructionOf(vulnerability.package),
    }))
    packages.push(new JudgedPackages(read.kind, read.source, read.name, placed))
    suppressions.push(...shown.flatMap((each) => suppressionOf(each, documents, read)))
    const { image, placeOfLayer } = read
    if (image !== undefined && placeOfLayer !== undefined) images.push(new JudgedImage(image, read.source, placeOfLayer, today))
  }
  opened?.store.close()
  const judged = run(
    [noKnownVulnerability, ...hygieneChecks],
    {
      estate: new Estate(
        [
          [judgedPackages, packages],
          [judgedImage, images],
        ],
        notAnalysed,
      ),
      suppressions,
      files: targets.length,
      analysed: packages.length,
      resources: packages.length,
    },
    {
      target: { kubernetes: 0 },
      failOn: (flagText(flags, 'failOn') as FailOn | undefined) ?? 'high',
      allowUnknown: flags['allowUnknown'] === true,
      today,
      ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
    },
  )
  await writeReports(judged, invocation, started)
  return flags['exitZero'] === true ? 0 : exitCodeOf(judged.gate)
}

function openAt(path: string): OpenedAdvisories {
  try {
    return openAdvisories(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new BreakwaterError('path-not-found', { path }, { cause })
    throw cause
  }
}

/** Without advisories, or with old or broken ones, finding nothing is no pass. */
function problemsOf(opened: OpenedAdvisories | undefined, path: string | undefined, maxAge: string | undefined): NotAnalysed[] {
  if (opened === undefined)
    return [{ uri: '--advisories', reason: 'no-advisories', message: 'no advisories were given, so packages were not judged' }]
  const uri = path ?? ''
  const problems: NotAnalysed[] = opened.problems.map(({ file, line, message }) => ({
    uri: file,
    reason: 'broken-advisory',
    message,
    ...(line === undefined ? {} : { line }),
  }))
  if (opened.store.size === 0) problems.push({ uri, reason: 'no-advisories', message: 'there is no advisory in it' })
  const days = Math.floor((Date.now() - Date.parse(opened.store.newest)) / 86_400_000)
  if (maxAge !== undefined && !(days <= Number(maxAge)))
    problems.push({ uri, reason: 'old-advisories', message: `the newest advisory is ${days} days old, and ${maxAge} are allowed` })
  return problems
}

/** What a VEX document says is not affected stays in the report, suppressed by the document's word. */
function suppressionOf(found: Vulnerability, documents: readonly VexDocument[], { name, digest }: ReadTarget): readonly Suppression[] {
  const verdict = vexVerdict(found, documents, digest ?? name)
  if (verdict === undefined || !verdict.silences) return []
  const { statement, document } = verdict
  const words = [statement.status, statement.justification, statement.words].filter((each) => each !== undefined).join(': ')
  const { id, purl } = found
  return [
    {
      by: 'config',
      checks: [noKnownVulnerability.id],
      reason: `${document.format} ${document.author}`.trim() + ` – ${words}`,
      place: { source: { uri: document.file, text: '' }, range: { start: 0, end: 0 }, path: [] },
      covers: ({ details }) => {
        const about = details?.['vulnerability'] as { id?: string; purl?: string } | undefined
        return about?.id === id && about.purl === purl
      },
    },
  ]
}

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import { Estate, type NotAnalysed } from '../../core/estate.ts'
import { exitCodeOf, type FailOn } from '../../core/gate.ts'
import type { ConfidentialRange } from '../../core/masking.ts'
import { run } from '../../core/run.ts'
import type { Suppression } from '../../core/suppression.ts'
import { dependencyList, installedPackages, PackageList, type PlacedVulnerability } from '../../models/dependency/package-list.ts'
import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import { BuiltImage, builtImage } from '../../models/image/built-image.ts'
import { scanText } from '../../models/secret/detect.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import { factsOf } from '../../supply-chain/image/facts.ts'
import { readExploitation, withExploitation } from '../../supply-chain/matching/exploitation.ts'
import { placeVulnerabilities } from '../../supply-chain/matching/place-vulnerabilities.ts'
import { vexVerdict } from '../../supply-chain/vex/apply-vex.ts'
import { readVex } from '../../supply-chain/vex/read-vex.ts'
import type { VexDocument } from '../../supply-chain/vex/statement.ts'
import { milliseconds } from '../clock.ts'
import type { Invocation } from '../command.ts'
import { openGivenAdvisories } from '../open-advisories.ts'
import { readBaseline } from '../read-baseline.ts'
import { writeReports } from '../write-reports.ts'
import { flagList, flagText, targetOptions } from './flags.ts'
import { notAnalysedBy, readTarget, type ReadTarget } from './read-target.ts'

/** What the targets of one run hold. */
interface Judged {
  readonly dependencies: PackageList[]
  readonly installed: PackageList[]
  readonly images: BuiltImage[]
  readonly suppressions: Suppression[]
  readonly notAnalysed: NotAnalysed[]
  readonly confidential: ConfidentialRange[]
}

/** `image scan TARGET…`: vulnerabilities and hygiene, through the same gate and reports as everything else. */
export async function scanImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = milliseconds()
  const { flags, io } = invocation
  const today = new Date().toISOString().slice(0, 10)
  const advisories = await openGivenAdvisories(invocation)
  const documents = flagList(flags, 'vex').map((path) => readVex(readFileSync(resolve(io.cwd, path), 'utf8'), path))
  const judged: Judged = {
    dependencies: [],
    installed: [],
    images: [],
    suppressions: [],
    // Whoever asks for an image to be scanned asks for its vulnerabilities: without advisories that is no pass.
    notAnalysed: [
      ...(advisories?.notAnalysed ?? [
        { uri: '--advisories', reason: 'no-advisories', message: 'no advisories were given, so packages were not judged' },
      ]),
    ],
    confidential: [],
  }
  for (const target of targets) {
    try {
      const read = await readTarget(target, targetOptions(invocation))
      addTarget(read, vulnerabilitiesOf(read, advisories?.store, invocation), documents, today, judged)
    } catch (error) {
      judged.notAnalysed.push(notAnalysedBy(error, target))
    }
  }
  advisories?.store.close()
  const { dependencies, installed, images, suppressions, notAnalysed, confidential } = judged
  const lists = dependencies.length + installed.length
  const found = run(
    checks.filter(({ subject }) => subject === dependencyList || subject === installedPackages || subject === builtImage),
    {
      estate: new Estate(
        [
          [dependencyList, dependencies],
          [installedPackages, installed],
          [builtImage, images],
        ],
        notAnalysed,
      ),
      suppressions,
      files: targets.length,
      analysed: lists,
      resources: lists,
      confidential,
    },
    {
      target: { kubernetes: 0 },
      failOn: (flagText(flags, 'failOn') as FailOn | undefined) ?? 'high',
      allowUnknown: flags['allowUnknown'] === true,
      today,
      ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
    },
  )
  await writeReports(found, invocation, started)
  return flags['exitZero'] === true ? 0 : exitCodeOf(found.gate)
}

/** The vulnerabilities of what was read, with what is known of their exploitation; undefined without advisories. */
function vulnerabilitiesOf(
  { packages, placeOf, instructionOf }: ReadTarget,
  store: AdvisoryStore | undefined,
  { flags, io }: Invocation,
): readonly PlacedVulnerability[] | undefined {
  if (store === undefined) return undefined
  const exploitation = readExploitation(flagList(flags, 'exploitation').map((path) => resolve(io.cwd, path)))
  return placeVulnerabilities(packages, store, placeOf)
    .filter(({ vulnerability: { fixed } }) => fixed !== undefined || flags['ignoreUnfixed'] !== true)
    .map((placed) => ({
      ...placed,
      vulnerability: withExploitation(placed.vulnerability, exploitation),
      instruction: instructionOf(placed.vulnerability.package),
    }))
}

function addTarget(
  read: ReadTarget,
  vulnerabilities: readonly PlacedVulnerability[] | undefined,
  documents: readonly VexDocument[],
  today: string,
  into: Judged,
): void {
  const { kind, image, placeOfLayer, source } = read
  into.notAnalysed.push(...read.notAnalysed)
  const list = new PackageList({ ...read, vulnerabilities })
  if (kind === 'lock file' || kind === 'bill of materials') into.dependencies.push(list)
  else into.installed.push(list)
  into.suppressions.push(...(vulnerabilities ?? []).flatMap(({ vulnerability }) => suppressionOf(vulnerability, documents, read)))
  if (image === undefined || placeOfLayer === undefined) return
  into.images.push(new BuiltImage(factsOf(image), source, placeOfLayer, today))
  // A Dockerfile may hold the very secrets that are found in the image.
  into.confidential.push(...scanText(source).map(({ range }) => ({ uri: source.uri, range })))
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
      checks: ['image/no-known-vulnerability', 'dependency/no-known-vulnerability'],
      reason: `${document.format} ${document.author}`.trim() + ` – ${words}`,
      place: { source: { uri: document.file, text: '' }, range: { start: 0, end: 0 }, path: [] },
      covers: ({ details }) => {
        const about = details?.['vulnerability'] as { id?: string; purl?: string } | undefined
        return about?.id === id && about.purl === purl
      },
    },
  ]
}

import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import { Estate, type NotAnalysed } from '../../core/estate.ts'
import { exitCodeOf, type FailOn } from '../../core/gate.ts'
import type { ConfidentialRange } from '../../core/masking.ts'
import { run, type Run } from '../../core/run.ts'
import type { Suppression } from '../../core/suppression.ts'
import { text } from '../../core/text.ts'
import { dependencyList, installedPackages, PackageList } from '../../models/dependency/package-list.ts'
import { BuiltImage, builtImage } from '../../models/image/built-image.ts'
import { scanText } from '../../models/secret/detect.ts'
import { factsOf } from '../../supply-chain/image/facts.ts'
import { milliseconds } from '../clock.ts'
import type { Invocation } from '../command.ts'
import { openGivenAdvisories } from '../judging/open-advisories.ts'
import { readBaseline } from '../judging/read-baseline.ts'
import { vexSuppressions } from '../judging/vex-suppressions.ts'
import { writeReports } from '../output/write-reports.ts'
import { cosignTrust } from './cosign.ts'
import { flagList, flagText, registryOptions, targetOptions } from './flags.ts'
import { type Means, meansOf, vulnerabilitiesOf } from './follow.ts'
import { readImageTree } from './image-tree.ts'
import { notAnalysedBy, readAttachedBill, readNamed, readTarget, type ReadTarget, type ReadTargetOptions } from './read-target.ts'

/** What the targets of one run hold. */
interface Judged {
  readonly dependencies: PackageList[]
  readonly installed: PackageList[]
  readonly images: BuiltImage[]
  readonly suppressions: Suppression[]
  readonly notAnalysed: NotAnalysed[]
  readonly confidential: ConfidentialRange[]
}

const noAdvisories = text({
  en: 'no advisories were given, so packages were not judged',
  ja: 'アドバイザリの指定がないため、パッケージを検査していません',
})

/** `image scan TARGET…`: vulnerabilities and hygiene, through the same gate and reports as everything else. */
export async function scanImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = milliseconds()
  const { flags } = invocation
  const advisories = await openGivenAdvisories(invocation)
  const tree = await readImageTree(invocation, advisories?.store)
  const readers = readersFor(invocation)
  const wanted = [
    ...targets.map((target) => ({ target, read: readers.target })),
    // Those that were named as well are scanned once.
    ...[...tree.users.keys()].filter((name) => !targets.includes(name)).map((target) => ({ target, read: readers.image })),
  ]
  if (wanted.length === 0) throw new BreakwaterError('nothing-to-check', { path: flagList(flags, 'manifests').join(', ') })
  const options = { ...targetOptions(invocation), dockerfileOf: tree.dockerfileOf }
  const means = meansOf(invocation, options, advisories?.store, tree)
  const judged: Judged = {
    dependencies: [],
    installed: [],
    images: [],
    suppressions: [],
    // Whoever asks for an image to be scanned asks for its vulnerabilities: without advisories that is no pass.
    notAnalysed: [
      ...tree.notAnalysed,
      ...(advisories?.notAnalysed ?? [{ uri: '--advisories', reason: 'no-advisories', message: noAdvisories[invocation.locale] }]),
    ],
    confidential: [],
  }
  for (const { target, read } of wanted) {
    try {
      await addTarget(await read(target, options), means, judged)
    } catch (error) {
      judged.notAnalysed.push(notAnalysedBy(error, target))
    }
  }
  await means.bases?.close()
  advisories?.store.close()
  const judgement = judgeTargets(judged, wanted.length, means.today, invocation)
  await writeReports(judgement, invocation, started)
  return flags['exitZero'] === true ? 0 : exitCodeOf(judgement.gate)
}

type Read = (target: string, options: ReadTargetOptions) => Promise<ReadTarget>

/** How targets and images are read: images themselves, or the bills that are attached to them. */
function readersFor(invocation: Invocation): { readonly target: Read; readonly image: Read } {
  if (invocation.flags['attachedSbom'] !== true) return { target: readTarget, image: readNamed }
  const bill = { registry: registryOptions(invocation), trust: cosignTrust(invocation) }
  const read: Read = (target, options) => readAttachedBill(target, options, bill)
  return { target: read, image: read }
}

function judgeTargets(judged: Judged, files: number, today: string, { flags, io }: Invocation): Run {
  const { dependencies, installed, images, suppressions, notAnalysed, confidential } = judged
  const lists = dependencies.length + installed.length
  return run(
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
      files,
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
}

async function addTarget(read: ReadTarget, means: Means, into: Judged): Promise<void> {
  const { kind, image, placeOfLayer, source } = read
  const vulnerabilities = await vulnerabilitiesOf(read, means)
  into.notAnalysed.push(...read.notAnalysed)
  const list = new PackageList({ ...read, vulnerabilities })
  if (kind === 'lock file' || kind === 'bill of materials') into.dependencies.push(list)
  else into.installed.push(list)
  const found = (vulnerabilities ?? []).map(({ vulnerability }) => vulnerability)
  into.suppressions.push(...vexSuppressions(found, means.documents, read.digest ?? read.name))
  if (image === undefined || placeOfLayer === undefined) return
  into.images.push(new BuiltImage(factsOf(image), source, placeOfLayer, means.today))
  // A Dockerfile may hold the very secrets that are found in the image.
  into.confidential.push(...scanText(source).map(({ range }) => ({ uri: source.uri, range })))
}

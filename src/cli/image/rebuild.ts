import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { message, render, text } from '../../core/text.ts'
import type { PlacedVulnerability } from '../../models/dependency/package-list.ts'
import { findToken } from '../../sources/azure/live/token.ts'
import { type RebuildReason, type RebuildRequest, rebuildRequest, type RebuildTrigger } from '../../sources/rebuild/rebuild-request.ts'
import { sendRebuild } from '../../sources/rebuild/send-rebuild.ts'
import { baseOf } from '../../supply-chain/image-chain/base-of.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import type { Invocation } from '../command.ts'
import { openGivenAdvisories } from '../judging/open-advisories.ts'
import { flagText, targetOptions } from './flags.ts'
import { type Means, meansOf, vulnerabilitiesOf } from './follow.ts'
import { readImageTree } from './image-tree.ts'
import { notAnalysedBy, readNamed, type ReadTarget, type ReadTargetOptions } from './read-target.ts'

const words = {
  current: text({
    en: '{image}: a rebuild changes nothing that is known',
    ja: '{image}: 再ビルドしても、分かっている範囲では何も変わりません',
  }),
  due: text({ en: '{image}: a rebuild removes {ids}', ja: '{image}: 再ビルドで {ids} が解消します' }),
  moved: text({ en: '{image}: its base image {base} has moved', ja: '{image}: ベースイメージ {base} が更新されています' }),
  edits: text({ en: '  needs an edit first: {ids}', ja: '  先に編集が必要なもの: {ids}' }),
  noTrigger: text({
    en: '  nothing is configured that builds it: images[].rebuild in breakwater.yaml',
    ja: '  ビルドを始める方法が設定されていません（breakwater.yaml の images[].rebuild）',
  }),
  dryRun: text({ en: '  not sent; --run sends it', ja: '  送信していません。--run で送信します' }),
  started: text({ en: '  started ({status} {run})', ja: '  開始しました（{status} {run}）' }),
  refused: text({ en: '{image}: refused ({status}): {problem}', ja: '{image}: 拒否されました（{status}）: {problem}' }),
  failed: text({ en: '{image}: {problem}', ja: '{image}: {problem}' }),
}

/** Whether building an image again is worth it. */
interface Plan {
  readonly name: string
  readonly reason: RebuildReason
  readonly isDue: boolean
  readonly isMoved: boolean
  /** Vulnerabilities that somebody has to edit a file for. */
  readonly afterEdit: readonly string[]
  readonly trigger: RebuildTrigger | undefined
}

/**
 * `image rebuild [REF…] [--manifests PATH]`: which images a rebuild would better, and the request that starts it. It is sent
 * only with `--run`. Exit code 4 where an image could not be read, or a rebuild not be started.
 */
export async function rebuildImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const { flags, io, locale } = invocation
  if (flags['run'] === true && flags['offline'] === true) throw new BreakwaterError('network-needed', { command: 'image rebuild --run' })
  const advisories = await openGivenAdvisories(invocation)
  if (advisories === undefined) throw new BreakwaterError('flag-needed', { flag: '--advisories' })
  const tree = await readImageTree(invocation, advisories.store)
  const options = { ...targetOptions(invocation), dockerfileOf: tree.dockerfileOf }
  const means = meansOf(invocation, options, advisories.store, tree)
  let worst = tree.notAnalysed.length + advisories.notAnalysed.length === 0 ? 0 : 4
  for (const { uri, message: problem } of [...tree.notAnalysed, ...advisories.notAnalysed]) io.stderr.write(`${uri}: ${problem}\n`)
  for (const target of new Set([...targets, ...tree.users.keys()])) {
    try {
      if (!(await handle(await planOf(target, options, means), invocation))) worst = 4
    } catch (error) {
      const { message: problem } = notAnalysedBy(error, target)
      io.stderr.write(`${render(message(words.failed, { image: target, problem }), locale)}\n`)
      worst = 4
    }
  }
  await means.bases?.close()
  advisories.store.close()
  return worst
}

async function planOf(target: string, options: ReadTargetOptions, means: Means): Promise<Plan> {
  const read = await readNamed(target, options)
  const found = (await vulnerabilitiesOf(read, means)) ?? []
  const removes = idsOf(found, 'rebuild')
  const isMoved = await hasMoved(read, means)
  const base = read.image === undefined ? undefined : baseOf(read.image, read.build)
  return {
    name: read.name,
    reason: { image: read.name, digest: read.digest, base: base?.name, removes },
    isDue: removes.length > 0 || isMoved,
    isMoved,
    afterEdit: [...idsOf(found, 'bump'), ...idsOf(found, 'base')].filter((id) => !removes.includes(id)),
    trigger: means.tree.settingOf(read.name)?.rebuild,
  }
}

/** Whether the tag of the base stands for another image by now; a base that FROM pins moves by an edit alone. */
async function hasMoved({ image, build }: ReadTarget, { bases }: Means): Promise<boolean> {
  const base = image === undefined ? undefined : baseOf(image, build)
  if (image === undefined || base === undefined || bases === undefined) return false
  const { place } = base
  const isPinned = place !== undefined && place.source.text.slice(place.range.start, place.range.end).includes('@')
  return !isPinned && (await bases.of(image, base)).candidates.some(({ isSameTag }) => isSameTag)
}

function idsOf(found: readonly PlacedVulnerability[], kind: string): readonly string[] {
  return [...new Set(found.flatMap(({ chain, vulnerability: { id } }) => (chain?.step.kind === kind ? [id] : [])))].sort()
}

/** Says what is to be done, and does it where it was asked for. False where it did not work. */
async function handle({ name, reason, isDue, isMoved, afterEdit, trigger }: Plan, invocation: Invocation): Promise<boolean> {
  const { flags, io, locale } = invocation
  const say = (line: string): void => void io.stdout.write(`${line}\n`)
  if (reason.removes.length > 0) say(render(message(words.due, { image: name, ids: reason.removes.join(', ') }), locale))
  else if (isMoved) say(render(message(words.moved, { image: name, base: reason.base ?? '' }), locale))
  else say(render(message(words.current, { image: name }), locale))
  if (afterEdit.length > 0) say(render(message(words.edits, { ids: afterEdit.join(', ') }), locale))
  if (!isDue && flags['always'] !== true) return true
  if (trigger === undefined) {
    say(words.noTrigger[locale])
    return true
  }
  const request = rebuildRequest(trigger, reason, {
    arm: io.env['AZURE_RESOURCE_MANAGER_ENDPOINT'] || 'https://management.azure.com',
    github: io.env['GITHUB_API_URL'] || 'https://api.github.com',
  })
  for (const line of linesOf(request)) say(`  ${line}`)
  if (flags['run'] !== true) {
    say(words.dryRun[locale])
    return true
  }
  return start(name, request, invocation)
}

/** The request as it goes over the wire; what proves who sends it is not shown. */
function linesOf({ url, headers, body, credential }: RebuildRequest): readonly string[] {
  const proof = credential === 'signature' ? 'x-breakwater-signature-256: sha256=****' : 'authorization: Bearer ****'
  return [`POST ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), proof, body]
}

async function start(image: string, request: RebuildRequest, invocation: Invocation): Promise<boolean> {
  const { io, locale } = invocation
  try {
    const { isStarted, status, words: said } = await sendRebuild(request, await secretFor(request, invocation))
    if (isStarted) io.stdout.write(`${render(message(words.started, { status, run: said }), locale)}\n`)
    else io.stderr.write(`${render(message(words.refused, { image, status, problem: said }), locale)}\n`)
    return isStarted
  } catch (error) {
    if (!(error instanceof ImageError)) throw error
    io.stderr.write(`${render(message(words.failed, { image, problem: error.message }), locale)}\n`)
    return false
  }
}

async function secretFor({ credential, url }: RebuildRequest, { flags, io }: Invocation): Promise<string | undefined> {
  if (credential === 'signature') return io.env['BREAKWATER_WEBHOOK_KEY'] || undefined
  if (credential === 'github') {
    const token = io.env['GITHUB_TOKEN']
    if (token === undefined || token === '') throw new BreakwaterError('github-refused', { url })
    return token
  }
  const file = flagText(flags, 'tokenFile')
  return findToken(file === undefined ? undefined : resolve(io.cwd, file), new URL(url).origin, io.env, io.cwd)
}

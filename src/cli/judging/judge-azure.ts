import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { Run, Scanned } from '../../core/run.ts'
import { message, render, text } from '../../core/text.ts'
import { driftBetween } from '../../models/azure/drift.ts'
import { azureResource } from '../../models/azure/resource.ts'
import { ArmClient } from '../../sources/azure/live/arm-client.ts'
import { networkExchange } from '../../sources/azure/live/exchange.ts'
import { readSubscription, type ReadSubscription } from '../../sources/azure/live/read-subscription.ts'
import { readRecording, writeRecording } from '../../sources/azure/live/recording.ts'
import { isBeyondReaders } from '../../sources/azure/live/requests.ts'
import { findToken } from '../../sources/azure/live/token.ts'
import { readTree } from '../../sources/files/read-tree.ts'
import { recorded, replayed, type Answer } from '../../sources/network/exchange.ts'
import { readSources } from '../../sources/read-sources.ts'
import type { FlagValues, Invocation } from '../command.ts'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { readRecordingFile, writeRecordingFile } from '../output/recording-file.ts'
import { assertExist, judgeScanned } from './judge-paths.ts'
import { minorOf } from './judging-flags.ts'

/** The public cloud; sovereign clouds have others. */
const publicCloud = 'https://management.azure.com'

const compared = text({
  en: '{matched} of {declared} declared resources were found among what is deployed',
  ja: '宣言されたリソース {declared} 件のうち {matched} 件が、デプロイ済みのリソースに見つかりました',
})

/**
 * Reads a subscription, or a recording of one, and judges it. AZURE_RESOURCE_MANAGER_ENDPOINT names the address of a
 * sovereign cloud. With `--declared`, what templates declare is compared with it.
 *
 * @throws {BreakwaterError} where there is no token, no answer, or the network must not be used
 */
export async function judgeAzure({ flags, locale, io }: Invocation): Promise<Run> {
  const found = await findConfig(textFlag(flags, 'config'), io.cwd, checks, locale)
  const config: Config = { ...found, allowsNotAnalysed: (uri) => isBeyondReaders(uri) || found.allowsNotAnalysed(uri) }
  const declared = await readDeclared({ flags, locale, io }, config)
  const { source, unread } = await readAzure({ flags, locale, io })
  const scanned = await readSources([source], { locale, podShapes: config.podShapes }, [], unread)
  if (declared === undefined) return judgeScanned(scanned, config, { flags, io })
  return judgeScanned(scanned, config, { flags, io }, undefined, (selected, options) => {
    const drift = driftBetween(selected, scanned.estate, declared.estate, options, flags['inline'] === false ? [] : declared.suppressions)
    io.stderr.write(`${render(message(compared, { matched: drift.matched, declared: drift.declared }), locale)}\n`)
    return drift.amend
  })
}

/** What the templates of `--declared` say. A template that cannot be read there is told by a scan of it. */
async function readDeclared({ flags, locale, io }: Omit<Invocation, 'targets'>, config: Config): Promise<Scanned | undefined> {
  const path = textFlag(flags, 'declared')
  if (path === undefined) return undefined
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const options = { locale, podShapes: config.podShapes, cwd: io.cwd, excludes: config.excludes, kubernetes }
  const scanned = await readTree(assertExist([path], io.cwd), options)
  if (scanned.estate.subjects(azureResource).length === 0) throw new BreakwaterError('nothing-to-check', { path })
  return scanned
}

async function readAzure({ flags, locale, io }: Omit<Invocation, 'targets'>): Promise<ReadSubscription> {
  const cluster = textFlag(flags, 'cluster')
  const part = cluster === undefined ? { locale } : { locale, cluster }
  const replay = textFlag(flags, 'replay')
  if (replay !== undefined) {
    const recording = readRecording(replay, readRecordingFile(io.cwd, replay))
    const client = new ArmClient(recording.endpoint, replayed(recording.answers))
    return readSubscription(client, { ...part, subscription: recording.subscription })
  }
  if (flags['offline'] === true) throw new BreakwaterError('network-needed', { command: 'scan azure' })
  const subscription = textFlag(flags, 'subscription')
  if (subscription === undefined) throw new BreakwaterError('wrong-operands', { usage: 'scan azure --subscription ID' })
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscription))
    throw new BreakwaterError('bad-flag-value', {
      flag: '--subscription',
      expected: '00000000-0000-0000-0000-000000000000',
      given: subscription,
    })
  const endpoint = io.env['AZURE_RESOURCE_MANAGER_ENDPOINT'] || publicCloud
  const tokenFile = textFlag(flags, 'tokenFile')
  const token = await findToken(tokenFile === undefined ? undefined : resolve(io.cwd, tokenFile), endpoint, io.env, io.cwd)
  const answers = new Map<string, Answer>()
  const client = new ArmClient(endpoint, recorded(networkExchange({ token }), answers))
  const read = await readSubscription(client, { ...part, subscription })
  const record = textFlag(flags, 'record')
  if (record !== undefined) writeRecordingFile(io.cwd, record, writeRecording(subscription, endpoint, answers))
  return read
}

function textFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

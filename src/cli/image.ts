import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../core/error.ts'
import { saidBy } from '../core/spoken-error.ts'
import { text } from '../core/text.ts'
import { SignatureError } from '../supply-chain/notary/envelope.ts'
import { SigstoreError } from '../supply-chain/sigstore/verify-bundle.ts'
import { VexError } from '../supply-chain/vex/statement.ts'
import { clusterFlags, namesCluster } from './cluster/flags.ts'
import type { Command, Invocation } from './command.ts'
import { flagText, imageFlags, targetOptions } from './image/flags.ts'
import { recordingFlags } from './judging/azure-flags.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { reportFlags } from './output/report-flags.ts'
import { tool } from './version.ts'

/** Flags about Kubernetes and about files of a tree mean nothing here. */
const foreignFlags = new Set(['--kubernetes-version', '--only', '--skip', '--standard', '--jobs', '--no-inline'])

export const command: Command = {
  targets: 'scan|sbom|verify|sign|attest|rebuild REF|PATH…',
  flags: [...judgingFlags.filter(({ name }) => !foreignFlags.has(name)), ...imageFlags, ...clusterFlags, ...recordingFlags, ...reportFlags],
  examples: [
    {
      line: 'breakwater image scan --advisories osv/ myregistry.azurecr.io/app:1',
      meaning: text({ en: 'vulnerabilities and hygiene of an image', ja: 'イメージの脆弱性と衛生状態を調べる' }),
    },
    {
      line: 'breakwater image scan --advisories osv/ --manifests deploy/',
      meaning: text({ en: 'the same for everything that manifests run', ja: 'マニフェストが動かすイメージをすべて調べる' }),
    },
    {
      line: 'breakwater image scan cluster --advisories osv/ --context shop-prod',
      meaning: text({ en: 'and for everything that runs in a cluster', ja: 'クラスターで動いているイメージをすべて調べる' }),
    },
    { line: 'breakwater image sbom app.tar > bom.json', meaning: text({ en: 'what is in an image', ja: 'イメージの中身を部品表にする' }) },
    {
      line: 'breakwater image verify --trust-policy trustpolicy.json --trust-store ~/.config/notation/truststore REF',
      meaning: text({ en: 'is it signed by whom we trust?', ja: '信頼する相手の署名があるかを確かめる' }),
    },
    {
      line: 'breakwater image rebuild --advisories osv/ --manifests deploy/',
      meaning: text({
        en: 'which images a rebuild betters, and the request that starts it',
        ja: '再ビルドで改善するイメージと、それを始める要求を示す',
      }),
    },
  ],
  run: image,
}

async function image(invocation: Invocation): Promise<number> {
  const [action, ...named] = invocation.targets
  const ofCluster = (action === 'scan' || action === 'rebuild') && namesCluster({ ...invocation, targets: named })
  const targets = ofCluster ? [] : named
  const isTree = (action === 'scan' || action === 'rebuild') && (invocation.flags['manifests'] !== undefined || ofCluster)
  if (targets.length === 0 && !isTree) throw new BreakwaterError('wrong-operands', { usage: `image ${command.targets}` })
  try {
    if (action === 'scan') return await (await import('./image/scan.ts')).scanImages(targets, invocation)
    if (action === 'attest') return await (await import('./image/attest.ts')).attestImages(targets, invocation)
    if (action === 'rebuild') return await (await import('./image/rebuild.ts')).rebuildImages(targets, invocation)
    if (action === 'sbom') return await writeBill(targets, invocation)
    if (action === 'verify') return await (await import('./image/signatures.ts')).verifyImages(targets, invocation)
    if (action === 'sign') return await (await import('./image/signatures.ts')).signImages(targets, invocation)
  } catch (cause) {
    // A policy, key or document that the user gave is not as it should be.
    if (
      cause instanceof SignatureError ||
      cause instanceof SigstoreError ||
      cause instanceof VexError ||
      (cause as NodeJS.ErrnoException).code === 'ENOENT'
    )
      throw new BreakwaterError('bad-usage', { problem: saidBy(cause) }, { cause })
    throw cause
  }
  throw new BreakwaterError('bad-usage', { problem: `image ${action ?? ''}: scan, sbom, verify, sign, attest, rebuild` })
}

/** `image sbom TARGET`: the bill of materials of one target. */
async function writeBill([target = '', ...more]: readonly string[], invocation: Invocation): Promise<number> {
  if (more.length > 0) throw new BreakwaterError('wrong-operands', { usage: 'image sbom REF|PATH' })
  const { flags, io } = invocation
  const { readTarget, notAnalysedBy } = await import('./image/read-target.ts')
  const { toCycloneDx } = await import('../supply-chain/sbom/cyclonedx.ts')
  const { toSpdx } = await import('../supply-chain/sbom/spdx.ts')
  try {
    const { name, digest, os, packages, image: read, notAnalysed } = await readTarget(target, targetOptions(invocation))
    const timestamp = read?.config.created ?? new Date().toISOString()
    const bill = { name, digest, os, packages, timestamp, tool }
    const written = `${JSON.stringify(flagText(flags, 'sbomFormat') === 'spdx' ? toSpdx(bill) : toCycloneDx(bill), undefined, 2)}\n`
    const output = flagText(flags, 'output')
    if (output === undefined) io.stdout.write(written)
    else writeFileSync(resolve(io.cwd, output), written)
    for (const { uri, message } of notAnalysed) io.stderr.write(`${uri}: ${message}\n`)
    return notAnalysed.length === 0 || flags['allowUnknown'] === true ? 0 : 4
  } catch (error) {
    const { uri, message } = notAnalysedBy(error, target)
    io.stderr.write(`${uri}: ${message}\n`)
    return 4
  }
}

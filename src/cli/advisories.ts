import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { BreakwaterError } from '../core/error.ts'
import { saidBy } from '../core/spoken-error.ts'
import { message, render, spoken, text } from '../core/text.ts'
import { pullStore, pushStore, type StoreFacts } from '../sources/registry/advisory-artefact.ts'
import { RegistryClient } from '../sources/registry/client.ts'
import { SIGNED, verifyCosign } from '../sources/registry/cosign-signatures.ts'
import { formatReference, type ImageReference, parseReference } from '../sources/registry/reference.ts'
import { resolveArtefact } from '../sources/registry/referrers.ts'
import { readAdvisories } from '../supply-chain/advisories/read-advisories.ts'
import { compileStore } from '../supply-chain/advisories/store.ts'
import { statementOf } from '../supply-chain/attestation/statement.ts'
import { ImageError } from '../supply-chain/image/image-error.ts'
import { SigstoreError } from '../supply-chain/sigstore/verify-bundle.ts'
import type { Command, Invocation } from './command.ts'
import { attachStatement } from './image/attest.ts'
import { cosignTrust } from './image/cosign.ts'
import { flagText, imageFlags, registryOptions } from './image/flags.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { openGivenAdvisories } from './judging/open-advisories.ts'

const words = {
  pushed: text({ en: '{reference}: {facts}', ja: '{reference}: {facts}' }),
  pulled: text({ en: '{path}: {facts}', ja: '{path}: {facts}' }),
  facts: text({
    en: '{count} advisories, the newest of {newest} ({days} days old)',
    ja: '脆弱性情報 {count} 件。最新は {newest}（{days} 日前）',
  }),
  unproven: text({
    en: 'advisories pull: name a digest (REF@sha256:…), or whose signature counts: --cosign-key, or --identity with --issuer and --trusted-root',
    ja: 'advisories pull: ダイジェスト（REF@sha256:…）か、署名を信頼する相手（--cosign-key、または --identity と --issuer と --trusted-root）を指定してください',
  }),
  failed: text({ en: '{reference}: {problem}', ja: '{reference}: {problem}' }),
  unsigned: text({ en: 'no signature is trusted{reason}', ja: '信頼できる署名がありません{reason}' }),
}

const shared = new Set(['--offline', '--advisories', '--max-advisory-age'])
const ofImages = new Set(['--plain-http', '--entra', '--token-file', '--key', '--cosign-key', '--identity', '--issuer', '--trusted-root'])

export const command: Command = {
  targets: 'push REF | pull REF | show',
  flags: [
    ...judgingFlags.filter(({ name }) => shared.has(name)),
    ...imageFlags.filter(({ name }) => ofImages.has(name)),
    {
      name: '--output',
      short: '-o',
      value: 'FILE',
      group: 'output',
      meaning: text({ en: 'with `pull`: where the store is kept', ja: '`pull` と併用: ストアの保存先' }),
    },
  ],
  examples: [
    {
      line: 'breakwater advisories push --advisories osv/ --key signing.pem contoso.azurecr.io/advisories:today',
      meaning: text({ en: 'compile advisories and share them, signed', ja: '脆弱性情報を変換し、署名して共有する' }),
    },
    {
      line: 'breakwater advisories pull --cosign-key signing.pub -o advisories.db contoso.azurecr.io/advisories:today',
      meaning: text({ en: 'fetch them; what is not signed is refused', ja: '取得する。署名のないものは受け取らない' }),
    },
    {
      line: 'breakwater advisories show --advisories advisories.db --max-advisory-age 7',
      meaning: text({ en: 'how old are they?', ja: '古さを確かめる' }),
    },
  ],
  run: advisories,
}

async function advisories(invocation: Invocation): Promise<number> {
  const { targets, flags, io, locale } = invocation
  const [action, target, ...more] = targets
  if (action === 'show' && target === undefined) return show(invocation)
  if ((action !== 'push' && action !== 'pull') || target === undefined || more.length > 0)
    throw new BreakwaterError('wrong-operands', { usage: `advisories ${command.targets}` })
  if (flags['offline'] === true) throw new BreakwaterError('network-needed', { command: `advisories ${action}` })
  try {
    const reference = parseReference(target)
    return action === 'push' ? await push(reference, invocation) : await pull(reference, invocation)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new BreakwaterError('bad-usage', { problem: (error as Error).message }, { cause: error })
    if (!(error instanceof ImageError || error instanceof SigstoreError)) throw error
    io.stderr.write(`${render(message(words.failed, { reference: target, problem: saidBy(error) }), locale)}\n`)
    return 4
  }
}

function required({ flags }: Invocation, name: string, written: string): string {
  const value = flagText(flags, name)
  if (value === undefined) throw new BreakwaterError('flag-needed', { flag: written })
  return value
}

/** Advisories that cannot be read are not shared: whoever pulls them would miss them without knowing. */
async function push(reference: ImageReference, invocation: Invocation): Promise<number> {
  const { io, locale, flags } = invocation
  const path = resolve(io.cwd, required(invocation, 'advisories', '--advisories'))
  if (!existsSync(path)) throw new BreakwaterError('path-not-found', { path })
  if (reference.tag === undefined) throw new BreakwaterError('wrong-operands', { usage: 'advisories push REGISTRY/REPOSITORY:TAG' })
  const keyFile = flagText(flags, 'key')
  const key = keyFile === undefined ? undefined : readFileSync(resolve(io.cwd, keyFile), 'utf8')
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-'))
  try {
    const file = join(folder, 'advisories.db')
    const store = compileStore(
      file,
      readAdvisories(path, ({ file: broken, message: problem }) => {
        throw new ImageError('broken-layer', `${broken}: ${problem}`)
      }),
    )
    const facts: StoreFacts = { newest: store.newest, size: store.size }
    store.close()
    if (facts.size === 0) throw new ImageError('not-found', 'there is no advisory in it')
    const client = new RegistryClient(reference, registryOptions(invocation))
    const digest = await pushStore(client, file, reference.tag, facts)
    if (key !== undefined) {
      const { name, artefact } = await resolveArtefact(client, { ...reference, digest })
      await attachStatement(client, artefact, statementOf(name, digest, SIGNED, {}), key)
    }
    const shown = formatReference({ ...reference, digest })
    io.stdout.write(`${render(message(words.pushed, { reference: shown, facts: factWords(facts) }), locale)}\n`)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A tag alone proves nothing: either the caller knows the digest, or somebody who is trusted has signed it. */
async function pull(reference: ImageReference, invocation: Invocation): Promise<number> {
  const { io, locale } = invocation
  const output = required(invocation, 'output', '--output')
  const trust = cosignTrust(invocation)
  if (trust === undefined && reference.digest === undefined) throw new BreakwaterError('bad-usage', { problem: words.unproven[locale] })
  const client = new RegistryClient(reference, registryOptions(invocation))
  const digest = reference.digest ?? (await client.manifest(reference.tag!)).descriptor.digest
  if (trust !== undefined) {
    const { signer, problems } = await verifyCosign(client, digest, trust)
    const [first] = problems
    const reason = first === undefined ? '' : spoken({ en: ': {problem}', ja: ': {problem}' }, { problem: first })
    if (signer === undefined) throw new SigstoreError(message(words.unsigned, { reason }))
  }
  const facts = await pullStore(client, digest, resolve(io.cwd, output))
  io.stdout.write(`${render(message(words.pulled, { path: output, facts: factWords(facts) }), locale)}\n`)
  return judgeAge(invocation, output)
}

async function show(invocation: Invocation): Promise<number> {
  return judgeAge(invocation, required(invocation, 'advisories', '--advisories'), true)
}

/** Exit code 4 where the advisories are broken, or older than `--max-advisory-age` allows. */
async function judgeAge(invocation: Invocation, path: string, tells = false): Promise<number> {
  const { io, locale, flags } = invocation
  const given = await openGivenAdvisories({ ...invocation, flags: { ...flags, advisories: path } })
  if (given === undefined) return 0
  const { newest, size } = given.store
  given.store.close()
  if (tells) io.stdout.write(`${render(message(words.pulled, { path, facts: factWords({ newest, size }) }), locale)}\n`)
  for (const { uri, message: problem } of given.notAnalysed) io.stderr.write(`${uri}: ${problem}\n`)
  return given.notAnalysed.length === 0 ? 0 : 4
}

function factWords({ newest, size }: StoreFacts) {
  const days = newest === '' ? '?' : Math.floor((Date.now() - Date.parse(newest)) / 86_400_000)
  return message(words.facts, { count: size, newest: newest.slice(0, 10), days })
}

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import type { Invocation } from '../command.ts'
import { flagText } from './flags.ts'

/** Whom the flags trust to sign with cosign; undefined where they name nobody. */
export function cosignTrust({ flags, io }: Invocation): SigstoreTrust | undefined {
  const read = (path: string): string => readFileSync(resolve(io.cwd, path), 'utf8')
  const rootPath = flagText(flags, 'trustedRoot')
  const trustedRoot = rootPath === undefined ? undefined : read(rootPath)
  const key = flagText(flags, 'cosignKey')
  if (key !== undefined) return { kind: 'key', publicKey: read(key), trustedRoot }
  const [identity, issuer] = [flagText(flags, 'identity'), flagText(flags, 'issuer')]
  if (identity === undefined && issuer === undefined) return undefined
  if (identity === undefined || issuer === undefined || trustedRoot === undefined)
    throw new BreakwaterError('bad-usage', { problem: '--identity --issuer --trusted-root' })
  return { kind: 'identity', identity, issuer, trustedRoot }
}

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Works in a fresh folder outside the scanned tree, which is gone afterwards. */
export async function inScratch<Result>(work: (scratch: string) => Promise<Result>): Promise<Result> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-')))
  try {
    return await work(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { makeFolder } from '../../core/make-folder.ts'
import type { CertificateStore, StoredCertificates } from './own-certificates.ts'

const names = ['tls.crt', 'tls.key', 'ca.crt', 'ca.key'] as const

/** Keeps certificates in files of a folder, readable by their owner alone. */
export function folderStore(folder: string): CertificateStore {
  return {
    read: async () => {
      try {
        const contents = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const))
        return Object.fromEntries(contents) as unknown as StoredCertificates
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    write: async (certificates) => {
      makeFolder(folder, 0o700)
      for (const name of names) await replaceFile(join(folder, name), certificates[name])
      return true
    },
  }
}

/** Nobody ever sees half a file. */
async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, content, { mode: 0o600 })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

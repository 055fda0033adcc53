import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'

import type { Source } from '../src/core/location.ts'
import type { FileTree } from '../src/sources/files/file-tree.ts'

/** A folder of the disk as the tree that sources read from. */
export function folderTree(root: string): FileTree {
  const files = filesBelow(root, '').sort()
  const sources = new Map<string, Source | undefined>()
  const read = (uri: string): Source | undefined => {
    const path = resolve(root, uri)
    if (!sources.has(uri))
      sources.set(uri, existsSync(path) && statSync(path).isFile() ? { uri, text: readFileSync(path, 'utf8') } : undefined)
    return sources.get(uri)
  }
  return { cwd: root, files, read, contains: (path) => path === root || path.startsWith(root + sep) }
}

/** Links are not followed; Node's own recursion follows them round and round. */
function filesBelow(root: string, inside: string): string[] {
  return readdirSync(join(root, inside), { withFileTypes: true }).flatMap((entry) => {
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`
    return entry.isDirectory() ? filesBelow(root, name) : entry.isFile() ? [name] : []
  })
}

/** A fresh folder with these files in it; it lies in the system's folder for temporary files. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-test-')))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

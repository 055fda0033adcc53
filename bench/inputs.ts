import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generateCharts } from './generate-charts.ts'
import { generateManifests } from './generate-manifests.ts'

/** Something to scan, the same bytes on every machine. */
export interface Input {
  readonly name: string
  readonly path: string
  /** The manifest files in it, for tools that do not read folders. */
  readonly manifests: readonly string[]
  /** Of the manifests, in bytes. */
  readonly size: number
}

/** How many manifests are scanned to see how cost grows. */
export const counts = [1, 100, 1_000, 10_000] as const

/**
 * Makes all inputs in a folder that is empty at first.
 *
 * @param corpora where the manifests of other projects are, if they are there
 */
export function makeInputs(folder: string, corpora: string | undefined): readonly Input[] {
  const inputs = counts.map((count) => {
    const path = join(folder, `manifests-${count}`)
    generateManifests(path, count)
    return input(`${count.toLocaleString('en')} manifest${count === 1 ? '' : 's'}`, path)
  })
  inputs.push(input('one file of 2 MB', largeFile(folder, join(folder, `manifests-${counts.at(-1)}`))))
  inputs.push(input('50,000 files, 500 manifests', wideTree(folder)))
  const argo = join(corpora ?? '', 'argo-cd/manifests/install.yaml')
  if (corpora !== undefined && existsSync(argo)) {
    const path = join(folder, 'argo-cd-install.yaml')
    cpSync(argo, path)
    inputs.push(input('argo-cd install.yaml', path))
  }
  return inputs
}

/** Charts, which are rendered by as many programs at a time as there are jobs. */
export function chartsInput(folder: string): Input {
  const path = join(folder, 'charts')
  const count = 24
  generateCharts(path, count)
  return input(`${count} charts`, path)
}

function input(name: string, path: string): Input {
  const manifests = statSync(path).isDirectory() ? filesBelow(path).filter((file) => file.endsWith('.yaml')) : [path]
  return { name, path, manifests, size: manifests.reduce((sum, file) => sum + statSync(file).size, 0) }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Manifests in one file, until it has two megabytes. */
function largeFile(folder: string, from: string): string {
  const path = join(folder, 'two-megabytes.yaml')
  const documents: string[] = []
  let size = 0
  for (const file of filesBelow(from)) {
    const document = readFileSync(file, 'utf8')
    documents.push(document)
    size += document.length + 4
    if (size >= 2_000_000) break
  }
  writeFileSync(path, documents.join('---\n'))
  return path
}

const kinds = [
  ['ts', (index: number) => `export function area${index}(width: number, height: number): number {\n  return width * height\n}\n`],
  ['md', (index: number) => `# Note ${index}\n\nWhat was decided on day ${index}, and why.\n`],
  ['json', (index: number) => `{ "name": "package-${index}", "version": "1.0.${index}" }\n`],
  ['css', (index: number) => `.card-${index} { display: grid; gap: ${index % 9}px; }\n`],
  ['svg', (index: number) => `<svg viewBox="0 0 ${index} ${index}"><circle r="${index % 50}"/></svg>\n`],
] as const

/** A repository of 50,000 small files of all kinds, in 500 folders, of which 500 are manifests. */
function wideTree(folder: string): string {
  const path = join(folder, 'wide')
  generateManifests(join(path, 'deploy'), 500)
  for (let index = 0; index < 49_500; index++) {
    const inside = join(path, `source-${index % 500}`)
    if (index < 500) mkdirSync(inside, { recursive: true })
    const [extension, write] = kinds[index % kinds.length]!
    writeFileSync(join(inside, `file-${index}.${extension}`), write(index))
  }
  return path
}

import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { bundle } from './breakwater.ts'

/** Of all that Node.js reads before a scan of manifests begins, in bytes: each megabyte takes about 25 ms. */
const most = 900_000

const chunks = join(dirname(bundle), 'chunks')

function chunkWith(part: string): string {
  return readdirSync(chunks).find((name) => readFileSync(join(chunks, name), 'utf8').includes(part))!
}

/** A chunk and all that it imports, but for what it loads when it is needed. */
function loadedWith(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const [, imported] of readFileSync(join(chunks, name), 'utf8').matchAll(/(?:^|[;\n])(?:import|export)[^;"`]*"\.\/([\w$.-]+)"/g))
    loadedWith(basename(imported!), seen)
  return seen
}

test('a scan of manifests loads little of the bundle', () => {
  const loaded = [...loadedWith(chunkWith('scan git --since REV'))]
  const size = loaded.reduce((sum, name) => sum + readFileSync(join(chunks, name)).length, 0)
  expect(loaded.length).toBeGreaterThan(1)
  expect(size).toBeGreaterThan(400_000)
  expect(size).toBeLessThan(most)
  expect(loaded.filter((name) => name.startsWith('checks-'))).toEqual([])
})

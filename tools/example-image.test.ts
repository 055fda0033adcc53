import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { exampleFiles } from './example-image.ts'

const folder = join(import.meta.dirname, '../examples/image')

test('the images of the example are what their recipe makes, byte for byte', () => {
  const made = exampleFiles()
  const stored = globSync('layout/**', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(stored).toHaveLength([...made.keys()].filter((path) => path.startsWith('layout/')).length)
  for (const [path, bytes] of made) expect([path, readFileSync(join(folder, path)).equals(bytes)]).toEqual([path, true])
})

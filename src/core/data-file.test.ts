import { existsSync } from 'node:fs'

import { expect, it } from 'vitest'

import { dataFile } from './data-file.ts'

it('finds recorded data in the source tree', () => {
  const url = dataFile('kubernetes-schemas/schemas.jsonl')
  expect(url.pathname).toMatch(/\/src\/data\/kubernetes-schemas\/schemas\.jsonl$/)
  expect(existsSync(url)).toBe(true)
})

import { join } from 'node:path'

import { expect, test } from 'vitest'

import { absentParts } from './absent-parts.ts'

const at = (name: string) => join(import.meta.dirname, name)
const files = [
  { path: at('admission/door.test.ts'), tests: 9, skipped: 0 },
  { path: at('admission/api-server.test.ts'), tests: 2, skipped: 2 },
  { path: at('glossary.test.ts'), tests: 5, skipped: 1 },
]

test('says which tests had no real API server', () => {
  expect(absentParts(files, false).slice(1, -1)).toEqual([
    'NO REAL API SERVER: kube-apiserver and etcd were not found (KUBEBUILDER_ASSETS names their folder).',
    '9 tests made do with recordings of a real one, and 2 did not run:',
    '  tests/admission/door.test.ts',
    '  tests/admission/api-server.test.ts',
  ])
})

test('says nothing where there was one, or where none was wanted', () => {
  expect(absentParts(files, true)).toEqual([])
  expect(absentParts(files.slice(2), false)).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { isSuite, runSuite } from '../../src/policy/gatekeeper/suite.ts'
import { isMapping, type Untyped } from '../../src/policy/untyped.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('policy/gatekeeper-library')

function load(file: string): readonly Untyped[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' })
    .map((document) => document.toJS() as unknown)
    .filter(isMapping)
}

describe.skipIf(folder === undefined)('gatekeeper-library', () => {
  test.each(['Rego', 'CEL'] as const)('every case of every suite passes, in %s where a template has a choice', (engine) => {
    const suites = readdirSync(folder!, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('suite.yaml'))
      .map((file) => join(folder!, file))
    const results = suites.flatMap((file) =>
      load(file)
        .filter(isSuite)
        .flatMap((suite) =>
          runSuite(suite, (path) => load(join(dirname(file), path)), engine === 'Rego' ? { engine } : {}).map((result) => ({
            ...result,
            file: relative(folder!, file),
          })),
        ),
    )
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    expect({ suites: suites.length, cases: results.length }).toEqual({ suites: 33, cases: 185 })
  })
})

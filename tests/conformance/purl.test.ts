import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { formatPurl, parsePurl, type Purl, PurlError } from '../../src/supply-chain/purl.ts'
import { corpus } from '../corpora.ts'

interface Case {
  readonly test_type: 'parse' | 'build' | 'validate'
  readonly input: string & Purl
  readonly expected_output: unknown
  readonly expected_failure: boolean
}

const supplyChain = corpus('supplychain')
const folder = join(supplyChain ?? '.', 'purl')
const files = supplyChain === undefined ? [] : readdirSync(folder).sort()

/** One test demands that this is refused for its capital letters, the next that it is read and written in lower case. */
const contradicted = 'pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25'

function outcome({ test_type, input }: Case): unknown {
  try {
    if (test_type === 'build') return formatPurl(input)
    if (test_type === 'validate') return formatPurl(parsePurl(input))
    const { type, namespace = null, name, version = null, qualifiers = null, subpath = null } = parsePurl(input)
    return { type, namespace, name, version, qualifiers, subpath }
  } catch (error) {
    if (error instanceof PurlError) return 'refused'
    throw error
  }
}

describe.skipIf(supplyChain === undefined)('package URLs against the specification’s own tests', () => {
  test.each(files)('%s', (file) => {
    const all = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { tests: Case[] }
    const tests = all.tests.filter((each) => !(each.expected_failure && each.input === contradicted))
    const results = tests.map((each) => ({ input: each.input, result: outcome(each) }))
    expect(results).toEqual(tests.map((each) => ({ input: each.input, result: each.expected_failure ? 'refused' : each.expected_output })))
  })
})

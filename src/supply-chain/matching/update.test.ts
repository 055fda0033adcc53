import { describe, expect, test } from 'vitest'

import type { Ecosystem, Package } from '../../models/dependency/package.ts'
import { readOsv } from '../advisories/osv.ts'
import { type AdvisoryStore, compileStore } from '../advisories/store.ts'
import { packageDocument } from '../inventory/package-document.ts'
import { matchPackages } from './match.ts'
import { freeVersion, updateOf } from './update.ts'

type Events = readonly Readonly<Record<string, string>>[]

function storeOf(ecosystem: Ecosystem, name: string, ...ranges: readonly Events[]): AdvisoryStore {
  const documents = ranges.map((events, index) => ({
    id: `CVE-2024-${index}`,
    modified: '2024-01-01T00:00:00Z',
    affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
  }))
  return compileStore(
    ':memory:',
    documents.flatMap((document) => readOsv(document) ?? []),
  )
}

function found(ecosystem: Ecosystem, name: string, version: string): Package {
  return { ecosystem, name, version, scope: 'runtime', file: 'x', versionAt: { start: 0, end: version.length } }
}

function free(each: Package, store: AdvisoryStore): string | undefined {
  return freeVersion(each, matchPackages([each], store), store)
}

describe('the version that is free', () => {
  test('of several vulnerabilities is the highest fix, by the order of the ecosystem', () => {
    const store = storeOf('PyPI', 'a', [{ introduced: '0' }, { fixed: '1.9' }], [{ introduced: '0' }, { fixed: '1.10' }])
    expect(free(found('PyPI', 'a', '1.0'), store)).toBe('1.10')
  })

  test('is not one that brings the next vulnerability', () => {
    const store = storeOf('PyPI', 'a', [{ introduced: '0' }, { fixed: '2.0' }], [{ introduced: '2.0' }, { fixed: '2.1' }])
    expect(free(found('PyPI', 'a', '1.0'), store)).toBe('2.1')
  })

  test('does not exist where the fix brings something that nobody has mended', () => {
    const store = storeOf('PyPI', 'a', [{ introduced: '0' }, { fixed: '2.0' }], [{ introduced: '2.0' }])
    expect(free(found('PyPI', 'a', '1.0'), store)).toBeUndefined()
  })

  test('may keep what has no fix now', () => {
    const store = storeOf('PyPI', 'a', [{ introduced: '0' }, { fixed: '2.0' }], [{ introduced: '0' }])
    expect(free(found('PyPI', 'a', '1.0'), store)).toBe('2.0')
  })

  test('does not exist where nothing has a fix', () => {
    expect(free(found('PyPI', 'a', '1.0'), storeOf('PyPI', 'a', [{ introduced: '0' }]))).toBeUndefined()
  })
})

test('a Go module that does not name its major version keeps its mark', () => {
  const store = storeOf('Go', 'github.com/a/b', [{ introduced: '0' }, { fixed: '2.3.1' }])
  const marked = found('Go', 'github.com/a/b', '2.3.0+incompatible')
  expect(updateOf(marked, matchPackages([marked], store), store, packageDocument({ uri: 'go.mod', text: '' }, [marked]))?.version).toBe(
    '2.3.1+incompatible',
  )
})

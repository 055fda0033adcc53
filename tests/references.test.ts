import { expect, test } from 'vitest'

import { checks } from '../src/checks/index.generated.ts'

/** Pages that moved away, and say so only by a redirect. */
const moved: ReadonlySet<string> = new Set(['docs.microsoft.com', 'azure.microsoft.com', 'www.kubernetes.io', 'v1-docs.kubernetes.io'])

/** What Breakwater itself asks of exceptions and attestations; its own guides say more. */
const aboutOwnWords = /^(?:suppression|attestation)\//

const references = checks.flatMap(({ id, references: urls }) => urls.map((url) => [id, url] as const))

test('every check names a page to read on, as an address that lasts', () => {
  const without = checks.filter(({ id, references: urls }) => urls.length === 0 && !aboutOwnWords.test(id))
  expect(without.map(({ id }) => id)).toEqual([])
  const doubtful = references.flatMap(([id, url]) => problemsOf(url).map((problem) => `${id}: ${url} ${problem}`))
  expect(doubtful).toEqual([])
})

test('no check names a page twice', () => {
  const twice = checks.filter(({ references: urls }) => new Set(urls).size < urls.length)
  expect(twice.map(({ id }) => id)).toEqual([])
})

function problemsOf(url: string): readonly string[] {
  const { protocol, hostname, pathname, search, username } = new URL(url)
  return [
    ...(protocol === 'https:' && username === '' ? [] : ['is not a plain https address']),
    ...(moved.has(hostname) ? ['stands on a host that its pages have left'] : []),
    // Without a language the reader gets their own.
    ...(hostname.endsWith('microsoft.com') && /^\/[a-z]{2}-[a-z]{2}\//i.test(pathname) ? ['names a language'] : []),
    ...(hostname === 'kubernetes.io' && /^\/(?!docs\/|blog\/)/.test(pathname) ? ['is none of the documentation'] : []),
    ...(/[?&](?:view|utm_|WT\.mc_id|tabs)/.test(search) ? ['carries a view or a campaign'] : []),
  ]
}

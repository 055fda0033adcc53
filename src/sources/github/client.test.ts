import { afterAll, beforeAll, expect, test } from 'vitest'

import { FakeGithub } from '../../../tests/fake-github.ts'
import { GithubClient } from './client.ts'

let github: FakeGithub
beforeAll(async () => {
  github = await FakeGithub.start()
})
afterAll(async () => github.stop())

const pauses: number[] = []
function client(token?: string): GithubClient {
  pauses.length = 0
  return new GithubClient({
    url: github.url,
    token,
    pause: async (milliseconds) => {
      pauses.push(milliseconds)
    },
  })
}

test('sends the token, and asks for the version that it knows', async () => {
  github.serve({ '/x': { body: { a: 1 } } })
  const { status, body } = await client('t0ken').get('/x')
  expect([status, body]).toEqual([200, { a: 1 }])
  expect(github.received).toEqual([{ method: 'GET', path: '/x', authorization: 'Bearer t0ken', body: undefined }])
})

test('follows pages on the same host only', async () => {
  github.serve({
    '/list': { body: { keys: [1, 2] }, headers: { link: `<${github.url}/more?page=2>; rel="next"` } },
    '/more': { body: { keys: [3] }, headers: { link: '<http://127.0.0.2:1/away>; rel="next"' } },
  })
  const { body } = await client('t0ken').list('/list', 'keys')
  expect(body).toEqual([1, 2, 3])
  expect(github.received.map(({ path }) => path)).toEqual(['/list?per_page=100', '/more?page=2'])
})

test('waits as long as it is asked to, and tries again after a failure', async () => {
  github.serve({
    '/busy': [{ status: 429, headers: { 'retry-after': '7' } }, { status: 502 }, { body: 'done' }],
  })
  expect((await client().get('/busy')).body).toBe('done')
  expect(pauses).toEqual([7000, 1000])
})

test('does not wait for an hour, nor send twice what may have been done', async () => {
  github.serve({
    '/limited': { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.now() / 1000 + 3600) } },
    'POST /made': [{ status: 502 }, { status: 201 }],
  })
  expect((await client().get('/limited')).status).toBe(403)
  expect((await client().send('POST', '/made', { a: 1 })).status).toBe(502)
  expect(pauses).toEqual([])
})

test('names the permission that is missing', async () => {
  github.serve({ '/hidden': { status: 403, body: { message: 'no' }, headers: { 'x-accepted-github-permissions': 'administration=read' } } })
  expect((await client().get('/hidden')).needs).toBe('administration=read')
})

test('says that the token is not accepted, and that nobody answers', async () => {
  github.serve({ '/x': { status: 401 } })
  await expect(client('wrong').get('/x')).rejects.toMatchObject({ code: 'github-refused', exit: 2 })
  const nobody = new GithubClient({ url: 'http://127.0.0.1:1', token: undefined })
  await expect(nobody.get('/x')).rejects.toMatchObject({ code: 'github-unreachable', exit: 4 })
})

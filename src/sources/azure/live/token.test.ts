import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { findToken } from './token.ts'

const endpoint = 'https://management.azure.com/'

let work = ''
let server: Server | undefined

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'token-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  server?.close()
  server = undefined
  rmSync(work, { recursive: true })
})

/** The endpoint for managed identities as App Service offers it: a local address and a header that proves where one is. */
async function offerManagedIdentity(): Promise<string[]> {
  const asked: string[] = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const isTrusted = request.headers['x-identity-header'] === 'here'
    const expires = String(Math.floor(Date.now() / 1000) + 3600)
    response.writeHead(isTrusted ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ access_token: 'managed-token', expires_on: expires, resource: endpoint, token_type: 'Bearer' }))
  })
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done))
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`)
  vi.stubEnv('IDENTITY_HEADER', 'here')
  vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'ManagedIdentityCredential')
  return asked
}

describe('the token to read Azure with', () => {
  test('a file goes before the environment', async () => {
    writeFileSync(join(work, 'token'), 'from-file\n')
    expect(await findToken(join(work, 'token'), endpoint, { AZURE_ACCESS_TOKEN: 'from-environment' }, work)).toBe('from-file')
    expect(await findToken(undefined, endpoint, { AZURE_ACCESS_TOKEN: 'from-environment' }, work)).toBe('from-environment')
  })

  test('where nobody signed in, the managed identity of the machine is asked', async () => {
    const asked = await offerManagedIdentity()
    // A pipeline gives an empty variable where it lacks the secret.
    expect(await findToken(undefined, endpoint, { PATH: work, AZURE_ACCESS_TOKEN: '' }, work)).toBe('managed-token')
    expect(asked.map((url) => new URL(url, 'http://localhost').searchParams.get('resource'))).toEqual(['https://management.azure.com'])
  })

  test('without any identity the run ends, and no more than a sentence of the reason is told', async () => {
    vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential')
    await expect(findToken(undefined, endpoint, { PATH: work }, work)).rejects.toMatchObject({ code: 'azure-no-token' })
  })

  test('what is no token is not sent, and not shown', async () => {
    await expect(findToken(undefined, endpoint, { AZURE_ACCESS_TOKEN: 'two words' }, work)).rejects.toMatchObject({
      code: 'azure-no-token',
      says: { args: { reason: { args: { place: 'AZURE_ACCESS_TOKEN' } } } },
    })
  })
})

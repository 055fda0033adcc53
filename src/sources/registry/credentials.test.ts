import { expect, test } from 'vitest'

import { entraCredentials } from './credentials.ts'

const store = entraCredentials(
  async () => 'token',
  async () => ({ kind: 'basic', username: 'me', password: 'secret' }),
)

test.each(['shop.azurecr.io', 'shop.azurecr.cn', 'shop.azurecr.us', 'shop.westeurope.azurecr.io', 'shop-abc123.azurecr.io'])(
  'the token of Entra ID goes to %s',
  async (registry) => expect(await store(registry)).toMatchObject({ kind: 'entra', token: 'token' }),
)

test.each([
  'docker.io',
  'azurecr.io',
  'shop.azurecr.io.evil.example',
  'shop.azurecr.io:5000',
  'evil.example/shop.azurecr.io',
  '127.0.0.1:5000',
])('and not to %s', async (registry) => expect(await store(registry)).toMatchObject({ kind: 'basic' }))

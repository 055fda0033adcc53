import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { certificatesIn } from '../../supply-chain/notary/certificate.ts'
import { SignatureError } from '../../supply-chain/notary/envelope.ts'
import { signArtifact } from '../../supply-chain/notary/sign.ts'
import { parseTrustPolicies } from '../../supply-chain/notary/trust-policy.ts'
import { verifyEnvelope } from '../../supply-chain/notary/verify.ts'
import { keyVaultSigner } from './key-vault.ts'

let work = ''
let server: Server
let origin = ''
const asked: string[] = []

/** Speaks as much of Key Vault's REST API as signing needs, with keys of its own. */
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'vault-'))
  for (const [name, ...kind] of [
    ['ec', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
    ['rsa', 'rsa:2048'],
  ] as const)
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        ...kind,
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
        '-days',
        '1',
        '-subj',
        '/C=US/ST=WA/O=Test/CN=vault',
        '-addext',
        'keyUsage=critical,digitalSignature',
        '-addext',
        'basicConstraints=critical,CA:FALSE',
      ],
      { cwd: work, stdio: 'pipe' },
    )
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    const [, kind, name = ''] = /^\/(keys|certificates)\/(\w+)\/v1/.exec(request.url ?? '') ?? []
    if (request.headers.authorization !== 'Bearer entra')
      return response.writeHead(401).end(JSON.stringify({ error: { code: 'Unauthorized', message: 'who are you?' } }))
    if (kind === 'certificates')
      return response.end(JSON.stringify({ cer: certificatesIn(readFileSync(join(work, `${name}.pem`)))[0]!.der.toString('base64') }))
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    return request.on('end', () => {
      const { alg, value } = JSON.parse(body) as { alg: string; value: string }
      response.end(JSON.stringify({ kid: 'k', value: signDigest(alg, Buffer.from(value, 'base64url')).toString('base64url') }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 30_000)
afterAll(async () => {
  await new Promise((done) => server.close(done))
  rmSync(work, { recursive: true })
})

/** Signs a digest as such: openssl does, where Node would hash it again. */
function signDigest(alg: string, digest: Buffer): Buffer {
  const pss = alg.startsWith('PS')
  const input = join(work, 'digest')
  execFileSync('sh', ['-c', `cat > ${input}`], { input: digest })
  const options = pss ? ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest'] : []
  const keyFile = join(work, pss ? 'rsa.key' : 'ec.key')
  const der = execFileSync('openssl', [
    'pkeyutl',
    '-sign',
    '-inkey',
    keyFile,
    '-in',
    input,
    '-pkeyopt',
    `digest:sha${alg.slice(2)}`,
    ...options,
  ])
  return pss ? der : rawOf(der, 48)
}

/** ECDSA's two numbers side by side, as the vault gives them, from the DER that openssl gives. */
function rawOf(der: Buffer, size: number): Buffer {
  const first = der.subarray(4, 4 + der[3]!)
  const second = der.subarray(6 + der[3]!)
  const fixed = (number: Buffer): Buffer => Buffer.concat([Buffer.alloc(size), number]).subarray(-size)
  return Buffer.concat([fixed(first), fixed(second)])
}

describe('signing in Azure Key Vault', () => {
  const artefact = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${'b'.repeat(64)}`, size: 7 }

  test.each(['ec', 'rsa'])('a signature with a key of type %s verifies', async (name) => {
    const signer = await keyVaultSigner(`${origin}/keys/${name}/v1`, { token: async () => 'entra', selfSigned: true })
    const now = new Date()
    const stored = await signArtifact(artefact, signer, { format: 'cose', signingTime: now, agent: 'breakwater/0.1.0' })
    const [policy] = parseTrustPolicies(
      JSON.stringify({
        version: '1.0',
        trustPolicies: [
          { name: 't', registryScopes: ['*'], signatureVerification: { level: 'strict' }, trustStores: ['ca:t'], trustedIdentities: ['*'] },
        ],
      }),
    )
    const store = { certificates: () => certificatesIn(readFileSync(join(work, `${name}.pem`))) }
    const result = await verifyEnvelope(stored.envelope, stored.mediaType, artefact, {
      policy: policy!,
      store,
      now: new Date(now.getTime() + 1500),
    })
    expect(result.results.filter(({ error }) => error !== undefined)).toEqual([])
    expect(asked.slice(-2)).toEqual([`GET /certificates/${name}/v1?api-version=7.4`, `POST /keys/${name}/v1/sign?api-version=7.4`])
  })

  test('what the vault refuses is said in its words', async () => {
    await expect(keyVaultSigner(`${origin}/keys/ec/v1`, { token: async () => 'other', selfSigned: true })).rejects.toThrow(
      'the vault refuses: Unauthorized: who are you?',
    )
  })

  test('a certificate that signs itself must be allowed, and the address must be one of a vault', async () => {
    await expect(keyVaultSigner(`${origin}/keys/ec/v1`, { token: async () => 'entra' })).rejects.toThrow(SignatureError)
    await expect(keyVaultSigner('http://vault.example/keys/ec/v1', { token: async () => 'entra' })).rejects.toThrow(SignatureError)
  })
})

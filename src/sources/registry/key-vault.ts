import { createHash } from 'node:crypto'

import { spoken } from '../../core/text.ts'
import { parseCertificate } from '../../supply-chain/notary/certificate.ts'
import { SignatureError } from '../../supply-chain/notary/envelope.ts'
import { algorithmFor, type Signer } from '../../supply-chain/notary/keys.ts'
import { asObject, asText } from '../../supply-chain/untrusted.ts'
import { readBody, Transport, type TransportOptions } from './transport.ts'

const API_VERSION = '7.4'
const MAX_ANSWER = 1024 * 1024

export interface KeyVaultOptions extends TransportOptions {
  /** Gives a token of Microsoft Entra ID for `https://vault.azure.net`. */
  readonly token: () => Promise<string>
  /** Certificates of the authorities above the one in the vault, in DER, where it holds its own alone. */
  readonly authorities?: readonly Buffer[]
  /** Let a certificate that signs itself stand alone. */
  readonly selfSigned?: boolean
}

/**
 * A signer whose key never leaves Azure Key Vault: the digest goes there, the signature comes back.
 *
 * @param keyId `https://<vault>/keys/<name>/<version>`; the certificate of the same name is taken from the vault
 * @throws {SignatureError}
 */
export async function keyVaultSigner(
  keyId: string,
  { token, authorities = [], selfSigned = false, ...options }: KeyVaultOptions,
): Promise<Signer> {
  const url = URL.parse(keyId)
  const [, name, version] = /^\/keys\/([\w-]+)\/(\w+)$/.exec(url?.pathname ?? '') ?? []
  const local = url !== null && /^(?:127\.0\.0\.1|localhost)$/.test(url.hostname)
  if (url === null || name === undefined || version === undefined || (url.protocol !== 'https:' && !local))
    throw new SignatureError(
      spoken(
        {
          en: '{key} is no key of a vault, such as https://vault.vault.azure.net/keys/name/version',
          ja: '{key} は Key Vault の鍵ではありません（例: https://vault.vault.azure.net/keys/name/version）',
        },
        { key: keyId },
      ),
    )
  const vault = new Vault(url.origin, token, new Transport(options))
  const certificate = await vault.get(`/certificates/${name}/${version}`)
  const own = Buffer.from(asText(certificate['cer']) ?? '', 'base64')
  const leaf = parseCertificate(own)
  const alone = leaf.x509.issuer === leaf.x509.subject
  if (alone && !selfSigned)
    throw new SignatureError(
      spoken({ en: 'the certificate signs itself, and that was not allowed', ja: '自己署名の証明書ですが、それは許可されていません' }),
    )
  const algorithm = algorithmFor(leaf.publicKey)
  return {
    algorithm,
    chain: alone ? [own] : [own, ...authorities],
    async sign(bytes) {
      const digest = createHash(`sha${algorithm.slice(2)}`)
        .update(bytes)
        .digest('base64url')
      const answer = await vault.post(`/keys/${name}/${version}/sign`, { alg: algorithm, value: digest })
      const value = asText(answer['value'])
      if (value === undefined)
        throw new SignatureError(spoken({ en: 'the vault gave no signature', ja: 'Key Vault が署名を返しませんでした' }))
      return Buffer.from(value, 'base64url')
    },
  }
}

class Vault {
  readonly #origin: string
  readonly #token: () => Promise<string>
  readonly #transport: Transport

  constructor(origin: string, token: () => Promise<string>, transport: Transport) {
    this.#origin = origin
    this.#token = token
    this.#transport = transport
  }

  get(path: string): Promise<Readonly<Record<string, unknown>>> {
    return this.#send(path)
  }

  post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    return this.#send(path, JSON.stringify(body))
  }

  async #send(path: string, body?: string): Promise<Readonly<Record<string, unknown>>> {
    const response = await this.#transport.send(`${this.#origin}${path}?api-version=${API_VERSION}`, {
      authorization: `Bearer ${await this.#token()}`,
      ...(body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    })
    const text = (await readBody(response, MAX_ANSWER)).toString('utf8')
    let answer: Readonly<Record<string, unknown>>
    try {
      answer = asObject(JSON.parse(text))
    } catch {
      throw new SignatureError(
        spoken(
          {
            en: 'the vault answers with something else than JSON (status {status})',
            ja: 'Key Vault の応答が JSON ではありません（状態 {status}）',
          },
          { status: response.status },
        ),
      )
    }
    if (!response.ok) {
      const { code, message } = asObject(answer['error'])
      throw new SignatureError(
        spoken(
          { en: 'the vault refuses: {code}: {problem}', ja: 'Key Vault が拒否しました: {code}: {problem}' },
          { code: asText(code) ?? response.status, problem: asText(message) ?? '' },
        ),
      )
    }
    return answer
  }
}

import { randomBytes } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { azureKeyChecksum, entraSecretChecksum, marvin32, prefixedTokenChecksum } from './checksum.ts'
import { scanText } from './detect.ts'
import { secretRules } from './rules.ts'

/* Sample secrets are put together here, so that no file of the repository holds one. */
const githubToken = ['ghp_', 'i9wi5t1zrm0hzw5fhalkpiwhiji3qqoqsw2d'].join('')
const password = ['Zq8v', 'K2mX91'].join('')
const encoded = Buffer.from(password).toString('base64')
const stripeKey = ['sk_', 'live_', '4eC39HqLyjWDarjtT1zdp7dc'].join('')

function find(text: string, uri = 'app/settings.txt') {
  return scanText({ uri, text }).map((match) => [match.rule, text.slice(match.range.start, match.range.end)])
}

/** A key of Azure's form: random bytes, signature, checksum. */
function azureKey(length: number, signature: string, seed: string): string {
  for (;;) {
    const bytes = randomBytes(length)
    const text = bytes.toString('base64')
    const place = text.replace(/=+$/, '').length - 6 - signature.length
    const marked = Buffer.from(text.slice(0, place) + signature + text.slice(place + signature.length), 'base64')
    // The bits between signature and checksum are zero, so that the signature shows in base64.
    marked[length - 5]! &= [0xff, 0, 0xfc, 0, 0xf0][((length - 7) * 8) % 6]!
    marked.writeUInt32LE(marvin32(marked.subarray(0, -4), seed), length - 4)
    const key = marked.toString('base64')
    if (key.slice(place, place + signature.length) === signature) return key
  }
}

describe('scanText', () => {
  test('points at the value and shows none of it', () => {
    const text = `user = me\ntoken = "${githubToken}" # 日本語\n`
    const [match, ...others] = scanText({ uri: 'a.txt', text })
    expect(others).toEqual([])
    expect(match).toMatchObject({
      rule: 'github-pat',
      redacted: 'ghp_****',
      severity: 'critical',
      checksum: 'invalid',
      confidence: 'medium',
    })
    expect(text.slice(match!.range.start, match!.range.end)).toBe(githubToken)
    expect(JSON.stringify(match)).not.toContain(githubToken.slice(4, 12))
  })

  test('gives one fingerprint to a value wherever it stands, another to another value or key', () => {
    const at = (text: string, key?: string) => scanText({ uri: 'a', text }, key === undefined ? {} : { key })[0]!.fingerprint
    const here = at(`a = ${stripeKey}`)
    expect(at(`\n\n\nother: '${stripeKey}'`)).toBe(here)
    expect(at(`a = ${stripeKey.replace('4e', '5e')}`)).not.toBe(here)
    expect(at(`a = ${stripeKey}`, 'project key')).not.toBe(here)
  })

  test('looks through two layers of encoding and points at the outermost', () => {
    const once = Buffer.from(`password is ${stripeKey}`).toString('base64')
    const twice = Buffer.from(`blob ${once} end`).toString('base64')
    expect(find(`x ${twice} y`)).toEqual([['stripe-access-token', twice]])
    expect(scanText({ uri: 'a', text: twice })[0]!.decodedFrom).toEqual(['base64', 'base64'])
    const hex = Buffer.from(`k=${stripeKey}`).toString('hex')
    expect(scanText({ uri: 'a', text: hex })[0]!.decodedFrom).toEqual(['hex'])
    const percent = `https://x.example/?q=%74oken%3D${stripeKey.replace('_', '%5F')}`
    expect(scanText({ uri: 'a', text: percent })[0]).toMatchObject({ rule: 'stripe-access-token', decodedFrom: ['percent'] })
    expect(scanText({ uri: 'a', text: Buffer.from(twice).toString('base64') })).toEqual([])
  })

  test('reads every way of assigning', () => {
    const value = '7fk2j9xq4mzp8w1v5t3r6y0ab2cd4ef6'
    for (const text of [
      `algolia_key=${value}`,
      `algolia: '${value}'`,
      `"algoliaKey" : "${value}",`,
      `const algoliaKey = "${value}";`,
      `algoliaKey := \`${value}\``,
      `$algolia .= "${value}"`,
      `setProperty("ALGOLIA_KEY", "${value}")`,
      `<algoliaKey>\n  ${value}\n</algoliaKey>`,
      `:algolia => '${value}'`,
      `--algolia-key=${value} --other`,
      `{"text": "ALGOLIA=${value}\\nNEXT=1"}`,
    ])
      expect([text, find(text)]).toEqual([text, [['algolia-api-key', value]]])
  })

  test('proves keys of Azure services by their checksum', () => {
    const storage = azureKey(64, '+ASt', 'Default0')
    expect(scanText({ uri: 'a', text: `AccountKey=${storage};EndpointSuffix=core.windows.net` })).toMatchObject([
      { rule: 'azure-storage-account-key', checksum: 'valid', confidence: 'high', severity: 'critical', redacted: '****' },
    ])
    const bus = azureKey(32, '+ASb', 'Manage00')
    expect(scanText({ uri: 'a', text: `SharedAccessKey=${bus}` })).toMatchObject([{ rule: 'azure-service-bus-key', checksum: 'valid' }])
    const registry = azureKey(39, '+ACR', 'ACRDflt0')
    expect(scanText({ uri: 'a', text: `password: ${registry}` })).toMatchObject([
      { rule: 'azure-container-registry-key', checksum: 'valid' },
    ])
    expect(azureKeyChecksum('Default0')(storage.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')))).toBe('invalid')
  })

  test('finds what stands in settings only by the file that it stands in', () => {
    expect(find('DB_PASSWORD=Kx7!mQ2vTz\n', 'deploy/.env')).toEqual([['config-password', 'Kx7!mQ2vTz']])
    expect(find('DB_PASSWORD=Kx7!mQ2vTz\n', 'notes.txt')).toEqual([])
    expect(find('DB_PASSWORD=${DB_PASSWORD}\nPASSWORD=changeme\n', '.env')).toEqual([])
    expect(find('<add key="ClearTextPassword" value="JzptCdmevy%Rd" />', 'src/NuGet.config')).toEqual([
      ['nuget-config-password', 'JzptCdmevy%Rd'],
    ])
  })

  test('reads connection strings and URLs with a password, not templates of them', () => {
    expect(find(`Server=tcp:db.example,1433;User ID=sa;Password=${password};Encrypt=True`, 'a.cs')).toEqual([
      ['connection-string-password', password],
    ])
    expect(find(`postgres://app:${password}@db.example:5432/shop`)).toEqual([['url-credentials', password]])
    expect(find('postgres://app:${PASSWORD}@db.example/shop\nhttps://user:password@example.com\nhttps://$USER:$TOKEN@example.com')).toEqual(
      [],
    )
  })

  test('decodes no further than the values of a Kubernetes Secret need', () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  username: YWRtaW5pc3RyYXRvcg==\n  password: "${encoded}"\n---\nkind: ConfigMap\ndata:\n  other: ${encoded}\n`
    expect(find(text, 'k8s/db.yaml')).toEqual([['kubernetes-secret-yaml', encoded]])
  })

  test('takes a private key whole', () => {
    const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')
    const key = `${begin}\n${randomBytes(300).toString('base64')}\n-----END PRIVATE KEY-----`
    expect(find(`a: |\n${key}\nb`)).toEqual([['private-key', key]])
    expect(find(`${begin}\n...\n-----END PRIVATE KEY-----`)).toEqual([])
  })
})

describe('checksums', () => {
  test('Marvin32 gives the published values', () => {
    const seed = Buffer.from([0x00, 0x4f, 0xb6, 0x1a, 0x00, 0x1b, 0xdb, 0xcc]).toString('latin1')
    const sum = (...bytes: number[]) => marvin32(Uint8Array.from(bytes), seed)
    expect(sum()).toBe((0x30ed35c1 ^ 0x00cd3c7d) >>> 0)
    expect(sum(0xaf)).toBe((0x48e73fc7 ^ 0x7d75ddc1) >>> 0)
    expect(sum(0xe7, 0x0f)).toBe((0xb5f6e1fc ^ 0x485dbff8) >>> 0)
    expect(sum(0x37, 0xf4, 0x95)).toBe((0xf0b07c78 ^ 0x9b8cf7e8) >>> 0)
    expect(sum(0x86, 0x42, 0xdc, 0x59)).toBe((0x7008f2e8 ^ 0x7e9cf556) >>> 0)
  })

  test('other formats', () => {
    // The sample that GitHub published when it introduced the format.
    expect(prefixedTokenChecksum(['ghp_', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17'].join(''))).toBe('valid')
    expect(prefixedTokenChecksum(githubToken)).toBe('invalid')
    expect(entraSecretChecksum(['abc8Q', '0123456789012345678901234567890'].join('~'))).toBe('invalid')
  })
})

describe('hostile input', () => {
  test.each(secretRules.map((rule) => [rule.id, rule] as const))('%s takes time linear in the text', (_id, rule) => {
    const mark = rule.keywords[0] ?? 'x'
    const texts = [
      `${mark}${mark}`.repeat(10_000 / mark.length),
      `${mark}='"`.repeat(4000),
      `${mark}${'A1a'.repeat(10_000)}`,
      `${mark} \\\n`.repeat(4000),
    ]
    const before = performance.now()
    for (const text of texts) scanText({ uri: 'x', text }, { depth: 0 })
    expect(performance.now() - before).toBeLessThan(2000)
  })

  test('encoding in encoding, percent signs and endless runs end', () => {
    const before = performance.now()
    scanText({ uri: 'x', text: '%41'.repeat(100_000) })
    scanText({ uri: 'x', text: 'QUFB'.repeat(500_000) })
    scanText({ uri: 'x', text: `kind: Secret\n${'data:\n  a: |\n   b\n'.repeat(30_000)}` })
    expect(performance.now() - before).toBeLessThan(4000)
  })
})

describe('rules', () => {
  test('have unique ids, keywords in lower case and both languages', () => {
    expect(new Set(secretRules.map(({ id }) => id)).size).toBe(secretRules.length)
    for (const rule of secretRules) {
      expect(rule.keywords).toEqual(rule.keywords.map((keyword) => keyword.toLowerCase()))
      expect(rule.name.ja).toMatch(/[ぁ-んァ-ヶ一-龠]|PKCS|URL|SAS|API/)
      expect(rule.finder.how === 'path' || rule.keywords.length > 0).toBe(true)
    }
  })
})

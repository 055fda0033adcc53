import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { certificatesIn, type ParsedCertificate } from './certificate.ts'
import { SignatureError } from './envelope.ts'
import { revocationCheck, type RevocationFetch } from './revocation.ts'

const CRL = 'http://ca.example/ca.crl'
const OCSP = 'http://ocsp.example/'
let work = ''
const file = (name: string): string => join(work, name)
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: work, stdio: 'pipe' })

/** A small authority: one good and one revoked certificate for each way to ask. */
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'revocation-'))
  writeFileSync(file('index.txt'), '')
  writeFileSync(file('crlnumber'), '01\n')
  writeFileSync(
    file('ca.cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${file('index.txt')}\nnew_certs_dir=${work}\nserial=${file('serial')}\ncrlnumber=${file('crlnumber')}\ncertificate=${file('ca.pem')}\nprivate_key=${file('ca.key')}\ndefault_md=sha256\ndefault_days=2\ndefault_crl_days=2\npolicy=p\n[p]\ncommonName=supplied\n[crl]\nkeyUsage=critical,digitalSignature\ncrlDistributionPoints=URI:${CRL}\n[ocsp]\nkeyUsage=critical,digitalSignature\nauthorityInfoAccess=OCSP;URI:${OCSP}\n[none]\nkeyUsage=critical,digitalSignature\n`,
  )
  writeFileSync(file('serial'), '1000\n')
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '3',
    '-subj',
    '/CN=root',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign,digitalSignature',
  )
  for (const section of ['crl', 'ocsp', 'none'])
    for (const name of ['good', 'bad']) {
      openssl(
        'req',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        'leaf.key',
        '-out',
        'leaf.csr',
        '-subj',
        `/CN=${section}-${name}`,
      )
      openssl('ca', '-batch', '-config', 'ca.cnf', '-extensions', section, '-in', 'leaf.csr', '-out', `${section}-${name}.pem`, '-notext')
      if (name === 'bad') openssl('ca', '-config', 'ca.cnf', '-revoke', `${section}-${name}.pem`)
    }
  openssl('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'crl.pem')
  openssl('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'ca.crl')
}, 60_000)
afterAll(() => rmSync(work, { recursive: true }))

/** Answers as the authority would. */
const authority: RevocationFetch = async (url, body) => {
  if (url === CRL) return readFileSync(file('ca.crl'))
  writeFileSync(file('request.der'), body ?? '')
  openssl(
    'ocsp',
    '-index',
    'index.txt',
    '-CA',
    'ca.pem',
    '-rsigner',
    'ca.pem',
    '-rkey',
    'ca.key',
    '-reqin',
    'request.der',
    '-respout',
    'answer.der',
    '-ndays',
    '1',
  )
  return readFileSync(file('answer.der'))
}

function chainOf(name: string): readonly ParsedCertificate[] {
  return [...certificatesIn(readFileSync(file(`${name}.pem`))), ...certificatesIn(readFileSync(file('ca.pem')))]
}

async function verdict(name: string, fetcher: RevocationFetch = authority, now = new Date(Date.now() + 5000)): Promise<string> {
  try {
    await revocationCheck(fetcher, () => now)(chainOf(name), now)
    return 'good'
  } catch (error) {
    if (error instanceof SignatureError) return error.message.includes('was revoked, says') ? 'revoked' : 'cannot be told'
    throw error
  }
}

describe('revocation', () => {
  test.each([
    ['crl-good', 'good'],
    ['crl-bad', 'revoked'],
    ['ocsp-good', 'good'],
    ['ocsp-bad', 'revoked'],
    ['none-bad', 'good'],
  ])('%s is %s', async (name, expected) => {
    expect(await verdict(name)).toBe(expected)
  })

  test.each(['crl-good', 'ocsp-good'])('nobody to ask: %s cannot be told', async (name) => {
    expect(await verdict(name, async () => Promise.reject(new Error('no answer')))).toBe('cannot be told')
    expect(await verdict(name, async () => Buffer.from('not DER'))).toBe('cannot be told')
  })

  test.each(['crl-good', 'ocsp-good'])('an answer that was changed or is out of date counts for nothing: %s', async (name) => {
    const changed: RevocationFetch = async (url, body, timeout) => {
      const answer = Buffer.from(await authority(url, body, timeout))
      answer[Math.floor(answer.length / 4)]! ^= 1
      return answer
    }
    expect(await verdict(name, changed)).toBe('cannot be told')
    expect(await verdict(name, authority, new Date(Date.now() + 10 * 86_400_000))).toBe('cannot be told')
  })
})

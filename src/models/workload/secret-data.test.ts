import { describe, expect, it } from 'vitest'

import { KubernetesObject } from '../kubernetes/object.ts'
import { secretEntries } from './secret-data.ts'

/** The keys that are found in a Secret whose values are written like this. */
function found(fields: object, text = ''): string[] {
  const document: KubernetesObject['document'] = {
    uri: '',
    place: (path) => ({ source: { uri: '', text }, range: { start: 0, end: text.length }, path }),
    edit: () => undefined,
  }
  return secretEntries(new KubernetesObject({ apiVersion: 'v1', kind: 'Secret', ...fields }, document)).map(({ key }) => key)
}

const base64 = (plain: string | Buffer) => Buffer.from(plain).toString('base64')

describe('secretEntries', () => {
  it.each([
    ['password', base64('hunter2')],
    ['token', base64('k3J9sQ2mX7vB1nL5')],
    ['tls.key', base64(['-----BEGIN PRIVATE', 'KEY-----\nMIIE\n-----END PRIVATE', 'KEY-----\n'].join(' '))],
    ['keystore.jks', base64(Buffer.from([0xfe, 0xed, 0xfe, 0xed, 0x80, 0x81, 0x82, 0x83]))],
    ['api', base64('anything else')],
    ['settings.ini', base64('[db]\nhost = db\npassword = hunter2\n')],
    ['broken', 'not base64!'],
  ])('data.%s', (key, value) => expect(found({ data: { [key]: value } })).toEqual([key]))

  it.each([
    ['password', ''],
    ['password', base64('')],
    ['password', base64('${PASSWORD}')],
    ['password', base64('changeme\n')],
    ['username', base64('shop')],
    ['host', base64('db.example.com')],
    ['ca.crt', base64('-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n')],
    ['enabled', base64('true')],
    ['port', base64('5432')],
    ['alertmanager.yaml', base64('route:\n  receiver: "null"\nreceivers:\n  - name: "null"\n')],
  ])('not data.%s %#', (key, value) => expect(found({ data: { [key]: value } })).toEqual([]))

  it('takes stringData as it is', () => expect(found({ stringData: { password: 'hunter2', user: 'shop' } })).toEqual(['password']))
  it('leaves alone what SOPS has encrypted', () => expect(found({ data: { password: 'hunter2' }, sops: {} })).toEqual([]))

  it.each([
    ['{{ randAlphaNum 12 | b64enc | quote }}', []],
    ['{{ include "shop.password" . }}', []],
    ['{{ .Values.password | b64enc | quote }}', ['password']],
    ['aHVudGVyMg==', ['password']],
  ])('%s', (written, keys) => expect(found({ data: { password: 'aHVudGVyMg==' } }, written)).toEqual(keys))
})

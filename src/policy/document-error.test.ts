import { expect, test } from 'vitest'

import { render } from '../core/text.ts'
import { missingParams } from './cel/params.ts'
import { PolicyDocumentError } from './document-error.ts'
import { FieldReader } from './untyped.ts'

function errorOf(run: () => unknown): PolicyDocumentError {
  try {
    run()
  } catch (error) {
    if (error instanceof PolicyDocumentError) return error
  }
  throw new TypeError('nothing was thrown')
}

test('a field that is wrong is named in both languages', () => {
  const { says, message } = errorOf(() => new FieldReader('Owned all', { spec: { match: 1 } }).mapping(['spec', 'match']))
  expect([render(says, 'en'), render(says, 'ja')]).toEqual([
    'Owned all: spec.match: must be a mapping',
    'Owned all: spec.match: マッピングでなければなりません',
  ])
  expect(message).toBe(render(says, 'en'))
})

test('parameters that are not at hand are named in both languages', () => {
  const kind = { apiVersion: 'v1', kind: 'ConfigMap' }
  const byName = missingParams('b', kind, { name: 'limits', notFound: 'Deny' } as Parameters<typeof missingParams>[2])
  expect([render(byName, 'en'), render(byName, 'ja')]).toEqual([
    'the parameters of binding b (ConfigMap limits) are not among the given documents; a cluster without them refuses',
    'バインディング b のパラメーター（ConfigMap limits）が、与えられた文書にありません。これがないクラスターは拒否します',
  ])
})

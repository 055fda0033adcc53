import { expect, test } from 'vitest'

import { readAdmissionPolicy } from '../cel/admission-policy.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { readPolicyDocuments } from '../documents.ts'
import { problemPlace } from './expression-place.ts'

/** What is marked in a policy whose only validation is written like this: line, column and the text itself. */
function marked(expression: string, uri = 'policy.yaml'): string {
  const metadata = 'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: a}\n'
  const yaml = `${metadata}spec:\n  validations:\n    - expression: ${expression}\n      message: denied\n`
  const json = `{"kind": "ValidatingAdmissionPolicy", "metadata": {"name": "a"}, "spec": {"validations": [{"expression": ${expression}}]}}`
  const [document] = readPolicyDocuments({ uri, text: uri.endsWith('.json') ? json : yaml }).documents
  try {
    readAdmissionPolicy(document!.value)
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error
    const { range, source } = problemPlace(document!, error)
    const before = source.text.slice(0, range.start).split('\n')
    return `${before.length}:${before.at(-1)!.length + 1} ${source.text.slice(range.start, range.end)}`
  }
  throw new Error('no problem')
}

test.each([
  ['plain', 'object.a == 1 && nothing.b == 2', '6:36 nothing'],
  ['in single quotes', `'object.a == ''x'' && nothing.b == 2'`, '6:41 nothing'],
  ['in double quotes', String.raw`"object.a == \"\u0078\" && nothing.b == 2"`, '6:46 nothing'],
  ['as a literal block', '|-\n        object.a == 1 &&\n          nothing.b == 2', '8:11 nothing'],
  ['as a folded block', '>\n        object.a == 1 &&\n        nothing.b == 2', '8:9 nothing'],
  ['with blanks before it', '|\n        \n        nothing', '8:9 nothing'],
  ['in several plain lines', 'object.a == 1\n        && nothing.b', '7:12 nothing'],
  ['at its end', 'object.a ==', '6:19 object.a =='],
  ['of the wrong type', 'object.a', '6:19 object'],
  ['of the wrong type, as a block', '|\n        object.a', '7:9 object'],
])('the word that is wrong is found in an expression %s', (_, expression, place) => {
  expect(marked(expression)).toBe(place)
})

test('the word that is wrong is found in JSON', () => {
  expect(marked(String.raw`"object.a == \"x\" && nothing"`, 'policy.json')).toBe('1:128 nothing')
})

import { expect, test } from 'vitest'

import type { Check } from './check.ts'
import { distinctFindings } from './distinct-findings.ts'
import type { Finding, Suppressed } from './finding.ts'
import type { Path, Range } from './location.ts'
import { text } from './text.ts'

const source = { uri: 'deploy.yaml', text: 'x'.repeat(100) }
const accepted: Suppressed = { by: 'comment', reason: 'accepted' }

interface Given {
  readonly check: string
  readonly range?: readonly [number, number]
  readonly path?: Path
  readonly namespace?: string
  readonly name?: string
  readonly file?: boolean
  readonly says?: string
  readonly rest?: Partial<Finding>
}

function finding({
  check,
  range = [0, 5],
  path = ['spec'],
  namespace = 'shop',
  name = 'web',
  file,
  says = check,
  rest = {},
}: Given): Finding {
  const at: Range = { start: range[0], end: range[1] }
  return {
    check,
    controls: [`${check}-control`],
    standards: [`${check}-standard`],
    outcome: 'fail',
    severity: 'medium',
    confidence: 'high',
    resource: file === true ? { type: 'file', name: source.uri } : { apiVersion: 'v1', kind: 'Pod', namespace, name },
    message: { text: text({ en: says, ja: says }), args: {} },
    title: text({ en: 'title', ja: '題' }),
    place: { source, range: at, path },
    related: [],
    fixes: [],
    suppressed: null,
    fingerprint: `${check}/${namespace}/${name}/${path.join('.')}`,
    ...rest,
  }
}

/** Checks by id, with the ids that cover each. */
function checksOf(coveredBy: Readonly<Record<string, readonly string[]>>): readonly Check[] {
  return Object.entries(coveredBy).map(([id, others]) => ({ id, coveredBy: others }) as unknown as Check)
}

const idsOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ fingerprint }) => fingerprint)

test('one of a base that two overlays put into two namespaces', () => {
  const findings = [finding({ check: 'a/one', namespace: 'dev' }), finding({ check: 'a/one', namespace: 'prod' })]
  expect(idsOf(distinctFindings(findings, []))).toEqual(['a/one/dev/web/spec'])
})

test('another object, another message, another place or other details are no repeat', () => {
  const findings = [
    finding({ check: 'a/one' }),
    finding({ check: 'a/one', name: 'api' }),
    finding({ check: 'a/one', says: 'something else' }),
    finding({ check: 'a/one', range: [6, 9] }),
    finding({ check: 'a/one', rest: { details: { secret: 'other' } } }),
    finding({ check: 'a/one', rest: { suppressed: accepted } }),
  ]
  expect(distinctFindings(findings, [])).toEqual(findings)
})

test('what another check says of the field around, or of what is in it, stands for it', () => {
  const findings = [
    finding({ check: 'a/volume', path: ['volumes', 0, 'hostPath'], range: [0, 8], rest: { severity: 'high' } }),
    finding({ check: 'a/path', path: ['volumes', 0, 'hostPath', 'path'], range: [10, 12] }),
    finding({ check: 'a/volume', path: ['volumes', 1, 'hostPath'], range: [20, 28] }),
  ]
  const distinct = distinctFindings(findings, checksOf({ 'a/volume': ['a/path'] }))
  expect(distinct).toEqual([
    {
      ...findings[1],
      severity: 'high',
      also: ['a/volume'],
      controls: ['a/path-control', 'a/volume-control'],
      standards: ['a/path-standard', 'a/volume-standard'],
    },
    findings[2],
  ])
})

test('over two steps, all go into the last', () => {
  const findings = [
    finding({ check: 'a/type', path: ['hostPath'] }),
    finding({ check: 'a/volume', path: ['hostPath'] }),
    finding({ check: 'a/path', path: ['hostPath', 'path'], range: [9, 10] }),
  ]
  const [only, ...others] = distinctFindings(findings, checksOf({ 'a/type': ['a/volume'], 'a/volume': ['a/path'] }))
  expect(others).toEqual([])
  expect(only).toMatchObject({ check: 'a/path', also: ['a/type', 'a/volume'] })
})

test('fields that are missing in one mapping share their place', () => {
  const findings = [finding({ check: 'a/name', path: ['spec', 'name'] }), finding({ check: 'a/token', path: ['spec', 'token'] })]
  expect(idsOf(distinctFindings(findings, checksOf({ 'a/name': ['a/token'] })))).toEqual(['a/token/shop/web/spec.token'])
})

test('a secret in a text goes into that of the object around it, with its details', () => {
  const details = { secret: { rule: 'password' } }
  const findings = [
    finding({ check: 'a/text', file: true, range: [11, 19], rest: { details } }),
    finding({ check: 'a/object', range: [10, 20], path: ['data', 'password'] }),
    finding({ check: 'a/text', file: true, range: [20, 30], rest: { details } }),
  ]
  const distinct = distinctFindings(findings, checksOf({ 'a/text': ['a/object'] }))
  expect(distinct.map(({ check, also, details: kept }) => [check, also, kept])).toEqual([
    ['a/object', ['a/text'], details],
    ['a/text', undefined, details],
  ])
})

test('another object at the same place covers nothing, and neither does a check that did not run', () => {
  const findings = [finding({ check: 'a/name' }), finding({ check: 'a/token', name: 'api' })]
  expect(distinctFindings(findings, checksOf({ 'a/name': ['a/token', 'a/other'] }))).toEqual(findings)
})

test('what is suppressed stays visible unless that which stands for it is suppressed as well', () => {
  const name = finding({ check: 'a/name', rest: { suppressed: accepted } })
  const token = finding({ check: 'a/token' })
  const checks = checksOf({ 'a/name': ['a/token'] })
  expect(distinctFindings([name, token], checks)).toEqual([name, token])
  const both = distinctFindings([name, { ...token, suppressed: accepted }], checks)
  expect(both.map(({ check, suppressed }) => [check, suppressed])).toEqual([['a/token', accepted]])
})

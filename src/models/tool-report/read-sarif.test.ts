import { describe, expect, test } from 'vitest'

import { BreakwaterError } from '../../core/error.ts'
import { positionAt } from '../../core/location.ts'
import { readSarif } from './read-sarif.ts'

const app = { uri: 'src/app.js', text: "const a = 1\n  db.query('SELECT ' + id)\n" }
const located = { sources: new Map([[app.uri, app]]), cwd: '/repo/shop' }

interface Result {
  readonly [name: string]: unknown
}

function sarif(tool: string, results: readonly Result[], more: object = {}, rules: readonly object[] = []): { uri: string; text: string } {
  return {
    uri: `${tool}.sarif`,
    text: JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: tool, rules } }, results, ...more }] }),
  }
}

function at(artifactLocation: object, region: object = { startLine: 2, startColumn: 12, endColumn: 26 }): Result {
  return { ruleId: 'r', message: { text: 'words' }, locations: [{ physicalLocation: { artifactLocation, region } }] }
}

function only(file: { uri: string; text: string }) {
  const [report] = readSarif([file], located).reports
  return report!.results[0]!
}

describe('places', () => {
  test.each([
    ['a relative address', { uri: 'src/app.js' }, {}],
    [
      'an address with a base',
      { uri: 'app.js', uriBaseId: 'SRC' },
      { originalUriBaseIds: { SRC: { uri: 'src/', uriBaseId: 'ROOT' }, ROOT: { uri: 'file:///repo/shop/' } } },
    ],
    ['a base that is not told', { uri: 'src/app.js', uriBaseId: '%SRCROOT%' }, {}],
    ['a base that names itself', { uri: 'src/app.js', uriBaseId: 'A' }, { originalUriBaseIds: { A: { uri: '', uriBaseId: 'A' } } }],
    ['a file address', { uri: 'file:///repo/shop/src/app.js' }, {}],
    ['an index', { index: 0 }, { artifacts: [{ location: { uri: './src/app.js' } }] }],
    ['a percent-encoded address', { uri: 'src%2Fapp.js' }, {}],
  ])('are found by %s', (_, location, more) => {
    const { source, range } = only(sarif('CodeQL', [at(location)], more)).place
    expect(source).toBe(app)
    expect(app.text.slice(range.start, range.end)).toBe("'SELECT ' + id")
  })

  test('are whole lines where no columns are given', () => {
    const { source, range } = only(sarif('semgrep', [at({ uri: 'src/app.js' }, { startLine: 2 })])).place
    expect(source.text.slice(range.start, range.end)).toBe("db.query('SELECT ' + id)")
  })

  test('keep their line where the file is not scanned', () => {
    const { source, range } = only(sarif('semgrep', [at({ uri: 'lib/other.js' }, { startLine: 40 })])).place
    expect([source.uri, positionAt(source, range.start).line]).toEqual(['lib/other.js', 40])
  })

  test('beyond the end of a file are its end', () => {
    const { range } = only(sarif('semgrep', [at({ uri: 'src/app.js' }, { startLine: 999, startColumn: 5 })])).place
    expect(range).toEqual({ start: app.text.length, end: app.text.length })
  })
})

describe('what is said', () => {
  test.each([
    [{ 'security-severity': '9.8' }, undefined, 'critical'],
    [{ 'security-severity': 7 }, 'note', 'high'],
    [{ 'security-severity': '4.0' }, undefined, 'medium'],
    [{}, 'error', 'high'],
    [{}, undefined, 'medium'],
    [{}, 'note', 'low'],
  ])('%j with level %s is of severity %s', (properties, level, severity) => {
    expect(
      only(sarif('x', [{ ...at({ uri: 'a' }), ...(level === undefined ? {} : { level }) }], {}, [{ id: 'r', properties }])).severity,
    ).toBe(severity)
  })

  test('numbers of weaknesses are read however they are written', () => {
    const rules = [
      {
        id: 'r',
        properties: { tags: ['external/cwe/cwe-089', 'CWE-564: SQL Injection: Hibernate'], cwe: ['CWE-943'] },
        relationships: [{ target: { id: '20', toolComponent: { name: 'CWE' } } }],
      },
    ]
    expect(only(sarif('x', [{ ...at({ uri: 'a' }), taxa: [{ id: 'CWE-77' }] }], {}, rules)).weaknesses).toEqual([20, 77, 89, 564, 943])
  })

  test('messages are filled in, without links and without secrets', () => {
    const token = ['gl', 'pat-bzoo9crjw89o5816plp8'].join('')
    const rules = [{ id: 'r', messageStrings: { m: { text: 'found {0} by [input](1): {1}' } } }]
    const { message } = only(sarif('x', [{ ...at({ uri: 'a' }), message: { id: 'm', arguments: ['it', token] } }], {}, rules))
    expect(message).toMatch(/^found it by input: /)
    expect(message).not.toContain(token)
  })

  test('what the tool calls passed, gone or accepted is left out, and what was refused is not', () => {
    const all = [
      { ...at({ uri: 'a' }), kind: 'pass' },
      { ...at({ uri: 'a' }), baselineState: 'absent' },
      { ...at({ uri: 'a' }), suppressions: [{ kind: 'inSource' }] },
      { ...at({ uri: 'a' }), ruleId: 'kept', suppressions: [{ status: 'rejected' }] },
    ]
    expect(readSarif([sarif('x', all)], located).reports[0]!.results.map(({ rule }) => rule)).toEqual(['kept'])
  })

  test('a run that failed is told', () => {
    const file = sarif('x', [], { invocations: [{ executionSuccessful: false, exitCodeDescription: 'out of memory' }] })
    expect(readSarif([file], located).notAnalysed).toEqual([{ uri: 'x.sarif', reason: 'tool-failed', message: 'x: out of memory' }])
  })
})

test('two tools that find the same weakness at the same place are one result, the worst', () => {
  const rules = (id: string, severity: string) => [{ id, properties: { tags: ['CWE-89'], 'security-severity': severity } }]
  const one = sarif('CodeQL', [{ ...at({ uri: 'src/app.js' }), ruleId: 'js/sql' }], {}, rules('js/sql', '5'))
  const other = sarif('semgrep', [{ ...at({ uri: 'src/app.js' }, { startLine: 2 }), ruleId: 'sqli' }], {}, rules('sqli', '9'))
  const { reports } = readSarif([one, other], located)
  expect(reports.flatMap(({ results }) => results.map(({ rule, severity, alsoBy }) => [rule, severity, alsoBy]))).toEqual([
    ['js/sql', 'critical', ['semgrep: sqli']],
  ])
})

test.each([
  ['no JSON', '{'],
  ['another version', '{"version":"2.0.0","runs":[]}'],
  ['something else', '[]'],
  ['a broken run', '{"version":"2.1.0","runs":[{}]}'],
])('%s is refused with a clear error', (_, text) => {
  expect(() => readSarif([{ uri: 'bad.sarif', text }], located)).toThrow(BreakwaterError)
})

import { expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { run } from '../../src/core/run.ts'
import { readSources } from '../../src/sources/read-sources.ts'

const app = {
  uri: 'app.js',
  text: "app.get('/', (req, res) => {\n  db.query('SELECT ' + req.query.id) // breakwater: ignore[tool/code-result] accepted for this test\n  work(req.query.x) // breakwater: ignore[tool/code-result] known since spring\n})\n",
}

function report(line: number, cwe: string, rule: string): { uri: string; text: string } {
  const result = {
    ruleId: rule,
    message: { text: 'words' },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'app.js' }, region: { startLine: line } } }],
  }
  const driver = { name: 'CodeQL', rules: [{ id: rule, properties: { tags: [cwe], 'security-severity': '8.0' } }] }
  return { uri: 'codeql.sarif', text: JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver }, results: [result] }] }) }
}

async function judge(file: { uri: string; text: string }, text = app.text) {
  const scanned = await readSources([{ uri: 'app.js', text }], { locale: 'en', toolReports: { files: [file], cwd: '/work' } })
  const options = { target: { kubernetes: 35 }, failOn: 'high', allowUnknown: false, today: '2026-01-01' } as const
  return run(checks, scanned, options)
}

const bare = app.text.replaceAll(/ \/\/ .*$/gm, '')

test('a result that says what we say goes into our finding, with its tool', async () => {
  const { findings } = await judge(report(2, 'external/cwe/cwe-089', 'js/sql-injection'), bare)
  const about = findings.filter(({ place }) => place.source.uri === 'app.js')
  expect(about.map(({ check, also, details }) => [check, also, details])).toEqual([
    ['source/no-sql-injection', ['tool/code-result'], { tool: { name: 'CodeQL', rule: 'js/sql-injection', cwe: ['CWE-89'] } }],
  ])
  expect(about[0]!.controls).toContain('code-sarif')
})

test('a result about another weakness at the same place stays a finding of its own', async () => {
  const { findings } = await judge(report(2, 'CWE-79', 'js/xss'), bare)
  expect(findings.map(({ check }) => check)).toEqual(['source/no-sql-injection', 'tool/code-result'])
})

test('results count in the gate, and comments in the source accept them', async () => {
  const open = await judge(report(3, 'CWE-79', 'js/xss'), bare.replace(/\n.*query.*\n/, '\n\n'))
  expect([open.gate.verdict, open.gate.counted]).toEqual(['fail', 1])
  const accepted = await judge(report(3, 'CWE-79', 'js/xss'), app.text.replace(/\n.*db\.query.*\n/, '\n\n'))
  expect(accepted.findings.map(({ check, suppressed }) => [check, suppressed?.reason])).toEqual([
    ['tool/code-result', 'known since spring'],
  ])
  expect(accepted.gate.verdict).toBe('pass')
})

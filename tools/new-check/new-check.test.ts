import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { sampleRules } from './sample-rules.ts'

const root = join(import.meta.dirname, '../..')
const copied = ['src', 'tests', 'tools', 'docs', 'package.json', 'tsconfig.json', 'vitest.config.ts', '.oxfmtrc.json', '.oxlintrc.json']

let copy = ''

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

const bin = (path: string): string => join(root, 'node_modules', path)
const subjects = Object.keys(sampleRules)
const files = subjects.map((subject) => `src/checks/sample/no-${subject}.ts`)

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'breakwater-new-check-'))
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('a new check', () => {
  test.each(subjects)('about %s is written', (subject) => {
    const { status, output } = run('tools/new-check.ts', `sample/no-${subject}`, '--subject', subject, '--control', 'pod-no-privileged')
    expect(output).toContain(`wrote src/checks/sample/no-${subject}.ts`)
    expect(status).toBe(0)
    expect(readFileSync(join(copy, `src/checks/sample/no-${subject}.ts`), 'utf8')).toContain("controls: ['pod-no-privileged'],")
  })

  test('passes generation, format, types, lint and the harness as it is', { timeout: 300_000 }, () => {
    expect(run('tools/generate.ts')).toMatchObject({ status: 0 })
    expect(readFileSync(join(copy, 'docs/en/checks/sample.md'), 'utf8')).toContain('## sample/no-workload')
    expect(run(bin('oxfmt/bin/oxfmt'), '--check', ...files)).toMatchObject({ status: 0 })
    expect(run(bin('oxlint/bin/oxlint'), ...files)).toMatchObject({ status: 0 })
    const harness = run(bin('vitest/vitest.mjs'), 'run', 'tests/check-examples.test.ts', '-t', 'sample/')
    expect(harness.output).toMatch(new RegExp(`${subjects.length * 3} passed`))
    // Only these files and what they import: the whole of the project is checked elsewhere.
    writeFileSync(join(copy, 'tsconfig.sample.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files }))
    expect(run(bin('typescript/bin/tsc'), '--noEmit', '--project', 'tsconfig.sample.json')).toEqual({ status: 0, output: '' })
  })

  test('is refused with the reason', () => {
    const refusals: readonly (readonly [string, ...string[]])[] = [
      ['name one check'],
      ['an id is area/slug', 'Pod/NoThing'],
      ['exists already', 'pod/no-privileged'],
      ['--subject planet', 'pod/no-planet', '--subject', 'planet'],
      ['--control nothing', 'pod/no-thing', '--control', 'nothing'],
    ]
    for (const [reason, ...args] of refusals) {
      const { status, output } = run('tools/new-check.ts', ...args)
      expect([status, output]).toEqual([2, expect.stringContaining(reason)])
    }
  })
})

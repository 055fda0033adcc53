import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { positionAt } from '../../src/core/location.ts'
import { run } from '../../src/core/run.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'
import { recordedIn } from '../recorded-findings.ts'

const folder = corpus('pipeline')
const recorded = recordedIn('en/accuracy-workflows.md')
const selected = checks.filter(({ id, default: state }) => id.startsWith('workflow/') && state !== 'off')

/** `check file:line:column` of every finding in the workflows of a project. */
async function found(project: string): Promise<ReadonlySet<string>> {
  const files = readdirSync(project).filter((name) => /\.ya?ml$/.test(name))
  const sources = files.map((name) => ({ uri: `.github/workflows/${name}`, text: readFileSync(join(project, name), 'utf8') }))
  const scanned = await readSources(sources, { locale: 'en' })
  expect(scanned.estate.notAnalysed).toEqual([])
  const { findings, errors } = run(selected, scanned, {
    target: { kubernetes: 35 },
    failOn: 'high',
    allowUnknown: true,
    today: '2026-10-01',
  })
  expect(errors).toEqual([])
  return new Set(
    findings.map(({ check, place: { source, range } }) => {
      const { line, column } = positionAt(source, range.start)
      return `${check} ${source.uri.replace('.github/workflows/', '')}:${line}:${column}`
    }),
  )
}

describe.skipIf(folder === undefined)('the hand-checked sample of workflows', () => {
  test('holds a hundred findings, and the Japanese page the same', () => {
    expect(recorded.length).toBe(100)
    expect(recordedIn('ja/accuracy-workflows.md')).toEqual(recorded)
  })

  test('every workflow is judged without an error, and each finding is still reported at its place', async () => {
    const workflows = join(folder!, 'workflows')
    const gone: string[] = []
    for (const project of readdirSync(workflows).filter((name) => name !== 'index.json')) {
      const own = await found(join(workflows, project))
      for (const one of recorded)
        if (one.project === project && !own.has(`${one.check} ${one.place}`)) gone.push(`${project} ${one.check} ${one.place}`)
    }
    expect(gone).toEqual([])
  })
})

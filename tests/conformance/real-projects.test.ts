import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { positionAt } from '../../src/core/location.ts'
import { run, type Run } from '../../src/core/run.ts'
import { locales, render } from '../../src/core/text.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import { readTree } from '../../src/sources/files/read-tree.ts'
import { corpus } from '../corpora.ts'
import { recordedIn } from '../recorded-findings.ts'

const manifests = corpus('manifests')
const projects = ['aks-store-demo', 'aks-baseline', 'microservices-demo', 'kubernetes-goat', 'argo-cd', 'ingress-nginx', 'kube-prometheus']

/** Judges a folder by every check there is, those that are off by default included. */
async function judge(folder: string): Promise<Run> {
  const scanned = await readTree([folder], { cwd: folder, locale: 'en', excludes: () => false, kubernetes: defaultMinor })
  return run(checks, scanned, { target: { kubernetes: defaultMinor }, failOn: 'high', allowUnknown: false, today: '2026-01-01' })
}

/** What is wrong with how findings are placed or worded; nothing should be. */
function flaws({ findings, errors }: Run): readonly string[] {
  const told: string[] = errors.map(({ check, uri, error }) => `${check} broke on ${uri}: ${String(error)}`)
  for (const { check, place, message, title, related, fixes } of findings) {
    for (const { source, range } of [place, ...related.map((other) => other.place)]) {
      const slice = source.text.slice(range.start, range.end)
      const at = `${check} at ${source.uri}:${positionAt(source, range.start).line}`
      if (range.end <= range.start || range.end > source.text.length) told.push(`${at}: no text`)
      else if (slice !== slice.trim()) told.push(`${at}: ${JSON.stringify(slice.slice(0, 40))} has space around it`)
    }
    for (const locale of locales) {
      const words = [message, ...related.map(({ note }) => note), ...fixes.map((fix) => fix.title)].map((said) => render(said, locale))
      for (const said of [...words, title[locale]]) {
        if (said === '' || /\{[a-zA-Z]+\}|(?<![\w-])undefined(?![\w-])|\[object/.test(said)) told.push(`${check}: ${locale}: ${said}`)
      }
    }
  }
  return told
}

describe.skipIf(manifests === undefined)('real projects', () => {
  test.each(projects)('%s: every finding has its place and its words in both languages', async (project) => {
    const judged = await judge(join(manifests!, project))
    expect(flaws(judged)).toEqual([])
    expect(judged.inputs.resources).toBeGreaterThan(10)
  })

  test.each(['argo-cd', 'ingress-nginx'])('%s complies with Pod Security, and nothing says otherwise', async (project) => {
    const { findings } = await judge(join(manifests!, project))
    expect(findings.filter(({ standards }) => standards.some((standard) => standard.startsWith('pss-')))).toEqual([])
  })
})

const recorded = recordedIn('en/accuracy.md')

describe.skipIf(manifests === undefined)('the hand-checked sample', () => {
  test('holds 140 findings, and the Japanese page the same', () => {
    expect(recorded.length).toBe(140)
    expect(recordedIn('ja/accuracy.md')).toEqual(recorded)
  })

  test.each(projects)('%s: each is still reported at its place', async (project) => {
    const { findings } = await judge(join(manifests!, project))
    const found = new Set(
      findings.map(({ check, place: { source, range } }) => {
        const { line, column } = positionAt(source, range.start)
        return `${check} ${source.uri}:${line}:${column}`
      }),
    )
    const gone = recorded.filter((one) => one.project === project && !found.has(`${one.check} ${one.place}`))
    expect(gone).toEqual([])
  })
})

describe.skipIf(manifests === undefined)('other corpora', () => {
  const folders = manifests === undefined ? [] : readdirSync(join(manifests, '..')).filter((name) => name !== 'manifests')

  test.each(folders)(
    '%s: every finding has its place and its words in both languages',
    async (name) => {
      expect(flaws(await judge(join(manifests!, '..', name)))).toEqual([])
    },
    300_000,
  )
})

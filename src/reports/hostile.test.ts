import { describe, expect, it } from 'vitest'

import { documentAt, findingOf, optionsOf, privileged, probe, runOf } from '../../tests/reports/sample.ts'
import type { Run } from '../core/run.ts'
import { message, text } from '../core/text.ts'
import { formats, loadRenderer, type Format } from './formats.ts'

/** What scanned files can hold to harm whoever reads a report. */
const hostile: readonly (readonly [name: string, value: string])[] = [
  ['terminal escapes', 'x\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u009b31m'],
  ['the end of a script', '</script><script>alert(1)</script>'],
  ['the end of an attribute', '"><img src=x onerror=alert(1)>\'><svg/onload=alert(1)>'],
  ['the end of a comment or CDATA', ']]>--><!--<![CDATA['],
  ['workflow commands', 'x%0A::error::y\n::set-env name=A::b\r::stop-commands::z'],
  ['Markdown', '| a | `` ` | **b** [c](javascript:alert(1)) @octocat <details>'],
  ['right-to-left override', 'gpj\u202exe.yaml\u2066\u2069'],
  ['NUL and other controls', 'a\u0000b\u0008\u007f\u0085\u2028\u2029'],
  ['halves of pairs and non-characters', '\ud800 \udc00 \uffff \ufffe'],
  ['zero-width characters', 'ad\u200bmin\u2060\ufeff\u{e0041}'],
  ['a template', '{container} ${{ secrets.TOKEN }} {0}'],
]

/** The value in every field that comes from an input. */
function runWith(value: string): Run {
  const uri = `dir/${value}.yaml`
  const place = {
    source: { uri, text: `# ${value}\nname: ${value}\nend: 1\n` },
    range: { start: 2, end: 2 + value.length },
    path: ['spec', value, 0],
  }
  const said = message(text({ en: 'container {name} is wrong', ja: 'コンテナー {name} が不正です' }), { name: value })
  const finding = findingOf(privileged, place, said, {
    resource: { apiVersion: value, kind: value, namespace: value, name: value },
    related: [{ place, note: said }],
    fixes: [{ title: said, safety: 'safe', document: documentAt(place, value), edits: [] }],
  })
  return runOf({
    findings: [
      finding,
      { ...finding, check: probe.id, resource: { type: value, name: value } },
      { ...finding, suppressed: { by: 'comment', reason: value, until: value } },
      { ...finding, outcome: 'unknown' },
    ],
    notAnalysed: [{ uri, reason: value, message: value, line: 1, column: 1 }],
    errors: [{ check: privileged.id, uri, error: new Error(value) }],
  })
}

async function rendered(format: Format, value: string, locale: 'en' | 'ja' = 'en'): Promise<string> {
  return (await loadRenderer(format))(runWith(value), optionsOf({ locale, showSuppressed: true, width: 80 }))
}

describe.each(formats)('%s', (format) => {
  it.each(hostile)('is not harmed by %s', async (_name, value) => {
    for (const locale of ['en', 'ja'] as const) {
      const report = await rendered(format, value, locale)
      // Nothing that a terminal obeys, that reorders text or that cannot be seen, whatever the format.
      expect(/[^\P{C}\n]|[\u2028\u2029]/u.exec(format === 'html' ? report.replaceAll('\t', '') : report)?.[0]).toBeUndefined()
      expect(report.isWellFormed()).toBe(true)
    }
  })

  it('is bounded, whatever the length of a message', async () => {
    const report = await rendered(format, 'long '.repeat(200_000))
    // Programs get the text whole; what people read is cut.
    expect(report.length).toBeLessThan(format === 'json' || format === 'sarif' ? 100_000_000 : 200_000)
  })
})

describe('structure', () => {
  const markup = hostile.map(([, value]) => value)

  it.each(markup)('HTML has the elements that it was written with: %j', async (value) => {
    const elements = (page: string) => (page.match(/<\/?[a-z][a-z0-9]*/gi) ?? []).length
    const page = await rendered('html', value)
    const harmless = await rendered('html', value.replace(/[^\r\n]/g, 'x'))
    expect(page.match(/<script/g)?.length).toBe(1)
    expect(elements(page)).toBe(elements(harmless))
  })

  it.each(markup)('annotations are as many as were sent: %j', async (value) => {
    const commands = (await rendered('github', value)).split('\n').filter((line) => line.startsWith('::'))
    expect(commands.map((line) => /^::(\w+) /.exec(line)?.[1])).toEqual(['warning', 'error', 'error', 'error', 'error'])
  })

  it.each(markup)('concise has a line for each thing: %j', async (value) => {
    expect((await rendered('concise', value)).split('\n').length).toBe(8)
  })

  it.each(markup)('a job summary has no element of the input: %j', async (value) => {
    const elements = new Set((await rendered('markdown', value)).match(/<\/?[a-z!][a-z0-9-]*/gi))
    expect([...elements].filter((element) => !/^<(?:\/?(?:details|summary|code)|br|!--)$/.test(element))).toEqual([])
  })
})

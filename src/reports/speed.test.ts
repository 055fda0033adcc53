import { describe, expect, it } from 'vitest'

import { documentAt, findingOf, manifest, nonRoot, optionsOf, placeOf, privileged, probe, runOf, say } from '../../tests/reports/sample.ts'
import type { Finding } from '../core/finding.ts'
import { formats, loadRenderer } from './formats.ts'

const checks = [privileged, nonRoot, probe]
const many = 20_000

/** Many files with some findings each, half of them with a fix and a related place. */
function spread(): Finding[] {
  const sources = Array.from({ length: many / 50 }, (_, index) => ({ uri: `deploy/${index}.yaml`, text: manifest.text.repeat(20) }))
  return sources.flatMap((source) => {
    const place = placeOf(source, 'true')
    const fixes = [{ title: say('set it to false'), safety: 'safe' as const, document: documentAt(place, 'false'), edits: [] }]
    return Array.from({ length: 50 }, (_, index) => {
      const more = index % 2 === 0 ? { fixes, related: [{ place, note: say('here') }] } : {}
      return findingOf(checks[index % 3]!, place, say(`container ${index} is wrong`), more)
    })
  })
}

/** One line of two megabytes with all of the findings in it: what is counted from the start of a line must not be counted anew. */
function crowded(): Finding[] {
  const item = '{"securityContext":{"privileged":true},"name":"コンテナー","image":"registry.example/app:1.0"},'
  const source = { uri: 'all.json', text: `[${item.repeat(many)}{}]` }
  return Array.from({ length: many }, (_, index) => {
    const start = 1 + index * item.length + item.indexOf('true')
    return findingOf(checks[index % 3]!, { source, range: { start, end: start + 4 }, path: [index] }, say('wrong'))
  })
}

describe.each([
  ['in many files', runOf({ findings: spread() })],
  ['in one line', runOf({ findings: crowded() })],
])('twenty thousand findings %s', (_name, run) => {
  it.each(formats)('are soon written as %s', async (format) => {
    const render = await loadRenderer(format)
    const before = process.cpuUsage()
    render(run, optionsOf())
    const { user } = process.cpuUsage(before)
    // Half a second to one where nothing else runs; the limit only has to tell that from quadratic growth.
    expect(user / 1_000).toBeLessThan(4_000)
  })
})

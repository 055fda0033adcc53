import { describe, expect, test } from 'vitest'

import { defineCheck, examplesProblems, judgeTexts, set, text, workload, type Check, type Example } from '../sdk.ts'

const pod = (stdin: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      stdin: ${stdin}
`

const bad: Example = { name: 'bad', source: pod('«true»'), fails: ['open'], fixed: pod('false') }
const good: Example = { name: 'good', source: pod('false') }

function checkWith(...examples: readonly Example[]): Check {
  return defineCheck({
    id: 'own/no-stdin',
    controls: [],
    subject: workload,
    severity: 'low',
    confidence: 'high',
    since: '1.0.0',
    title: text({ en: 'No stdin', ja: '標準入力を使わない' }),
    why: text({ en: 'Because.', ja: '理由です。' }),
    messages: { open: text({ en: '{container} reads stdin', ja: '{container} が標準入力を読みます' }) },
    *evaluate({ containers }, { report }) {
      for (const container of containers) {
        if (container.get('stdin') !== true) continue
        const at = container.at('stdin')
        const fix = { title: text({ en: 'set it to false', ja: 'false にする' }), safety: 'safe', edits: [set(at, false)] } as const
        yield report('open', { container: container.name }, { at, fix })
      }
    },
    references: [],
    examples,
  })
}

describe('examples of a check of one’s own', () => {
  test('hold', async () => {
    expect(await examplesProblems(checkWith(bad, good))).toEqual([])
  })

  test('have to be of both kinds', async () => {
    expect(await examplesProblems(checkWith(good))).toEqual(['no example has `fails` or `unknown`'])
    expect(await examplesProblems(checkWith(bad))).toEqual(['no example is without `fails` and `unknown`'])
  })

  test.each<[string, Example, readonly string[]]>([
    [
      'another range',
      { ...bad, source: pod('true').replace('name: app', 'name: «app»') },
      ['bad: not reported: example.yaml:7:13 fail open «app»', 'bad: not expected: example.yaml:9:14 fail open «true»'],
    ],
    [
      'no mark',
      { ...bad, source: pod('true') },
      ['bad: not reported: open (an entry without a mark)', 'bad: not expected: example.yaml:9:14 fail open «true»'],
    ],
    ['another fix', { ...bad, fixed: pod('no') }, [`bad: the fixes give\n${pod('false')}and not\n${pod('no')}`]],
  ])('fail with %s', async (_, example, problems) => {
    expect(await examplesProblems(checkWith(example, good))).toEqual(problems)
  })

  test('tell what a check throws', async () => {
    const broken: Check = {
      ...checkWith(bad, good),
      // oxlint-disable-next-line require-yield
      *evaluate() {
        throw new Error('no')
      },
    }
    expect((await examplesProblems(broken)).map((problem) => problem.split('\n')[0])).toEqual([
      'bad: the check throws: Error: no',
      'good: the check throws: Error: no',
    ])
  })
})

test('texts are judged like files', async () => {
  const { findings, gate } = await judgeTexts([checkWith(bad, good)], { 'b.yaml': pod('true'), 'a.yaml': pod('true') }, { failOn: 'low' })
  expect(findings.map(({ place }) => place.source.uri)).toEqual(['a.yaml', 'b.yaml'])
  expect(gate).toEqual({ verdict: 'fail', failOn: 'low', counted: 2, notEvaluated: 0 })
})

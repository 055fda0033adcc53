import { expect, test } from 'vitest'

import { readYaml } from '../../syntax/yaml/read.ts'
import { ActionsFile } from './actions-file.ts'
import { scriptExpressions } from './script-inputs.ts'
import { flowsOf } from './taint.ts'

function file(text: string): ActionsFile {
  return ActionsFile.of(readYaml({ uri: '.github/workflows/x.yml', text }, { schema: 'core' }).documents[0]!)!
}

/** Whose say the expression in a script has, in a workflow with jobs that pass values on. */
function trust(expression: string): readonly string[] {
  const workflow = file(`on:
  pull_request:
  workflow_dispatch:
    inputs:
      text: { type: string }
      kind: { type: choice, options: [a, b] }
env:
  FIXED: "1"
  TITLE: \${{ github.event.pull_request.title }}
jobs:
  first:
    runs-on: x
    outputs:
      safe: \${{ steps.a.outputs.x }}
      branch: \${{ github.head_ref }}
    steps:
      - id: changed
        uses: tj-actions/changed-files@v1
  second:
    runs-on: x
    strategy:
      matrix:
        os: [a, b]
        made: \${{ fromJSON(needs.first.outputs.branch) }}
        include:
          - extra: \${{ inputs.text }}
    steps:
      - id: changed
        uses: tj-actions/changed-files@v1
      - run: echo \${{ ${expression} }}
`)
  const step = workflow.jobs[1]!.steps[1]!
  return scriptExpressions(workflow, step).flatMap((field) => flowsOf(field.expression, workflow, step).map((flow) => flow.trust))
}

test.each([
  ['github.event.pull_request.title', ['attacker']],
  ['github.event.pull_request.head.ref', ['attacker']],
  ['github.event.pull_request.head.sha', ['fixed']],
  ['github.event.pull_request.base.ref', ['fixed']],
  ['github.event.commits.*.message', ['attacker']],
  ['github.event.comment.user.login', ['fixed']],
  ['github.head_ref', ['attacker']],
  ['github.ref_name', ['caller']],
  ['github.sha', ['fixed']],
  ['toJSON(github.event)', ['attacker']],
  ["github.event.issue.title == 'x'", []],
  ["contains(github.event.issue.title, 'x')", []],
  ["github.head_ref == 'main' && 'a' || 'b'", []],
  ["github.event_name == 'x' && github.head_ref || 'none'", ['attacker']],
  ["format('{0}', github.event.issue.body)", ['attacker']],
  ['inputs.text', ['caller']],
  ['inputs.kind', ['fixed']],
  ['env.FIXED', ['fixed']],
  ['env.TITLE', ['attacker']],
  ['env.NOBODY', ['unknown']],
  ['matrix.os', ['fixed']],
  ['matrix.made', ['attacker']],
  ['matrix.extra', ['caller']],
  ['needs.first.outputs.safe', ['unknown']],
  ['needs.first.outputs.branch', ['attacker']],
  ['needs.first.result', ['fixed']],
  ['steps.changed.outputs.all_changed_files', ['attacker']],
  ['secrets.TOKEN', ['fixed']],
])('%s', (expression, expected) => {
  expect(trust(expression)).toEqual(expected)
})

test('places expressions in every style of scalar', () => {
  const text = `on: push
jobs:
  a:
    name: \${{ a.b }} and "\${{ c }}"
    if: github.ref == 'x'
    runs-on: "q \${{ format('{0}}', d) }}"
    steps:
      - run: >-
          echo
          \${{ e
          && f }}
`
  const workflow = file(text)
  const slices = (path: readonly (string | number)[], condition = false) =>
    workflow.expressions(path, condition).map(({ range }) => text.slice(range.start, range.end))
  expect(slices(['jobs', 'a', 'name'])).toEqual(['${{ a.b }}', '${{ c }}'])
  expect(slices(['jobs', 'a', 'if'], true)).toEqual(["github.ref == 'x'"])
  expect(slices(['jobs', 'a', 'runs-on'])).toEqual(["${{ format('{0}}', d) }}"])
  expect(slices(['jobs', 'a', 'steps', 0, 'run'])).toEqual(['${{ e\n          && f }}'])
})

test('odd shapes are read as nothing', () => {
  for (const text of [
    'jobs: []',
    'on: 1\njobs:\n  a: 1\n  b: { steps: 1, uses: [] }\n  c: { steps: [1, { uses: {}, with: x }] }',
    'jobs:\n  a:\n    steps:\n      - parallel: [[{}]]',
  ]) {
    const document = readYaml({ uri: 'x.yml', text }, { schema: 'core' }).documents[0]!
    expect(() => ActionsFile.of(document)?.steps.map((step) => scriptExpressions(ActionsFile.of(document)!, step))).not.toThrow()
  }
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { judge } from '../../src/core/engine.ts'
import { Estate } from '../../src/core/estate.ts'
import { positionAt } from '../../src/core/location.ts'
import { ActionsFile, actionsFile } from '../../src/models/pipeline/actions-file.ts'
import { readYaml } from '../../src/syntax/yaml/read.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('pipeline')

interface Expected {
  readonly tests: readonly {
    readonly test: string
    readonly inputs: readonly string[]
    readonly args: readonly string[]
    readonly config: readonly string[]
    readonly online: boolean
    readonly outcome: string
    readonly findings: readonly { readonly audit: string; readonly line: number; readonly file: string | null }[]
  }[]
}

/** The audits that we take, and the check that makes each. */
const taken: Readonly<Record<string, string>> = {
  'template-injection': 'workflow/no-template-injection',
  'dangerous-triggers': 'workflow/no-dangerous-trigger',
  'unpinned-uses': 'workflow/pinned-actions',
  'excessive-permissions': 'workflow/least-permissions',
  artipacked: 'workflow/no-persisted-credentials',
  'github-env': 'workflow/no-untrusted-environment-file',
  'secrets-inherit': 'workflow/no-inherited-secrets',
  'overprovisioned-secrets': 'workflow/no-whole-secrets',
  'unredacted-secrets': 'workflow/masked-secrets',
  'hardcoded-container-credentials': 'workflow/no-plain-registry-password',
  'unpinned-images': 'workflow/pinned-images',
  'insecure-commands': 'workflow/no-insecure-commands',
  'cache-poisoning': 'workflow/no-cache-in-release',
  'bot-conditions': 'workflow/no-spoofable-bot-condition',
  'unsound-condition': 'workflow/sound-condition',
  'unsound-ternary': 'workflow/sound-choice',
  obfuscation: 'workflow/plain-expression',
  'unpinned-tools': 'workflow/pinned-tools',
  'typosquat-uses': 'workflow/no-imitated-action',
  'github-app': 'workflow/scoped-app-token',
  'adhoc-packages': 'workflow/locked-packages',
  'use-trusted-publishing': 'workflow/trusted-publishing',
}

const ofCheck = new Map(Object.entries(taken).map(([audit, check]) => [check, audit]))

function found(path: string): readonly string[] {
  const source = { uri: path, text: readFileSync(path, 'utf8') }
  const files = readYaml(source, { schema: 'core' }).documents.flatMap((document) => ActionsFile.of(document) ?? [])
  const estate = new Estate([[actionsFile, files]])
  const selected = checks.filter(({ id }) => ofCheck.has(id))
  return [...judge(selected, estate, { target: { kubernetes: 35 } })].flatMap(({ findings, error }) => {
    if (error !== undefined) throw error
    return findings.map(({ check, place }) => `${ofCheck.get(check)} ${positionAt(source, place.range.start).line}`)
  })
}

/** Where we mean to differ, and why. */
const different: ReadonlyMap<string, string> = new Map([
  ['template-injection/pr-317-repro.yml: template-injection 28', 'the matrix holds the owner of the repository, which no outsider chooses'],
  [
    'template-injection/issue-1903-repro.yml: template-injection 21',
    'the number of an issue is a number, whichever object it is taken from',
  ],
  ['unpinned-uses/issue-1543-repro.yml: unpinned-uses 17', 'a block scalar is placed at its header'],
  ['unpinned-uses/issue-1543-repro.yml: unpinned-uses 18', 'the same'],
  ['anchors/dummy-job-anchors.yml: artipacked 9', 'a step with an anchor is placed at its first field'],
  ['anchors/dummy-job-anchors.yml: artipacked 10', 'the same'],
  ['anchors/dummy-job-anchors.yml: artipacked 14', 'an alias is placed where its value is written'],
  ['obfuscation.yml: obfuscation 57', 'an index that does not change is a detour too'],
  ['obfuscation.yml: artipacked 13', 'an action by a roundabout path is still that action'],
  ['obfuscation.yml: artipacked 16', 'the same'],
  ['obfuscation.yml: artipacked 20', 'the same'],
])

/** Comments of zizmor's own kind are not ours to obey: findings that one names are left out, wherever in the file it stands. */
function isIgnored(path: string, audit: string): boolean {
  return new RegExp(`zizmor: ignore\\[[^\\]]*\\b${audit}\\b`).test(readFileSync(path, 'utf8'))
}

describe.skipIf(folder === undefined)('workflows against the fixtures of zizmor', () => {
  test('finds what its regular persona finds, at the same line', () => {
    const data = join(folder!, 'zizmor', 'test-data')
    const { tests } = JSON.parse(readFileSync(join(folder!, 'zizmor', 'expect.json'), 'utf8')) as Expected
    const regular = tests.filter(
      ({ online, outcome, config, args, inputs }) =>
        !online &&
        outcome === 'ok' &&
        config.length === 0 &&
        args.length === 0 &&
        inputs.length === 1 &&
        existsSync(join(data, inputs[0]!)) &&
        /\.ya?ml$/.test(inputs[0]!),
    )
    const missed: string[] = []
    const extra: string[] = []
    let expectedCount = 0
    for (const { inputs, findings } of regular) {
      const path = join(data, inputs[0]!)
      const wanted = new Set(
        findings.filter(({ audit }) => audit in taken && !isIgnored(path, audit)).map(({ audit, line }) => `${audit} ${line}`),
      )
      const got = new Set(found(path).filter((finding) => !isIgnored(path, finding.split(' ')[0]!)))
      expectedCount += wanted.size
      missed.push(...[...wanted].filter((one) => !got.has(one)).map((one) => `${inputs[0]}: ${one}`))
      extra.push(...[...got].filter((one) => !wanted.has(one)).map((one) => `${inputs[0]}: ${one}`))
    }
    expect([...missed, ...extra].filter((one) => !different.has(one))).toEqual([])
    expect([regular.length, expectedCount]).toEqual([72, 152])
  })
})

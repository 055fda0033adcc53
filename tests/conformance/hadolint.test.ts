import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { judge } from '../../src/core/engine.ts'
import { Estate } from '../../src/core/estate.ts'
import { DockerBuild, dockerBuild } from '../../src/models/dockerfile/docker-build.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain')

interface Case {
  readonly rule: string
  readonly expect: 'finding' | 'none'
  readonly onbuild: boolean
  readonly dockerfile: string
}

/** Where hadolint's rules that we share are judged: check, message, and the package manager for rules that are about one. */
const shared: Readonly<Record<string, readonly [check: string, message?: string, manager?: string]>> = {
  DL3000: ['absolute-workdir'],
  DL3002: ['non-root-user', 'root'],
  DL3004: ['no-sudo'],
  DL3008: ['pinned-packages', 'unpinned', 'apt'],
  DL3009: ['no-package-cache', 'kept', 'apt'],
  DL3011: ['unprivileged-port', 'invalid'],
  DL3012: ['one-entrypoint'],
  DL3013: ['pinned-packages', 'unpinned', 'pip'],
  DL3015: ['no-recommended-packages'],
  DL3016: ['pinned-packages', 'unpinned', 'npm'],
  DL3018: ['pinned-packages', 'unpinned', 'apk'],
  DL3020: ['copy-not-add'],
  DL3022: ['known-stage', 'unknown'],
  DL3023: ['known-stage', 'itself'],
  DL3024: ['known-stage', 'twice'],
  DL3028: ['pinned-packages', 'unpinned', 'gem'],
  DL3032: ['no-package-cache', 'kept', 'yum'],
  DL3033: ['pinned-packages', 'unpinned', 'yum'],
  DL3036: ['no-package-cache', 'kept', 'zypper'],
  DL3040: ['no-package-cache', 'kept', 'dnf'],
  DL3041: ['pinned-packages', 'unpinned', 'dnf'],
  DL3062: ['pinned-packages', 'unpinned', 'go'],
  DL3064: ['no-secret-argument'],
  DL4003: ['one-entrypoint'],
  DL4004: ['one-entrypoint'],
  DL4006: ['pipefail'],
}

/** Cases in which we mean to differ, and why. */
const different: ReadonlyMap<string, string> = new Map([
  [
    'FROM debian as base\nUSER root\nRUN something\nFROM scratch\nUSER foo\nRUN something else\n',
    'only the user of the image that results matters',
  ],
])

describe.skipIf(folder === undefined)('Dockerfiles against the cases of hadolint', () => {
  test('agrees on the shared rules', () => {
    const cases = readFileSync(join(folder!, 'hadolint', 'rule-cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ rule, dockerfile }) => rule in shared && !different.has(dockerfile))
    const wrong = cases.filter((one) => reported(one) !== (one.expect === 'finding'))
    expect(wrong.map(({ rule, expect: wanted, dockerfile, onbuild }) => [rule, wanted, onbuild, dockerfile])).toEqual([])
    expect(cases.length).toBe(548)
  })
})

function reported({ rule, dockerfile, onbuild }: Case): boolean {
  const [id, message, manager] = shared[rule]!
  const check = checks.find((candidate) => candidate.id === `dockerfile/${id}`)!
  const text = onbuild ? dockerfile.replaceAll(/^(?=(?:RUN|COPY|ADD|ENV|USER|WORKDIR|CMD|ENTRYPOINT|EXPOSE)\b)/gm, 'ONBUILD ') : dockerfile
  const build = new DockerBuild({ uri: 'Dockerfile', text })
  const evaluations = [...judge([check], new Estate([[dockerBuild, [build]]]), { target: { kubernetes: 35 } })]
  return evaluations
    .flatMap(({ findings, error }) => {
      if (error !== undefined) throw error
      return findings
    })
    .some(
      (finding) =>
        (message === undefined || finding.message.text === check.messages[message]) &&
        (manager === undefined || finding.message.args['manager'] === manager),
    )
}

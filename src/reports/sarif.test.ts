import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { default as draft04 } from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'

import { findingOf, manifest, optionsOf, placeOf, privileged, probe, runOf, sampleRun, say } from '../../tests/reports/sample.ts'
import type { Locale } from '../core/text.ts'
import { renderSarif } from './sarif.ts'

const schema = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
// The schema's patterns are not written for the u flag.
const ajv = new draft04.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object)

interface Sarif {
  runs: [
    {
      tool: { driver: { rules: { id: string }[] } }
      invocations: { toolExecutionNotifications?: unknown[] }[]
      results: Record<string, unknown>[]
    },
  ]
}

function sarif(run: Parameters<typeof renderSarif>[0], locale: Locale = 'en'): Sarif['runs'][0] {
  const log = JSON.parse(renderSarif(run, optionsOf({ locale }))) as Sarif
  expect(validate(log) ? [] : validate.errors).toEqual([])
  return log.runs[0]
}

describe('SARIF', () => {
  it('is valid by the official schema, in both languages, with and without findings', () => {
    expect(sarif(sampleRun).results.length).toBe(4)
    expect(sarif(sampleRun, 'ja').results.length).toBe(4)
    expect(sarif(runOf({})).results).toEqual([])
    sarif(runOf({ errors: [{ check: 'pod/no-privileged', uri: 'a b.yaml', error: new TypeError('x is not a function') }] }))
  })

  it('says what GitHub needs of a result', () => {
    expect(sarif(sampleRun).results[0]).toMatchInlineSnapshot(`
      {
        "fixes": [
          {
            "artifactChanges": [
              {
                "artifactLocation": {
                  "uri": "deploy/web.yaml",
                  "uriBaseId": "SRCROOT",
                },
                "replacements": [
                  {
                    "deletedRegion": {
                      "endColumn": 29,
                      "endLine": 13,
                      "startColumn": 25,
                      "startLine": 13,
                    },
                    "insertedContent": {
                      "text": "false",
                    },
                  },
                ],
              },
            ],
            "description": {
              "text": "set privileged to false",
            },
            "properties": {
              "safety": "safe",
            },
          },
        ],
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "fullyQualifiedName": "shop/Deployment/web#spec.template.spec.containers[0].securityContext.privileged",
                "kind": "resource",
                "name": "web",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "uri": "deploy/web.yaml",
                "uriBaseId": "SRCROOT",
              },
              "region": {
                "endColumn": 29,
                "endLine": 13,
                "startColumn": 25,
                "startLine": 13,
              },
            },
          },
        ],
        "message": {
          "text": "container app runs privileged. Fix: set privileged to false. See [the image is here](1).",
        },
        "partialFingerprints": {
          "breakwater/v1": "pod/no-privileged@deploy/web.yaml:231",
          "primaryLocationLineHash": "cc773b3dfa65069a:1",
        },
        "properties": {
          "confidence": "high",
          "resource": {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "name": "web",
            "namespace": "shop",
          },
          "severity": "critical",
        },
        "relatedLocations": [
          {
            "id": 1,
            "message": {
              "text": "the image is here",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "deploy/web.yaml",
                "uriBaseId": "SRCROOT",
              },
              "region": {
                "endColumn": 32,
                "endLine": 11,
                "startColumn": 18,
                "startLine": 11,
              },
            },
          },
        ],
        "ruleId": "pod/no-privileged",
        "ruleIndex": 0,
        "suppressions": [],
      }
    `)
  })

  it('says what GitHub needs of a rule', () => {
    expect(sarif(sampleRun, 'ja').tool.driver.rules[0]).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "特権コンテナーはノードのすべてのデバイスに触れることができます。乗っ取られると、ノード全体が奪われます。",
        },
        "help": {
          "markdown": "## コンテナーを特権モードで実行しない

      **理由** 特権コンテナーはノードのすべてのデバイスに触れることができます。乗っ取られると、ノード全体が奪われます。

      **修正前**

      \`\`\`yaml
      spec:
        privileged: true
      \`\`\`

      **修正後**

      \`\`\`yaml
      spec:
        privileged: false
      \`\`\`

      **根拠** 「開発者/マニフェスト/設定の注意点」AKS セキュリティのベストプラクティス: https://github.com/Azure/fta-japan/blob/main/FTALive/AKS/aks-security/readme.md

      **参考資料**
      - <https://kubernetes.io/docs/concepts/security/pod-security-standards/>",
          "text": "コンテナーを特権モードで実行しない
      特権コンテナーはノードのすべてのデバイスに触れることができます。乗っ取られると、ノード全体が奪われます。
      「開発者/マニフェスト/設定の注意点」AKS セキュリティのベストプラクティス: https://github.com/Azure/fta-japan/blob/main/FTALive/AKS/aks-security/readme.md
      https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        },
        "helpUri": "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "id": "pod/no-privileged",
        "properties": {
          "controls": [
            "pod-no-privileged",
            "pod-security-context",
          ],
          "precision": "high",
          "security-severity": "9.5",
          "standards": [
            "pss-baseline/privileged",
          ],
          "tags": [
            "security",
            "pss-baseline/privileged",
            "pod-no-privileged",
            "pod-security-context",
          ],
        },
        "shortDescription": {
          "text": "コンテナーを特権モードで実行しない",
        },
      }
    `)
  })

  it('says of open questions that they are open, and of suppressed findings why', () => {
    const { results } = sarif(sampleRun)
    expect(results.map(({ kind, level, suppressions }) => ({ kind, level, suppressions }))).toMatchInlineSnapshot(`
      [
        {
          "kind": undefined,
          "level": "error",
          "suppressions": [],
        },
        {
          "kind": "open",
          "level": "none",
          "suppressions": [],
        },
        {
          "kind": undefined,
          "level": "error",
          "suppressions": [],
        },
        {
          "kind": undefined,
          "level": "note",
          "suppressions": [
            {
              "justification": "a batch job in disguise",
              "kind": "inSource",
              "properties": {
                "until": "2027-03-31",
              },
              "status": "accepted",
            },
          ],
        },
      ]
    `)
  })

  it('says what could not be analysed', () => {
    expect(sarif(sampleRun).invocations).toMatchInlineSnapshot(`
      [
        {
          "executionSuccessful": true,
          "toolExecutionNotifications": [
            {
              "descriptor": {
                "id": "helm-render-failed",
              },
              "level": "warning",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "charts/shop/templates/a.yaml",
                      "uriBaseId": "SRCROOT",
                    },
                    "region": {
                      "startColumn": 5,
                      "startLine": 3,
                    },
                  },
                },
              ],
              "message": {
                "text": "values: image.tag is required",
              },
            },
          ],
        },
      ]
    `)
  })

  it('marks the first line of a longer range, with the whole as context', () => {
    const finding = findingOf(probe, placeOf(manifest, 'metadata:\n  name: web'), say('x'))
    const [result] = sarif(runOf({ findings: [finding] })).results
    expect((result!['locations'] as unknown[])[0]).toMatchInlineSnapshot(`
      {
        "logicalLocations": [
          {
            "fullyQualifiedName": "shop/Deployment/web",
            "kind": "resource",
            "name": "web",
          },
        ],
        "physicalLocation": {
          "artifactLocation": {
            "uri": "deploy/web.yaml",
            "uriBaseId": "SRCROOT",
          },
          "contextRegion": {
            "endColumn": 12,
            "endLine": 4,
            "startColumn": 1,
            "startLine": 3,
          },
          "region": {
            "endColumn": 10,
            "endLine": 3,
            "startColumn": 1,
            "startLine": 3,
          },
        },
      }
    `)
  })

  it('invents no line for what is written in no file, and says how many those are', () => {
    const nowhere = { source: { uri: 'cluster/shop', text: '' }, range: { start: 0, end: 0 }, path: [] }
    const { results, invocations } = sarif(runOf({ findings: [findingOf(probe, nowhere, say('x'))] }))
    expect(results).toEqual([])
    expect(invocations[0]!.toolExecutionNotifications).toMatchInlineSnapshot(`
      [
        {
          "descriptor": {
            "id": "findings-without-file",
          },
          "level": "warning",
          "message": {
            "text": "findings about resources that are written in no file: 1; the other reports have them",
          },
        },
      ]
    `)
  })

  it('escapes what a message and an address give a meaning to', () => {
    const source = { uri: 'dir #1/日本 %.yaml', text: 'a' }
    const finding = findingOf(probe, { source, range: { start: 0, end: 1 }, path: [] }, say('see [here](http://evil) \\ {0}'))
    const [result] = sarif(runOf({ findings: [finding] })).results
    expect(result!['message']).toEqual({ text: 'see \\[here\\](http://evil) \\\\ {0}.' })
    expect(JSON.stringify(result!['locations'])).toContain('"uri":"dir%20%231/%E6%97%A5%E6%9C%AC%20%25.yaml"')
  })

  it('keeps the worst 25,000 results and says how many are left out', () => {
    const place = placeOf(manifest, 'true')
    const findings = Array.from({ length: 25_010 }, (_, index) => findingOf(index % 2 === 0 ? privileged : probe, place, say('x')))
    const log = JSON.parse(renderSarif(runOf({ findings }), optionsOf())) as Sarif
    expect(log.runs[0].results.length).toBe(25_000)
    expect(log.runs[0].results.filter(({ ruleId }) => ruleId === 'pod/no-privileged').length).toBe(12_505)
    expect(JSON.stringify(log.runs[0].invocations)).toContain('findings left out: 10; GitHub takes 25000 results at most')
  })
})

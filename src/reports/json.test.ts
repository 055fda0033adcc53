import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'

import { findingOf, optionsOf, probe, quietRun, runOf, sampleRun, say } from '../../tests/reports/sample.ts'
import type { Run } from '../core/run.ts'
import { renderJson } from './json.ts'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/report.schema.json'), 'utf8')) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

function parsed(run: Run, options = optionsOf()): { findings: { location: object; message: string }[] } {
  const report = JSON.parse(renderJson(run, options)) as ReturnType<typeof parsed>
  expect(validate(report) ? [] : validate.errors).toEqual([])
  return report
}

describe('JSON', () => {
  it('keeps to the published schema', () => {
    expect(parsed(sampleRun, optionsOf({ locale: 'ja' })).findings.length).toBe(4)
    expect(parsed(quietRun).findings).toEqual([])
    parsed(runOf({ errors: [{ check: 'pod/no-privileged', uri: 'a.yaml', error: new Error('x') }] }))
  })

  it('says it by the promised names, in the promised order', () => {
    expect(renderJson(runOf({ findings: sampleRun.findings.slice(0, 1) }), optionsOf())).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "tool": {
          "name": "breakwater",
          "version": "0.1.0"
        },
        "inputs": {
          "files": 3,
          "analysed": 3,
          "resources": 41,
          "notAnalysed": []
        },
        "evaluations": {
          "pass": 90,
          "fail": 1,
          "unknown": 0,
          "not-applicable": 7,
          "manual": 0,
          "error": 0
        },
        "findings": [
          {
            "check": "pod/no-privileged",
            "controls": [
              "pod-no-privileged",
              "pod-security-context"
            ],
            "standards": [
              "pss-baseline/privileged"
            ],
            "outcome": "fail",
            "severity": "critical",
            "confidence": "high",
            "resource": {
              "apiVersion": "apps/v1",
              "kind": "Deployment",
              "namespace": "shop",
              "name": "web"
            },
            "message": "container app runs privileged",
            "location": {
              "uri": "deploy/web.yaml",
              "startLine": 13,
              "startColumn": 25,
              "endLine": 13,
              "endColumn": 29,
              "path": "spec.template.spec.containers[0].securityContext.privileged"
            },
            "related": [
              {
                "message": "the image is here",
                "location": {
                  "uri": "deploy/web.yaml",
                  "startLine": 11,
                  "startColumn": 18,
                  "endLine": 11,
                  "endColumn": 32,
                  "path": ""
                }
              }
            ],
            "fixes": [
              {
                "title": "set privileged to false",
                "safety": "safe"
              }
            ],
            "suppressed": null,
            "fingerprint": "pod/no-privileged@deploy/web.yaml:231"
          }
        ],
        "errors": [],
        "gate": {
          "verdict": "fail",
          "failOn": "high",
          "counted": 1,
          "notEvaluated": 0
        }
      }
      "
    `)
  })

  it('invents no line for what is written in no file', () => {
    const nowhere = { source: { uri: 'cluster/shop', text: '' }, range: { start: 0, end: 0 }, path: ['spec', 0] }
    expect(parsed(runOf({ findings: [findingOf(probe, nowhere, say('x'))] })).findings[0]!.location).toEqual({
      uri: 'cluster/shop',
      path: 'spec[0]',
    })
  })

  it('writes what a terminal obeys as escapes, and reads back the same', () => {
    const said = 'a\u001b[31m \u009b31m \u202e \u2028 \u200b \ufeff \u007f é 日本語'
    const finding = findingOf(probe, sampleRun.findings[0]!.place, say(said))
    const report = renderJson(runOf({ findings: [finding] }), optionsOf())
    expect(report).toContain('"a\\u001b[31m \\u009b31m \\u202e \\u2028 \\u200b \\ufeff \\u007f é 日本語"')
    expect(parsed(runOf({ findings: [finding] })).findings[0]!.message).toBe(said)
  })

  it.each([0, 1, 999, 1000, 1001, 2500])('is the same JSON however many parts %d findings make', (count) => {
    const findings = Array.from({ length: count }, () => sampleRun.findings[0]!)
    const report = renderJson(runOf({ findings }), optionsOf())
    expect(report).toBe(`${JSON.stringify(JSON.parse(report), null, 2)}\n`)
    expect((JSON.parse(report) as { findings: unknown[] }).findings).toHaveLength(count)
  })
})

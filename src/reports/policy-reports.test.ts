import { expect, it } from 'vitest'

import { optionsOf, sampleRun } from '../../tests/reports/sample.ts'
import { renderOpenReports, renderPolicyReports } from './policy-reports.ts'

interface Items {
  readonly items: readonly {
    readonly apiVersion: string
    readonly kind: string
    readonly metadata: { readonly name: string; readonly namespace?: string }
    readonly scope?: { readonly name: string }
    readonly summary: object
    readonly results: readonly { readonly policy: string; readonly result: string; readonly severity?: string; readonly message: string }[]
  }[]
}

const open = JSON.parse(renderOpenReports(sampleRun, optionsOf())) as Items

it('has a report for each object, in its namespace, and one for what could not be judged', () => {
  expect(open.items.map(({ kind, metadata, scope }) => [kind, metadata.namespace, scope?.name])).toMatchInlineSnapshot(`
    [
      [
        "Report",
        "shop",
        "web",
      ],
      [
        "ClusterReport",
        undefined,
        undefined,
      ],
    ]
  `)
  expect(new Set(open.items.map(({ metadata }) => metadata.name)).size).toBe(open.items.length)
})

it('tells failures, open questions and suppressed findings apart, and counts them', () => {
  expect(open.items.map(({ summary }) => summary)).toMatchInlineSnapshot(`
    [
      {
        "error": 1,
        "fail": 2,
        "skip": 1,
      },
      {
        "error": 1,
        "fail": 0,
        "skip": 0,
      },
    ]
  `)
  expect(open.items.flatMap(({ results }) => results.map(({ policy, result, severity }) => `${policy} ${result} ${severity}`)))
    .toMatchInlineSnapshot(`
    [
      "pod/no-privileged fail critical",
      "pod/run-as-non-root error high",
      "pod/run-as-non-root fail high",
      "pod/liveness-probe skip low",
      "not-analysed error undefined",
    ]
  `)
})

it('says the same in the older API', () => {
  const older = JSON.parse(renderPolicyReports(sampleRun, optionsOf())) as Items
  expect(new Set(older.items.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))).toEqual(
    new Set(['wgpolicyk8s.io/v1alpha2 PolicyReport', 'wgpolicyk8s.io/v1alpha2 ClusterPolicyReport']),
  )
  expect(older.items.map(({ results }) => results)).toEqual(open.items.map(({ results }) => results))
})

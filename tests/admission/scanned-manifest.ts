import { parseAllDocuments } from 'yaml'

import { checks } from '../../src/checks/index.generated.ts'
import { applyFixes } from '../../src/core/fixing.ts'
import { run } from '../../src/core/run.ts'
import { render } from '../../src/core/text.ts'
import { readSources } from '../../src/sources/read-sources.ts'

/** The minor version of the API server that the tests were written against. */
export const kubernetes = 36

/** What somebody writes, and what `scan` and `fix` make of it. */
export const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: shop.azurecr.io/web:1
          securityContext:
            privileged: true
`

const noPrivileged = checks.filter(({ id }) => id === 'pod/no-privileged')

/** What `scan` says of a manifest, and what `fix` makes of it. */
export async function scan(text: string, only = noPrivileged) {
  const scanned = await readSources([{ uri: 'web.yaml', text }], { locale: 'en' })
  const options = { target: { kubernetes }, failOn: 'high', allowUnknown: false, today: '2026-06-01' } as const
  const { findings } = run(only, scanned, options)
  const [fixed] = applyFixes(findings, new Set(['safe', 'review'])).files
  return { sentences: findings.map(({ message }) => render(message, 'en')), fixed: fixed?.text }
}

export const objectOf = (text: string): object => parseAllDocuments(text)[0]!.toJS() as object

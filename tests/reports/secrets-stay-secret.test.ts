import { expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { run } from '../../src/core/run.ts'
import { locales } from '../../src/core/text.ts'
import { formats, loadRenderer } from '../../src/reports/formats.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { optionsOf } from './sample.ts'

/** One word that stands in every place that a check of secrets looks at, next to findings about other things. */
const canary = 'canary-4711-tweets'

const manifests = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default, annotations: { example.com/password: ${canary} } }
data:
  db.password: ${canary}
  app.properties: |
    user=shop
    db.password=${canary}
---
apiVersion: v1
kind: Secret
metadata: { name: db }
data:
  password: ${Buffer.from(canary).toString('base64')}
stringData:
  url: postgres://shop:${canary}@db/shop
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: nginx
      args: ['--db-password=${canary}', --redis-password, ${canary}]
      env:
        - name: DB_PASSWORD
          value: ${canary}
        - name: DB_PASSWORD_FILE
          value: 7
      securityContext: { privileged: true }
`

test.each(formats)('no %s report shows a secret', async (format) => {
  const scanned = await readSources([{ uri: 'app.yaml', text: manifests }], { locale: 'en' })
  const judged = run(checks, scanned, {
    target: { kubernetes: 35 },
    failOn: 'high',
    allowUnknown: false,
    today: '2026-11-22',
  })
  const found = new Set(judged.findings.map(({ check }) => check))
  for (const id of ['literal-env', 'credential-in-config-map', 'credential-in-command', 'credential-in-annotation', 'committed-data'])
    expect(found).toContain(`secret/no-${id}`)
  const render = await loadRenderer(format)
  for (const locale of locales) {
    const report = render(judged, optionsOf({ locale }))
    expect(report).not.toContain(canary)
    expect(report).not.toContain(Buffer.from(canary).toString('base64'))
  }
})

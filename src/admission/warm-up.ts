import type { JsonObject } from '../models/kubernetes/json.ts'
import { judgeObject } from './judge-object.ts'
import type { AdmissionPolicy } from './policy.ts'
import { atOnce } from './slices.ts'

/** Enough for the engine to compile what every review runs through. */
const rounds = 30

const container = { name: 'app', image: 'registry.example/app:1', ports: [{ containerPort: 8080 }], env: [{ name: 'A', value: 'b' }] }
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } }

const objects: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: template.spec },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }], selector: { app: 'web' } } },
]

/** Judges ordinary objects before the first request comes: what checks load on first use is then loaded, and the first answers are not slow. */
export function warmUp(policy: AdmissionPolicy): void {
  const deadline = { at: Infinity, now: () => 0 }
  for (let round = 0; round < rounds; round++) {
    for (const object of objects)
      atOnce(judgeObject(object, { namespace: 'default', asked: { operation: 'CREATE', object } }, policy, '1970-01-01', deadline, 'all'))
  }
}

import { defineCheck, type CelRule, type Check, type Example } from '../core/check.ts'
import { set } from '../core/edit.ts'
import type { Severity } from '../core/severity.ts'
import { message, text, type Text } from '../core/text.ts'
import { amountOf } from '../models/workload/resource-bounds.ts'
import { workload } from '../models/workload/workload.ts'

export interface ResourceCheck {
  readonly id: string
  readonly severity: Severity
  readonly default?: 'on' | 'off'
  readonly title: Text<never>
  readonly why: Text<never>
  readonly bound: 'requests' | 'limits'
  /** The resource as the API names it. */
  readonly resource: 'cpu' | 'memory' | 'ephemeral-storage'
  /** What the fix writes for a start, unless the container states more already. */
  readonly proposed: string
}

/** A check that containers which run throughout state how much of a resource they need, or may take. */
export function resourceCheck({ bound, resource, proposed, ...rest }: ResourceCheck): Check {
  const words = {
    requests: { en: `states no ${resource} request`, ja: `${resource} の要求（requests）` },
    limits: { en: `has no ${resource} limit`, ja: `${resource} の制限（limits）` },
  }[bound]
  const missing: Text<'container'> = { en: `container {container} ${words.en}`, ja: `コンテナー {container} に${words.ja}がありません` }
  return defineCheck({
    ...rest,
    controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
    subject: workload,
    confidence: 'high',
    since: '0.1.0',
    messages: { missing },
    enforce: { cel: [ruleInCel(bound, resource)] },
    *evaluate({ containers, spec }, { report }) {
      // Since 1.34 a pod can state one amount for all its containers.
      if (hasEntry(spec['resources'], bound, resource)) return
      for (const container of containers) {
        if (!container.runsThroughout || container.get('resources', bound, resource) !== undefined) continue
        // A limit without a request is a request of the same size to the API server.
        if (bound === 'requests' && container.get('resources', 'limits', resource) !== undefined) continue
        const at = container.at('resources', bound, resource)
        const requested = amountOf(container.get('resources', 'requests', resource))
        const amount = requested !== undefined && requested.value > amountOf(proposed)!.value ? requested.written : proposed
        const fix = { title: message(start, { amount }), safety: 'review', edits: [set(at, amount)] } as const
        yield report('missing', { container: container.name }, { at, fix })
      }
    },
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    examples: [...resourceExamples({ bound, resource, proposed })],
  })
}

function ruleInCel(bound: ResourceCheck['bound'], resource: ResourceCheck['resource']): CelRule {
  const states = (owner: string, where: string): string => `'${resource}' in ${owner}.?resources.?${where}.orValue({})`
  // A limit without a request is a request of the same size to the API server.
  const isStated = bound === 'requests' ? [states('container', bound), states('container', 'limits')] : [states('container', bound)]
  return {
    of: 'lasting-container',
    forbids: [states('variables.pod', bound), ...isStated].map((condition) => `!(${condition})`).join(' && '),
    message: 'missing',
    args: { container: 'container.name' },
  }
}

const start = text({ en: 'state {amount} for a start, and measure what it needs', ja: 'まず {amount} とし、必要な量を測定する' })

function hasEntry(resources: unknown, bound: string, resource: string): boolean {
  const bounds = (resources as Readonly<Record<string, unknown>> | undefined)?.[bound]
  return typeof bounds === 'object' && bounds !== null && resource in bounds
}

/** The examples of a bound: others stated and not this one, nothing stated, and stated. */
function resourceExamples({ bound, resource, proposed }: Pick<ResourceCheck, 'bound' | 'resource' | 'proposed'>): readonly Example[] {
  const other = bound === 'requests' ? 'limits' : 'requests'
  return [
    {
      name: 'left out',
      source:
        bound === 'requests'
          ? podWith('        requests:\n          «example.com/gpu: 1»\n')
          : podWith(`        «${other}»:\n          cpu: 1\n          memory: 1Gi\n          ephemeral-storage: 1Gi\n`),
      fails: ['missing'],
    },
    {
      name: 'nothing is stated',
      source: `${podHead}    - «name: app»
      image: registry.example/app:1
`,
      fails: ['missing'],
      fixed: `${podHead}    - name: app
      image: registry.example/app:1
      resources:
        ${bound}:
          ${resource}: ${proposed}
`,
    },
    { name: 'stated', source: podWith(`        ${bound}:\n          ${resource}: 1\n`) },
    ...(bound === 'requests' ? [{ name: 'a limit alone', source: podWith(`        limits:\n          ${resource}: 1\n`) }] : []),
  ]
}

const podHead = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
`

function podWith(bounds: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: migrate
      image: registry.example/migrate:1
  containers:
    - name: app
      image: registry.example/app:1
      resources:
${bounds}`
}

export const resourceWords = {
  unrequested: text({
    en: 'The scheduler places pods by what they request. One that requests nothing lands on a full node, and is the first to be evicted there.',
    ja: 'スケジューラーは要求された量を見て Pod を配置します。何も要求しない Pod は余裕のないノードにも置かれ、真っ先に追い出されます。',
  }),
} as const

import type { Invocation } from '../command.ts'

/** One word after `breakwater policy`. It is loaded only when it is asked for. */
export interface PolicyAction {
  /** What follows the word, for the message of a wrong use. */
  readonly targets: string
  readonly load: () => Promise<(targets: readonly string[], invocation: Invocation) => Promise<number>>
}

export const policyActions: ReadonlyMap<string, PolicyAction> = new Map<string, PolicyAction>([
  ['test', { targets: 'PATH…', load: async () => (await import('./test.ts')).testPolicies }],
  ['eval', { targets: 'PATH…', load: async () => (await import('./eval.ts')).evaluatePolicies }],
  ['explain', { targets: 'PATH…', load: async () => (await import('./explain.ts')).explainPolicies }],
  ['export', { targets: '', load: async () => (await import('./export.ts')).exportPolicies }],
])

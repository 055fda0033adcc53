import type { Invocation } from '../command.ts'

/** One word after `breakwater cluster`. It is loaded only when it is asked for. */
export interface ClusterAction {
  /** What follows the word; empty where nothing may. */
  readonly targets: string
  readonly load: () => Promise<(targets: readonly string[], invocation: Invocation) => Promise<number>>
}

export const clusterActions: ReadonlyMap<string, ClusterAction> = new Map<string, ClusterAction>([
  ['audit', { targets: '', load: async () => (await import('./audit.ts')).audit }],
  ['drift', { targets: 'PATH…', load: async () => (await import('./drift.ts')).drift }],
  ['rbac', { targets: '', load: async () => (await import('./rbac.ts')).printRbac }],
])

import type { Path } from '../../core/location.ts'
import { message, text, type Message, type Text } from '../../core/text.ts'
import type { Workload } from './workload.ts'

/** A pod or one of its containers, as that which a security context is about. */
export interface SecurityContext {
  /** Who that is, as a message names it. */
  readonly owner: Text<never> | Message
  /** Where one of its fields is written, or belongs. */
  readonly at: (...fields: Path) => Path
  readonly get: (...fields: Path) => unknown
}

export const thePod: Text<never> = text({ en: 'the pod', ja: 'Pod' })

/** The words for one container of a pod. */
export function theContainer(name: string): Message {
  return message(text({ en: 'container {name}', ja: 'コンテナー {name}' }), { name })
}

/** The same two in CEL, for the rules of exported policies. */
export const ownerInCel = {
  pod: text({ en: "'the pod'", ja: "'Pod'" }),
  container: text({ en: "'container ' + container.name", ja: "'コンテナー ' + container.name" }),
} as const

/** A security context in CEL: of what it is, the words for that, and the expression that gives it as an optional. */
export interface SecurityContextInCel {
  readonly of: 'pod' | 'container'
  readonly owner: Text<never>
  readonly context: string
}

/** The security contexts that exported policies ask: that of the pod, and that of each container. */
export const securityContextsInCel: readonly SecurityContextInCel[] = [
  { of: 'pod', owner: ownerInCel.pod, context: 'variables.pod.?securityContext' },
  { of: 'container', owner: ownerInCel.container, context: 'container.?securityContext' },
]

/** What `Workload.declared` looks at, in CEL: the owner is named as `declared` names it. */
export const ownersInCel = [
  { of: 'pod', owner: "'pod'", context: 'variables.pod.?securityContext' },
  { of: 'container', owner: 'container.name', context: 'container.?securityContext' },
] as const

/** The security context of the pod, then those of its containers; each as it is written, without what containers inherit. */
export function securityContexts(pod: Workload): readonly SecurityContext[] {
  return [
    { owner: thePod, at: (...fields) => pod.at('securityContext', ...fields), get: (...fields) => pod.get('securityContext', ...fields) },
    ...pod.containers.map((container): SecurityContext => ({
      owner: theContainer(container.name),
      at: (...fields) => container.at('securityContext', ...fields),
      get: (...fields) => container.get('securityContext', ...fields),
    })),
  ]
}

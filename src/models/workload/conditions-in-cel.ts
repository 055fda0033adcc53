/** What `Workload` and `Container` say of a pod, in CEL, for the rules of exported policies. */

/** Whether the nodes of the pod run Windows; see `Workload.os`. */
export const windowsInCel = "(variables.pod.?os.?name.or(variables.pod.?nodeSelector[?'kubernetes.io/os']).orValue('') == 'windows')"

/** Whether the pod runs to an end; see `Workload.isBatch`. */
export const batchInCel =
  "(object.kind in ['Job', 'CronJob'] || object.metadata.?ownerReferences.orValue([]).exists(owner, owner.kind == 'Job'))"

/** Whether the pod uses the users of its node; see `Workload.hasOwnUserNamespace`. */
export const hostUsersInCel = 'variables.pod.?hostUsers.orValue(true)'

/** Whether somebody has attached the container to a running pod, to look into it. */
export const ephemeralInCel = 'variables.pod.?ephemeralContainers.orValue([]).exists(other, other.name == container.name)'

/** The lists of a container that demands are made of, entry by entry. */
export const portsInCel = { in: 'container.?ports.orValue([])', as: 'port' } as const
export const mountsInCel = { in: 'container.?volumeMounts.orValue([])', as: 'mount' } as const
export const variablesOfContainerInCel = { in: 'container.?env.orValue([])', as: 'variable' } as const

/** Whether a list of capabilities, an optional list, names one of these, with or without `CAP_`; see `capabilityName`. */
export function namesCapabilityInCel(list: string, names: readonly string[]): string {
  const spelt = names.flatMap((name) => [`'${name}'`, `'CAP_${name}'`]).join(', ')
  return `${list}.orValue([]).exists(capability, capability.upperAscii() in [${spelt}])`
}

import type { Path } from '../../core/location.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import type { PodShape } from '../../models/workload/pod-shapes.ts'
import { workloadsOf, type Workload } from '../../models/workload/workload.ts'
import { isMapping, type Untyped } from '../untyped.ts'

/** A pod that a controller would make of a workload. */
export interface ControllerPod {
  readonly pod: Untyped
  /** Where in the workload a field of the pod comes from. */
  readonly sourceOf: (path: Path) => Path
}

/**
 * The pods that controllers would make of an object, as the API server will be asked for them. A workload can be
 * admitted and never run, because its pods are not; none for pods themselves.
 */
export function controllerPods(object: KubernetesObject, podShapes: readonly PodShape[] = []): readonly ControllerPod[] {
  if (object.groupKind === 'Pod') return []
  return workloadsOf(object, podShapes).map((workload) => ({
    pod: podOf(workload),
    sourceOf: ([first, ...rest]) => {
      if (first === 'spec') return [...workload.specPath, ...rest]
      return first === 'metadata' && !ofOwner.has(String(rest[0])) ? [...workload.metadataPath, ...rest] : [first!, ...rest]
    },
  }))
}

/** What the pod's metadata has from the workload itself, not from its template. */
const ofOwner = new Set(['name', 'namespace', 'ownerReferences'])

function podOf({ object, spec, metadataPath }: Workload): Untyped {
  const template = object.get(...metadataPath)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(isMapping(template) && metadataPath.length > 1 ? template : {}),
      // Controllers generate names; policies that put the name into their message need one.
      name: `${object.name}-pod`,
      ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
      ownerReferences: [{ apiVersion: object.apiVersion, kind: object.kind, name: object.name, uid: '', controller: true }],
    },
    spec,
  }
}

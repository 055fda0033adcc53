import type { Path } from '../../core/location.ts'

export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral'

/** Where one kind keeps its pod, or what stands in for one. `*` as a step stands for every item of a sequence. */
export interface PodShape {
  /** The group and kind, without the version: `apps/Deployment`, `Pod` for the core group. */
  readonly kind: string
  /** The mapping that holds the fields of a PodSpec. */
  readonly spec: Path
  /** The mapping that holds the pod's labels and annotations. */
  readonly metadata: Path
  /** Where containers are, from `spec`; the places of a PodSpec where it is left out. */
  readonly containers?: readonly { readonly at: Path; readonly role: ContainerRole }[]
}

export const podSpecContainers: NonNullable<PodShape['containers']> = [
  { at: ['initContainers', '*'], role: 'init' },
  { at: ['containers', '*'], role: 'main' },
  { at: ['ephemeralContainers', '*'], role: 'ephemeral' },
]

function template(kind: string, ...at: Path): PodShape {
  return { kind, spec: [...at, 'spec'], metadata: [...at, 'metadata'] }
}

const argoTemplate: NonNullable<PodShape['containers']> = [
  { at: ['templates', '*', 'initContainers', '*'], role: 'init' },
  { at: ['templates', '*', 'container'], role: 'main' },
  { at: ['templates', '*', 'script'], role: 'main' },
  { at: ['templates', '*', 'containerSet', 'containers', '*'], role: 'main' },
  { at: ['templates', '*', 'sidecars', '*'], role: 'main' },
]

/** The built-in kinds that carry pods, and the custom ones that are met most. The configuration can add more. */
export const podShapes: readonly PodShape[] = [
  { kind: 'Pod', spec: ['spec'], metadata: ['metadata'] },
  template('PodTemplate', 'template'),
  template('ReplicationController', 'spec', 'template'),
  template('apps/Deployment', 'spec', 'template'),
  template('apps/ReplicaSet', 'spec', 'template'),
  template('apps/StatefulSet', 'spec', 'template'),
  template('apps/DaemonSet', 'spec', 'template'),
  template('extensions/Deployment', 'spec', 'template'),
  template('extensions/ReplicaSet', 'spec', 'template'),
  template('extensions/DaemonSet', 'spec', 'template'),
  template('batch/Job', 'spec', 'template'),
  template('batch/CronJob', 'spec', 'jobTemplate', 'spec', 'template'),
  template('argoproj.io/Rollout', 'spec', 'template'),
  { kind: 'argoproj.io/Workflow', spec: ['spec'], metadata: ['spec', 'podMetadata'], containers: argoTemplate },
  { kind: 'argoproj.io/WorkflowTemplate', spec: ['spec'], metadata: ['spec', 'podMetadata'], containers: argoTemplate },
  { kind: 'argoproj.io/ClusterWorkflowTemplate', spec: ['spec'], metadata: ['spec', 'podMetadata'], containers: argoTemplate },
  {
    kind: 'argoproj.io/CronWorkflow',
    spec: ['spec', 'workflowSpec'],
    metadata: ['spec', 'workflowSpec', 'podMetadata'],
    containers: argoTemplate,
  },
  template('serving.knative.dev/Service', 'spec', 'template'),
  template('serving.knative.dev/Configuration', 'spec', 'template'),
  { kind: 'serving.knative.dev/Revision', spec: ['spec'], metadata: ['metadata'] },
  template('keda.sh/ScaledJob', 'spec', 'jobTargetRef', 'template'),
  template('apps.kruise.io/CloneSet', 'spec', 'template'),
  template('apps.kruise.io/StatefulSet', 'spec', 'template'),
  template('apps.kruise.io/DaemonSet', 'spec', 'template'),
  template('jobset.x-k8s.io/JobSet', 'spec', 'replicatedJobs', '*', 'template', 'spec', 'template'),
]

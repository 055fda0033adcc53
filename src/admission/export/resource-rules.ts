import type { Subject, SubjectKind } from '../../core/subject.ts'

/** Kinds of objects as the API server asks policies about them. */
export interface ResourceRule {
  readonly apiGroups: readonly string[]
  readonly apiVersions: readonly string[]
  readonly resources: readonly string[]
}

const rbac = 'rbac.authorization.k8s.io'

/** The workloads of the API itself, by group. Custom kinds make pods, which are judged as such. */
const workloads = [
  ruleFor('', 'v1', 'pods', 'pods/ephemeralcontainers', 'podtemplates', 'replicationcontrollers'),
  ruleFor('apps', 'v1', 'deployments', 'replicasets', 'statefulsets', 'daemonsets'),
  ruleFor('batch', 'v1', 'jobs', 'cronjobs'),
]

/** By the id of what a check is about, where that is not the name of a kind itself. */
const bySubject: Readonly<Record<string, readonly ResourceRule[]>> = {
  workload: workloads,
  role: [ruleFor(rbac, 'v1', 'roles', 'clusterroles')],
  'role-binding': [ruleFor(rbac, 'v1', 'rolebindings', 'clusterrolebindings')],
  ingress: [ruleFor('networking.k8s.io', 'v1', 'ingresses')],
  'network-policy': [ruleFor('networking.k8s.io', 'v1', 'networkpolicies')],
  'azure-storage-class': [ruleFor('storage.k8s.io', 'v1', 'storageclasses')],
}

/** The kinds that checks ask for by name, with their group. */
const byName: Readonly<Record<string, ResourceRule>> = {
  Namespace: ruleFor('', 'v1', 'namespaces'),
  PersistentVolume: ruleFor('', 'v1', 'persistentvolumes'),
  Secret: ruleFor('', 'v1', 'secrets'),
  Service: ruleFor('', 'v1', 'services'),
  'batch/CronJob': ruleFor('batch', 'v1', 'cronjobs'),
  'batch/Job': ruleFor('batch', 'v1', 'jobs'),
  'policy/PodDisruptionBudget': ruleFor('policy', 'v1', 'poddisruptionbudgets'),
  'secrets-store.csi.x-k8s.io/SecretProviderClass': ruleFor('secrets-store.csi.x-k8s.io', 'v1', 'secretproviderclasses'),
  'storage.k8s.io/StorageClass': ruleFor('storage.k8s.io', 'v1', 'storageclasses'),
}

/** What the API server has to ask a policy about so that it sees the subjects of a check. */
export function resourceRulesFor(subject: SubjectKind<Subject>): readonly ResourceRule[] {
  const known = bySubject[subject.id]
  if (known !== undefined) return known
  return subject.id.split(', ').map((name) => {
    const rule = byName[name]
    if (rule === undefined) throw new TypeError(`no resource is known for ${name}`)
    return rule
  })
}

function ruleFor(group: string, version: string, ...resources: readonly string[]): ResourceRule {
  return { apiGroups: [group], apiVersions: [version], resources }
}

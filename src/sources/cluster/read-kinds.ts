/** A kind of object that is read of a cluster; `resource` is its name in RBAC rules, `*` for all of a group. */
export interface ReadKind {
  readonly group: string
  readonly kind: string
  readonly resource: string
}

function ofGroup(group: string, kinds: Readonly<Record<string, string>>): readonly ReadKind[] {
  return Object.entries(kinds).map(([kind, resource]) => ({ group, kind, resource }))
}

/**
 * The kinds that checks have something to say about, and those that checks ask when they judge others. No more is read of
 * a cluster, and no more may be: the permissions that `breakwater cluster rbac` prints are these.
 */
export const readKinds: readonly ReadKind[] = [
  ...ofGroup('', {
    ConfigMap: 'configmaps',
    LimitRange: 'limitranges',
    Namespace: 'namespaces',
    Node: 'nodes',
    PersistentVolume: 'persistentvolumes',
    PersistentVolumeClaim: 'persistentvolumeclaims',
    Pod: 'pods',
    PodTemplate: 'podtemplates',
    ReplicationController: 'replicationcontrollers',
    ResourceQuota: 'resourcequotas',
    Secret: 'secrets',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
  }),
  ...ofGroup('admissionregistration.k8s.io', {
    MutatingWebhookConfiguration: 'mutatingwebhookconfigurations',
    ValidatingWebhookConfiguration: 'validatingwebhookconfigurations',
  }),
  ...ofGroup('apps', { DaemonSet: 'daemonsets', Deployment: 'deployments', ReplicaSet: 'replicasets', StatefulSet: 'statefulsets' }),
  ...ofGroup('autoscaling', { HorizontalPodAutoscaler: 'horizontalpodautoscalers' }),
  ...ofGroup('batch', { CronJob: 'cronjobs', Job: 'jobs' }),
  ...ofGroup('networking.k8s.io', { Ingress: 'ingresses', IngressClass: 'ingressclasses', NetworkPolicy: 'networkpolicies' }),
  ...ofGroup('node.k8s.io', { RuntimeClass: 'runtimeclasses' }),
  ...ofGroup('policy', { PodDisruptionBudget: 'poddisruptionbudgets', PodSecurityPolicy: 'podsecuritypolicies' }),
  ...ofGroup('rbac.authorization.k8s.io', {
    ClusterRole: 'clusterroles',
    ClusterRoleBinding: 'clusterrolebindings',
    Role: 'roles',
    RoleBinding: 'rolebindings',
  }),
  ...ofGroup('storage.k8s.io', { StorageClass: 'storageclasses' }),
  ...ofGroup('apps.kruise.io', { CloneSet: 'clonesets', DaemonSet: 'daemonsets', StatefulSet: 'statefulsets' }),
  ...ofGroup('argoproj.io', {
    Application: 'applications',
    ApplicationSet: 'applicationsets',
    AppProject: 'appprojects',
    ClusterWorkflowTemplate: 'clusterworkflowtemplates',
    CronWorkflow: 'cronworkflows',
    Rollout: 'rollouts',
    Workflow: 'workflows',
    WorkflowTemplate: 'workflowtemplates',
  }),
  ...ofGroup('helm.toolkit.fluxcd.io', { HelmRelease: 'helmreleases' }),
  ...ofGroup('jobset.x-k8s.io', { JobSet: 'jobsets' }),
  ...ofGroup('keda.sh', { ScaledJob: 'scaledjobs', ScaledObject: 'scaledobjects' }),
  ...ofGroup('kustomize.toolkit.fluxcd.io', { Kustomization: 'kustomizations' }),
  ...ofGroup('secrets-store.csi.x-k8s.io', { SecretProviderClass: 'secretproviderclasses' }),
  ...ofGroup('serving.knative.dev', { Configuration: 'configurations', Revision: 'revisions', Service: 'services' }),
  ...ofGroup('source.toolkit.fluxcd.io', {
    Bucket: 'buckets',
    GitRepository: 'gitrepositories',
    HelmChart: 'helmcharts',
    HelmRepository: 'helmrepositories',
    OCIRepository: 'ocirepositories',
  }),
]

/** The kinds that say what a cluster admits. Constraints of Gatekeeper have a kind for each template. */
export const policyKinds: readonly ReadKind[] = [
  ...ofGroup('admissionregistration.k8s.io', {
    MutatingAdmissionPolicy: 'mutatingadmissionpolicies',
    MutatingAdmissionPolicyBinding: 'mutatingadmissionpolicybindings',
    ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
    ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings',
  }),
  ...ofGroup('config.gatekeeper.sh', { Config: 'configs' }),
  { group: 'constraints.gatekeeper.sh', kind: '*', resource: '*' },
  ...ofGroup('expansion.gatekeeper.sh', { ExpansionTemplate: 'expansiontemplate' }),
  ...ofGroup('kyverno.io', { ClusterPolicy: 'clusterpolicies', Policy: 'policies', PolicyException: 'policyexceptions' }),
  ...ofGroup('mutations.gatekeeper.sh', {
    Assign: 'assign',
    AssignImage: 'assignimage',
    AssignMetadata: 'assignmetadata',
    ModifySet: 'modifyset',
  }),
  ...ofGroup('policies.kyverno.io', {
    PolicyException: 'policyexceptions',
    ValidatingPolicy: 'validatingpolicies',
  }),
  ...ofGroup('syncset.gatekeeper.sh', { SyncSet: 'syncsets' }),
  ...ofGroup('templates.gatekeeper.sh', { ConstraintTemplate: 'constrainttemplates' }),
]

/** A kind that the configuration or a manifest names as `group/Kind`; its resource is guessed the way the API names them. */
export function readKindOf(groupKind: string): ReadKind {
  const slash = groupKind.indexOf('/')
  const kind = groupKind.slice(slash + 1)
  const lower = kind.toLowerCase()
  const resource = /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(lower) ? `${lower}es` : `${lower}s`
  return { group: slash === -1 ? '' : groupKind.slice(0, slash), kind, resource }
}

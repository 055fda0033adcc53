import { isNamespaced } from '../../models/kubernetes-api/kind-scope.ts'
import type { ReadKind } from '../../sources/cluster/read-kinds.ts'

export interface ReaderOptions {
  readonly kinds: readonly ReadKind[]
  /** Kinds of the whole cluster that are read even for chosen namespaces. */
  readonly ofCluster: readonly ReadKind[]
  /** Only in these namespaces; in the whole cluster where there are none. */
  readonly namespaces: readonly string[]
  /** A service account that gets the permissions. */
  readonly account: { readonly namespace: string; readonly name: string } | undefined
  /** Changes are to be seen as well. */
  readonly watches?: boolean
}

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

const group = 'rbac.authorization.k8s.io'
const name = 'breakwater-reader'

/**
 * The roles that reading a cluster needs, and no more: `list` on each kind, and `watch` where changes are to be seen. For chosen namespaces, a Role in each, which
 * may also `get` the namespace itself.
 */
export function readerRoles({ kinds, ofCluster, namespaces, account, watches = false }: ReaderOptions): readonly object[] {
  const verbs = watches ? ['list', 'watch'] : ['list']
  if (namespaces.length === 0) {
    return clusterRole([...kinds, ...ofCluster], verbs, account)
  }
  const inside = [...kinds, ...ofCluster].filter(isInNamespaces)
  const outside = ofCluster.filter((kind) => !isInNamespaces(kind) || kind.resource === '*')
  const own: Rule = { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }
  const whole = outside.length === 0 ? [] : clusterRole(outside, verbs, account)
  const each = namespaces.flatMap((namespace) => [
    { apiVersion: `${group}/v1`, kind: 'Role', metadata: { name, namespace }, rules: [own, ...rulesFor(inside, verbs)] },
    ...bindings('Role', namespace, account),
  ])
  return [...whole, ...each]
}

function clusterRole(kinds: readonly ReadKind[], verbs: readonly string[], account: ReaderOptions['account']): readonly object[] {
  const role = { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name }, rules: rulesFor(kinds, verbs) }
  return [role, ...bindings('ClusterRole', undefined, account)]
}

/** Whether objects of the kind live in a namespace; of kinds that are not built in nobody knows, and the rule does no harm. */
function isInNamespaces({ group: ofKind, kind }: ReadKind): boolean {
  return isNamespaced(ofKind === '' ? 'v1' : `${ofKind}/v1`, kind) ?? true
}

function rulesFor(kinds: readonly ReadKind[], verbs: readonly string[]): readonly Rule[] {
  return [...Map.groupBy(kinds, (kind) => kind.group)].map(([apiGroup, members]) => ({
    apiGroups: [apiGroup],
    resources: members.map(({ resource }) => resource).toSorted(),
    verbs,
  }))
}

function bindings(kind: 'Role' | 'ClusterRole', namespace: string | undefined, account: ReaderOptions['account']): readonly object[] {
  if (account === undefined) return []
  return [
    {
      apiVersion: `${group}/v1`,
      kind: `${kind}Binding`,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      roleRef: { apiGroup: group, kind, name },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
  ]
}

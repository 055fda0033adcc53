import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noEventDeletion = permissionCheck({
  id: 'rbac/no-event-deletion',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may delete events', ja: 'イベントの削除を限られた相手だけに許す' }),
  why: text({
    en: 'Events are traces. Who can delete them can cover up what a pod did.',
    ja: 'イベントは痕跡です。削除できる相手は、Pod の行動を隠せます。',
  }),
  permits: text({ en: 'deleting events', ja: 'イベントの削除' }),
  permissions: [
    { group: '', resources: ['events'], verbs: ['delete', 'deletecollection'] },
    { group: 'events.k8s.io', resources: ['events'], verbs: ['delete', 'deletecollection'] },
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [
    {
      name: 'beside rights that are of no concern, and among all verbs',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: operator
  namespace: shop
rules:
  - apiGroups: [""]
    # What the operator looks after.
    resources: [pods, «events»]
    verbs: [get, delete]
  - apiGroups: [events.k8s.io]
    resources: [«events»]
    verbs: ["*"]
  - apiGroups: [""]
    resources: [«events»]
    verbs: [create, delete, patch]
`,
      fails: ['grants', 'grants', 'grants'],
      fixed: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: operator
  namespace: shop
rules:
  - apiGroups: [""]
    # What the operator looks after.
    resources: [pods]
    verbs: [get, delete]
  - apiGroups: [events.k8s.io]
    resources: [events]
    verbs: [get, list, watch]
  - apiGroups: [""]
    resources: [events]
    verbs: [create, patch]
  - apiGroups:
      - ""
    resources:
      - events
    verbs:
      - get
`,
    },
    {
      name: 'in all namespaces',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: [«events»]
    verbs: ["deletecollection"]
`,
      fails: ['grants'],
      fixed: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules: []
`,
    },
    {
      name: 'something else of the same kind',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [""]
    resources: [events]
    verbs: ["get", "list"]
`,
    },
  ],
})

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

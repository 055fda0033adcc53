import { text } from '../../core/text.ts'
import { permissionCheck } from '../permission-check.ts'

export const noEphemeralContainers = permissionCheck({
  id: 'rbac/no-ephemeral-containers',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Few may add ephemeral containers to pods', ja: 'エフェメラルコンテナーの追加を限られた相手だけに許す' }),
  why: text({
    en: "An ephemeral container joins a running pod with an image of the attacker's choice, next to its processes and with its volumes in reach.",
    ja: 'エフェメラルコンテナーを使うと、攻撃者が選んだイメージを実行中の Pod に追加できます。Pod のプロセスやボリュームにも手が届きます。',
  }),
  permits: text({ en: 'adding ephemeral containers', ja: 'エフェメラルコンテナーの追加' }),
  permissions: [{ group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] }],
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
    resources: [«pods/ephemeralcontainers»]
    verbs: ["patch"]
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
    resources: [pods]
    verbs: ["get", "list"]
`,
    },
  ],
})

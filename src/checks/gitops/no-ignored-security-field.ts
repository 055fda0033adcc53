import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { differenceIgnoring, ignoredDifferences } from '../../models/gitops/ignored-difference.ts'
import { securityFieldIn } from '../../models/gitops/security-field.ts'

export const noIgnoredSecurityField = defineCheck({
  id: 'gitops/no-ignored-security-field',
  controls: ['release-gitops-pull', 'build-manifest-analysis'],
  subject: differenceIgnoring,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Drift of security fields is not ignored', ja: 'セキュリティに関わるフィールドのドリフトを無視しない' }),
  why: text({
    en: 'What is ignored is neither shown nor undone. A change to rights, images or a security context in the cluster stays, and the console says that all is in sync.',
    ja: '無視されたドリフトは、表示も修復もされません。権限、イメージ、セキュリティコンテキストをクラスター上で変えられても残り続け、コンソールには同期済みと表示されます。',
  }),
  messages: {
    ignored: text({ en: 'a change of {field} in the cluster goes unnoticed', ja: 'クラスター上で {field} が変わっても気付けません' }),
  },
  *evaluate(object, { report }) {
    for (const { path, kind, at } of ignoredDifferences(object)) {
      const field = securityFieldIn(path, kind)
      if (field !== undefined) yield report('ignored', { field }, { at })
    }
  },
  references: [
    'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/',
    'https://fluxcd.io/flux/components/helm/helmreleases/#ignore-rules',
  ],
  examples: [
    {
      name: 'an image and a security context',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  ignoreDifferences:
    - group: apps
      kind: Deployment
      jsonPointers:
        - /spec/replicas
        - «/spec/template/spec/securityContext/runAsUser»
      jqPathExpressions:
        - «.spec.template.spec.containers[].image»
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cart
spec:
  driftDetection:
    mode: enabled
    ignore:
      - paths: [«/rules»]
        target:
          kind: ClusterRole
`,
      fails: ['ignored', 'ignored', 'ignored'],
    },
    {
      name: 'for all applications',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
  resource.customizations.ignoreDifferences.apps_Deployment: «|
    jsonPointers:
      - /spec/template»
`,
      fails: ['ignored'],
    },
    {
      name: 'what autoscalers and certificate managers fill in',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  ignoreDifferences:
    - group: apps
      kind: Deployment
      jsonPointers:
        - /spec/replicas
        - /spec/template/spec/containers/0/resources
    - group: admissionregistration.k8s.io
      kind: MutatingWebhookConfiguration
      jqPathExpressions:
        - .webhooks[].clientConfig.caBundle
`,
    },
  ],
})

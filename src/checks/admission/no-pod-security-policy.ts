import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noPodSecurityPolicy = defineCheck({
  id: 'admission/no-pod-security-policy',
  controls: ['gov-pss-initiative', 'build-manifest-analysis'],
  subject: objectsOfKind('policy/PodSecurityPolicy', 'extensions/PodSecurityPolicy'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No PodSecurityPolicy is left over', ja: 'PodSecurityPolicy を残さない' }),
  why: text({
    en: 'Kubernetes 1.25 removed PodSecurityPolicy. Who still relies on one believes in a protection that is gone.',
    ja: 'PodSecurityPolicy は Kubernetes 1.25 で削除されました。残っていると、すでにない保護を信じることになります。',
  }),
  messages: {
    leftOver: text({
      en: 'PodSecurityPolicy {name} protects nothing; use Pod Security levels on namespaces',
      ja: 'PodSecurityPolicy {name} は何も保護しません。名前空間の Pod Security レベルを使ってください',
    }),
  },
  *evaluate({ name }, { report, target }) {
    if (target.kubernetes >= 25) yield report('leftOver', { name }, { at: ['kind'] })
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-policy/'],
  examples: [
    {
      name: 'left over',
      source: `apiVersion: policy/v1beta1
kind: «PodSecurityPolicy»
metadata:
  name: restricted
spec:
  privileged: false
`,
      fails: ['leftOver'],
    },
    {
      name: 'on a cluster that still has them',
      kubernetes: 24,
      source: `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata:
  name: restricted
spec:
  privileged: false
`,
    },
  ],
})

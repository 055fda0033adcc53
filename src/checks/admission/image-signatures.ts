import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { admissionPolicies } from '../../models/kubernetes/admission-policies.ts'

export const imageSignatures = defineCheck({
  id: 'admission/image-signatures',
  controls: ['image-verify-admission', 'img-signature-gate', 'build-manifest-analysis'],
  subject: admissionPolicies,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The policies of a cluster verify signatures of images', ja: 'クラスターのポリシーでイメージの署名を検証する' }),
  why: text({
    en: 'A registry that is trusted says where an image lies, and nothing of who made it. Only a signature tells the image of the pipeline from one that somebody has put beside it.',
    ja: '信頼できるレジストリであることは、イメージの場所を示すだけで、作成者を示しません。パイプラインが作ったイメージと、後から置かれたイメージを見分けられるのは署名だけです。',
  }),
  messages: {
    none: text({
      en: 'no admission policy of the scanned set asks for a signature of images (policies: {count})',
      ja: '検査対象にあるアドミッションのポリシー {count} 件のどれも、署名を求めていません',
    }),
  },
  // A set without any such policies says nothing: where they are kept, nobody can see here.
  *evaluate({ members, verifySignatures }, { report }) {
    if (!verifySignatures) yield report('none', { count: members.length }, { at: ['kind'] })
  },
  references: ['https://learn.microsoft.com/azure/aks/image-integrity', 'https://ratify.dev/docs/what-is-ratify'],
  examples: [
    {
      name: 'rules for labels alone',
      source: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: «K8sRequiredLabels»
metadata:
  name: owner
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: ours
`,
      fails: ['none'],
    },
    {
      name: 'a verifier beside them',
      source: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata:
  name: owner
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: RatifyVerification
metadata:
  name: signatures
---
apiVersion: config.ratify.deislabs.io/v1beta1
kind: Verifier
metadata:
  name: notation
spec:
  name: notation
  artifactTypes: application/vnd.cncf.notary.signature
`,
    },
    {
      name: 'Kyverno verifies them',
      source: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: signatures
spec:
  rules:
    - name: signed
      verifyImages:
        - imageReferences: ["contoso.azurecr.io/*"]
`,
    },
    {
      name: 'no policies, only pods',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})

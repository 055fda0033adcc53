import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { fluxReconciler } from '../../models/gitops/kinds.ts'

export const reconcilerAccount = defineCheck({
  id: 'gitops/reconciler-account',
  controls: ['release-gitops-pull', 'scm-least-privilege'],
  subject: fluxReconciler,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Flux applies with the rights of the tenant', ja: 'Flux はテナントの権限で適用する' }),
  why: text({
    en: "Without a service account of its own, an object is applied with the controller's rights, which are cluster-admin as a rule: whoever can push to the repository owns the cluster.",
    ja: '専用のサービスアカウントを指定しないと、コントローラーの権限（通常は cluster-admin）で適用されます。リポジトリにプッシュできる人が、クラスター全体を支配できます。',
  }),
  messages: {
    controller: text({
      en: '{kind} {name} is applied with the rights of the controller',
      ja: '{kind} {name} はコントローラーの権限で適用されます',
    }),
  },
  *evaluate(object, { report }) {
    // What goes to another cluster has the rights of the kubeconfig given for it.
    if (object.get('spec', 'serviceAccountName') !== undefined || object.get('spec', 'kubeConfig') !== undefined) return
    yield report('controller', { kind: object.kind, name: object.name }, { at: ['spec', 'serviceAccountName'] })
  },
  references: ['https://fluxcd.io/flux/installation/configuration/multitenancy/'],
  examples: [
    {
      name: "the controller's rights",
      source: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
  namespace: shop
spec:
  «prune: true»
`,
      fails: ['controller'],
    },
    {
      name: "the tenant's rights",
      source: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: shop
spec:
  serviceAccountName: shop-deployer
`,
    },
  ],
})

import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { liesIn } from '../../models/image/image-name.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { liesInOneInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const noAzurePullSecret = defineCheck({
  id: 'image/no-azure-pull-secret',
  controls: ['acr-attach', 'secret-no-shared-credentials'],
  subject: workload,
  severity: 'low',
  // The registry may belong to another tenant, which the cluster's identity cannot reach.
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Images of Azure Container Registry are pulled without a secret',
    ja: 'Azure Container Registry のイメージをシークレットなしでプルする',
  }),
  why: text({
    en: 'A pull secret is a password that lies in the namespace and does not rotate. The cluster pulls from a registry that is attached to it by its own identity.',
    ja: 'プルシークレットは、名前空間に置かれたままローテーションされないパスワードです。レジストリをクラスターにアタッチすれば、クラスター自身の ID でプルできます。',
  }),
  messages: {
    secret: text({
      en: 'the pod pulls from Azure Container Registry with the secret {secret}',
      ja: 'Pod がシークレット {secret} を使って Azure Container Registry からプルします',
    }),
  },
  *evaluate(pod, { report }) {
    const images = imagesOf(pod)
    // The secret may be there for an image of somebody else.
    if (images.length === 0 || !images.every(({ name }) => liesIn(name, '*.azurecr.io') || liesIn(name, 'mcr.microsoft.com'))) return
    for (const [index, secret] of pod.list('imagePullSecrets').entries()) {
      const at = pod.at('imagePullSecrets', index)
      yield report(
        'secret',
        { secret: stringAt(secret, ['name']) ?? String(index) },
        {
          at: [...at, 'name'],
          fix: {
            title: text({ en: 'pull with the identity of the cluster', ja: 'クラスターの ID でプルする' }),
            safety: 'review',
            edits: [remove(at)],
          },
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        each: [{ in: 'variables.pod.?imagePullSecrets.orValue([])', as: 'secret' }],
        forbids: `size(variables.images) > 0 && variables.images.all(image, ${liesInOneInCel(['*.azurecr.io', 'mcr.microsoft.com'])})`,
        message: 'secret',
        args: { secret: 'secret.name' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/cluster-container-registry-integration'],
  examples: [
    {
      name: 'a password for a registry of Azure',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  imagePullSecrets:
    - name: «registry-password»
    - name: «registry-password-old»
  containers:
    - name: app
      image: contoso.azurecr.io/app:1
`,
      fails: ['secret', 'secret'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  imagePullSecrets: []
  containers:
    - name: app
      image: contoso.azurecr.io/app:1
`,
    },
    {
      name: 'a registry of somebody else',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  imagePullSecrets:
    - name: registry-password
  containers:
    - name: app
      image: contoso.azurecr.io/app:1
    - name: agent
      image: registry.example/agent:1
`,
    },
  ],
})

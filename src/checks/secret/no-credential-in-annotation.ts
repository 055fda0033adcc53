import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { credentialIn } from '../../models/workload/credential.ts'

/** What `kubectl apply` keeps for itself: the whole object once more. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

export const noCredentialInAnnotation = defineCheck({
  id: 'secret/no-credential-in-annotation',
  controls: ['secret-none-in-code', 'build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Annotations hold no credentials', ja: 'アノテーションに資格情報を書かない' }),
  why: text({
    en: 'Annotations are shown by every listing, copied by controllers to other objects and sent to monitoring. Whoever may look at the object has the credential.',
    ja: 'アノテーションは一覧に表示され、コントローラーがほかのオブジェクトに複製し、監視にも送られます。オブジェクトを見られる人は誰でも資格情報を読めます。',
  }),
  messages: {
    literal: text({ en: 'annotation {name} holds a credential: {what}', ja: 'アノテーション {name} に資格情報が書かれています: {what}' }),
    lastApplied: text({
      en: 'the annotation of kubectl holds the data of this Secret once more',
      ja: 'kubectl のアノテーションに、この Secret のデータがもう一度書かれています',
    }),
  },
  *evaluate(object, { report }) {
    for (const [name, value] of Object.entries(object.annotations)) {
      const at = ['metadata', 'annotations', name]
      if (name === lastApplied) {
        if (object.groupKind !== 'Secret' || !/"(?:data|stringData)":\{"/.test(value)) continue
        const fix = { title: text({ en: 'take it out', ja: '削除する' }), safety: 'safe', edits: [remove(at)] } as const
        yield report('lastApplied', {}, { at, part: 'key', conceal: at, fix })
        continue
      }
      const credential = credentialIn(name.replace(/^.*\//, ''), value)
      if (credential === undefined) continue
      const { what, severity, confidence } = credential
      yield report('literal', { name, what }, { at, conceal: at, severity, confidence })
    }
  },
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/'],
  examples: [
    {
      name: 'a password for a controller, and a Secret that was applied',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/dns-password: «hunter2»
---
apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations:
    «kubectl.kubernetes.io/last-applied-configuration»: '{"apiVersion":"v1","data":{"password":"aHVudGVyMg=="},"kind":"Secret"}'
    team: shop
`,
      fails: ['literal', 'lastApplied'],
      fixed: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/dns-password: hunter2
---
apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations:
    team: shop
`,
    },
    {
      name: 'names of secrets and classes',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/auth-secret: shop/basic-auth
    nginx.ingress.kubernetes.io/auth-tls-secret: shop/ca
    cert-manager.io/cluster-issuer: letsencrypt
    argocd.argoproj.io/secret-type: repository
`,
    },
  ],
})

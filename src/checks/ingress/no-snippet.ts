import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { ingress } from '../../models/network/ingress.ts'

/** Annotations of ingress-nginx whose text becomes part of the configuration of the proxy. */
const raw = /^nginx\.ingress\.kubernetes\.io\/(?:(?:configuration|server|stream|auth|modsecurity)-snippet|lua-resty-waf.*)$/
/** Annotations through which crafted values have broken out into the configuration (CVE-2025-1097, -1098, -24514 and others). */
const injectable =
  /^nginx\.ingress\.kubernetes\.io\/(?:auth-url|auth-signin|auth-tls-match-cn|mirror-target|mirror-host|permanent-redirect|temporal-redirect|rewrite-target)$/
/** What a value needs to break out of a directive of the proxy's configuration. */
const breaksOut = /[;{}#\r\n]|\$\{/

export const noSnippet = defineCheck({
  id: 'ingress/no-snippet',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: ingress,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Ingresses carry no raw proxy configuration', ja: 'Ingress にプロキシの設定を直接書かない' }),
  why: text({
    en: 'A snippet runs in the controller, which can read the secrets of all namespaces: whoever may write an Ingress gets them (CVE-2021-25742 and its successors).',
    ja: 'スニペットは、すべての名前空間のシークレットを読めるコントローラーの中で動きます。Ingress を書ける相手は、それらを手に入れられます（CVE-2021-25742 とその後の脆弱性）。',
  }),
  messages: {
    snippet: text({
      en: 'Ingress {name} writes into the configuration of the proxy',
      ja: 'Ingress {name} がプロキシの設定に直接書き込みます',
    }),
    injection: text({
      en: 'this value of Ingress {name} can break out into the configuration of the proxy',
      ja: 'Ingress {name} のこの値は、プロキシの設定に割り込めます',
    }),
  },
  *evaluate({ object }, { report }) {
    for (const [annotation, value] of Object.entries(object.annotations)) {
      const at = ['metadata', 'annotations', annotation]
      const fix = {
        title: text({ en: 'remove the annotation', ja: 'アノテーションを削除する' }),
        safety: 'review',
        edits: [remove(at)],
      } as const
      if (raw.test(annotation) && value !== '') yield report('snippet', { name: object.name }, { at, part: 'key', fix })
      else if (injectable.test(annotation) && breaksOut.test(value)) yield report('injection', { name: object.name }, { at, fix })
    }
  },
  enforce: {
    cel: [
      {
        of: 'object',
        each: [{ in: 'object.metadata.?annotations.orValue({})', as: 'annotation' }],
        forbids:
          "annotation.matches('^nginx[.]ingress[.]kubernetes[.]io/((configuration|server|stream|auth|modsecurity)-snippet|lua-resty-waf.*)$') && object.metadata.annotations[annotation] != ''",
        message: 'snippet',
        args: { name: 'object.metadata.name' },
      },
      {
        of: 'object',
        each: [{ in: 'object.metadata.?annotations.orValue({})', as: 'annotation' }],
        forbids: String.raw`annotation.matches('^nginx[.]ingress[.]kubernetes[.]io/(auth-url|auth-signin|auth-tls-match-cn|mirror-target|mirror-host|permanent-redirect|temporal-redirect|rewrite-target)$') && object.metadata.annotations[annotation].matches('[;{}#\r\n]|[$][{]')`,
        message: 'injection',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/'],
  examples: [
    {
      name: 'a snippet, and a value that ends the directive',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    «nginx.ingress.kubernetes.io/configuration-snippet»: |
      more_set_headers "X-Team: shop";
    nginx.ingress.kubernetes.io/auth-url: «"http://example.com/#;load_module test;"»
`,
      fails: ['snippet', 'injection'],
      fixed: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations: {}
`,
    },
    {
      name: 'ordinary annotations',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/auth-url: http://auth.shop.svc.cluster.local/verify
    nginx.ingress.kubernetes.io/rewrite-target: /$2
`,
    },
  ],
})

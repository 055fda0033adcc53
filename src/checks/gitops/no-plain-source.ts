import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { fetchedAddresses, fetching, verificationSwitch } from '../../models/gitops/fetched-address.ts'

export const noPlainSource = defineCheck({
  id: 'gitops/no-plain-source',
  controls: ['release-gitops-pull', 'build-manifest-analysis'],
  subject: fetching,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Desired state is fetched over a protected connection', ja: 'あるべき状態を保護された接続で取得する' }),
  why: text({
    en: 'What is fetched is applied with the rights of the controller. Over plain HTTP or Git, or from a server that proves nothing, anybody on the way decides what runs in the cluster.',
    ja: '取得した内容は、コントローラーの権限でクラスターに適用されます。平文の HTTP や Git、検証されないサーバーから取得すると、経路上の誰もがクラスターで動くものを差し替えられます。',
  }),
  messages: {
    plain: text({ en: '{url} is fetched without encryption', ja: '{url} を暗号化なしで取得します' }),
    unverified: text({ en: '{field} lets any server answer', ja: '{field} により、どのサーバーの応答でも受け入れます' }),
  },
  *evaluate(object, { report }) {
    for (const { url, at } of fetchedAddresses(object)) {
      const scheme = /^(?:http|git):\/\//i.exec(url)?.[0]
      if (scheme === undefined) continue
      // A name that only a cluster resolves stays on the network of that cluster.
      const isInside = /^[a-z]+:\/\/[\w.-]{1,253}\.svc(?:\.cluster\.local)?(?:[:/]|$)/i.test(url)
      yield report(
        'plain',
        { url },
        {
          at,
          severity: isInside ? 'medium' : 'high',
          fix: {
            title: text({ en: 'fetch over HTTPS', ja: 'HTTPS で取得する' }),
            safety: 'review',
            edits: [set(at, `https://${url.slice(scheme.length)}`)],
          },
        },
      )
    }
    const insecure = verificationSwitch(object)
    if (insecure !== undefined) yield report('unverified', { field: String(insecure.at(-1)) }, { at: insecure })
  },
  references: [
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/security/',
    'https://fluxcd.io/flux/components/source/gitrepositories/#url',
  ],
  examples: [
    {
      name: 'plain HTTP and Git',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    repoURL: «http://git.example/shop.git»
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop
spec:
  url: «git://git.example/shop.git»
`,
      fails: ['plain', 'plain'],
      fixed: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    repoURL: https://git.example/shop.git
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop
spec:
  url: https://git.example/shop.git
`,
    },
    {
      name: 'any server',
      source: `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: shop
spec:
  url: oci://shop.azurecr.io/manifests
  insecure: «true»
---
apiVersion: v1
kind: Secret
metadata:
  name: shop
  labels:
    argocd.argoproj.io/secret-type: repository
stringData:
  url: https://git.example/shop.git
  insecure: «"true"»
`,
      fails: ['unverified', 'unverified'],
    },
    {
      name: 'HTTPS, SSH and a registry',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  sources:
    - repoURL: https://git.example/shop.git
    - repoURL: git@git.example:shop.git
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: shop
spec:
  type: oci
  url: oci://shop.azurecr.io/charts
`,
    },
  ],
})

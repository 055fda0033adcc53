import { defineCheck } from '../../core/check.ts'
import { strings, type Options } from '../../core/option.ts'
import { shown, text } from '../../core/text.ts'
import { liesIn } from '../../models/image/image-name.ts'
import { eachImageInCel, liesInOneInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

const options = {
  allow: strings(
    ['*.azurecr.io', 'mcr.microsoft.com'],
    text({
      en: 'registries, or folders of them, from which images may come; `*.` stands for one name; an empty list allows all',
      ja: 'イメージの取得を認めるレジストリ、またはその中のフォルダー。`*.` は名前 1 つに当たり、空ならすべて認める',
    }),
  ),
  deny: strings(
    [],
    text({
      en: 'registries, or folders of them, that are refused even so',
      ja: '上に当てはまっても拒否するレジストリ、またはその中のフォルダー',
    }),
  ),
} satisfies Options

export const allowedRegistry = defineCheck({
  id: 'image/allowed-registry',
  controls: ['image-trusted-registry', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images come from trusted registries', ja: '信頼できるレジストリのイメージを使う' }),
  why: text({
    en: 'On a public registry anybody publishes under a name that looks right, and takes it back or over at will. An image in a registry of your own is scanned, kept and yours to withdraw.',
    ja: '公開レジストリには、もっともらしい名前のイメージを誰でも置け、削除も乗っ取りも起こります。自社のレジストリに取り込めば、スキャンし、保管し、必要なら自ら取り下げられます。',
  }),
  messages: {
    notAllowed: text({
      en: '{image} comes from {registry}, which is not among the allowed registries',
      ja: '{image} の取得元 {registry} は、許可されたレジストリではありません',
    }),
    denied: text({ en: '{image} comes from {registry}, which is refused', ja: '{image} の取得元 {registry} は拒否されています' }),
  },
  options,
  *evaluate(pod, { report, options: { allow, deny } }) {
    for (const { written, name, at } of imagesOf(pod)) {
      const args = { image: shown(written), registry: name.registry }
      if (deny.some((pattern) => liesIn(name, pattern))) yield report('denied', args, { at })
      else if (allow.length > 0 && !allow.some((pattern) => liesIn(name, pattern))) yield report('notAllowed', args, { at })
    }
  },
  enforce: {
    azurePolicy: 'febd0533-8e55-448f-b837-bd0e06f16469',
    celFor: ({ allow, deny }) => [
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids: liesInOneInCel(deny),
        message: 'denied',
        args: { image: 'image.written', registry: 'image.registry' },
      },
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids: `${allow.length > 0} && !${liesInOneInCel(deny)} && !${liesInOneInCel(allow)}`,
        message: 'notAllowed',
        args: { image: 'image.written', registry: 'image.registry' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management'],
  examples: [
    {
      name: 'a public registry, and names that only look right',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: public
      image: «nginx:1.27»
    - name: lookalike
      image: «mcr.microsoft.com.evil.example/dotnet/runtime:9.0»
    - name: folder
      image: «evil.example/contoso.azurecr.io/app:1»
`,
      fails: ['notAllowed', 'notAllowed', 'notAllowed'],
    },
    {
      name: 'registries of Azure',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: contoso.azurecr.io/shop/app:1
    - name: helper
      image: mcr.microsoft.com/dotnet/runtime:9.0
`,
    },
    {
      name: 'one registry of our own, without its playground',
      options: { allow: ['contoso.azurecr.io'], deny: ['contoso.azurecr.io/playground'] },
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: contoso.azurecr.io/shop/app:1
    - name: toy
      image: «contoso.azurecr.io/playground/app:1»
    - name: other
      image: «fabrikam.azurecr.io/app:1»
`,
      fails: ['denied', 'notAllowed'],
    },
  ],
})

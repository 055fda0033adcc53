import { defineCheck } from '../../core/check.ts'
import { strings } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { parseBaseImage } from '../../models/dockerfile/base-image.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const trustedBaseImage = defineCheck({
  id: 'dockerfile/trusted-base-image',
  controls: ['image-trusted-base', 'image-trusted-registry'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Base images come from trusted registries', ja: 'ベースイメージは信頼できるレジストリから取得する' }),
  why: text({
    en: 'Anybody can publish an image on a public registry under a name that looks right. A list of registries that the team trusts keeps such images out.',
    ja: '公開レジストリには、もっともらしい名前のイメージを誰でも置けます。信頼するレジストリを限定すれば、そうしたイメージの混入を防げます。',
  }),
  messages: {
    registry: text({
      en: '{image} comes from {registry}, which is not among the trusted registries',
      ja: '{image} の取得元 {registry} は、信頼するレジストリに含まれていません',
    }),
  },
  options: {
    registries: strings(
      [],
      text({
        en: 'registries, with or without a path: contoso.azurecr.io, mcr.microsoft.com; none means all are trusted',
        ja: 'レジストリ（パスも可）: contoso.azurecr.io、mcr.microsoft.com など。空ならすべて信頼する',
      }),
    ),
  },
  *evaluate(build, { options, report }) {
    if (options.registries.length === 0) return
    for (const { base, image, parent, from } of build.stages) {
      if (base === undefined || parent !== undefined || image.toLowerCase() === 'scratch' || image.startsWith('$')) continue
      const name = parseBaseImage(image)
      if (name === undefined) continue
      const { registry, repository } = name
      const full = `${registry}/${repository}`
      if (options.registries.some((trusted) => full === trusted || full.startsWith(`${trusted.replace(/\/$/, '')}/`))) continue
      yield report('registry', { image, registry }, { at: build.at(from, base.range) })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security'],
  examples: [
    {
      name: 'another registry',
      file: 'Dockerfile',
      source: 'FROM «evil.example/base:1»\nFROM «debian:12»\nFROM contoso.azurecr.io/base:1\n',
      fails: ['registry', 'registry'],
      options: { registries: ['contoso.azurecr.io'] },
    },
    { name: 'nothing configured', file: 'Dockerfile', source: 'FROM debian:12\n' },
  ],
})

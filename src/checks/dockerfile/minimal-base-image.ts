import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isFullSystem } from '../../models/dockerfile/base-image.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const minimalBaseImage = defineCheck({
  id: 'dockerfile/minimal-base-image',
  controls: ['image-minimal-base'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The image is built on a minimal base', ja: 'イメージは最小構成のベースから作る' }),
  why: text({
    en: 'Every package that an image carries can have a vulnerability and gives an intruder a tool. Distroless, chiselled and slim images leave out shells and package managers.',
    ja: 'イメージに含まれるパッケージは、どれも脆弱性や侵入者の道具になり得ます。distroless、chiseled、slim などのイメージはシェルやパッケージマネージャーを含みません。',
  }),
  messages: {
    full: text({
      en: '{image} is a full system; take a slim, chiselled or distroless variant',
      ja: '{image} は完全な OS です。slim、chiseled、distroless などの派生を使ってください',
    }),
  },
  *evaluate(build, { report }) {
    const last = build.finalStage
    if (last === undefined) return
    const origin = build.lineage(last).at(-1)!
    if (origin.base === undefined || !isFullSystem(origin.image)) return
    yield report('full', { image: origin.image }, { at: build.at(origin.from, origin.base.range) })
  },
  references: [
    'https://learn.microsoft.com/azure/azure-linux/intro-azure-linux',
    'https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image',
  ],
  examples: [
    { name: 'a full system', file: 'Dockerfile', source: 'FROM golang:1.24 AS build\nFROM «ubuntu:24.04»\nUSER 10001\n', fails: ['full'] },
    {
      name: 'distroless',
      file: 'Dockerfile',
      source: 'FROM golang:1.24 AS build\nFROM mcr.microsoft.com/azurelinux/distroless/base:3.0\nUSER 10001\n',
    },
  ],
})

import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { parseImageName } from '../../models/image/image-name.ts'

export const pinnedBaseImage = defineCheck({
  id: 'dockerfile/pinned-base-image',
  controls: ['image-trusted-base', 'image-base-rebuild'],
  subject: dockerBuild,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Base images are pinned', ja: 'ベースイメージを固定する' }),
  why: text({
    en: 'A tag can be moved to another image at any time. What was scanned and what is built are the same only when the digest is named.',
    ja: 'タグはいつでも別のイメージに付け替えられます。スキャンしたものとビルドされるものが同じだと言えるのは、ダイジェストを指定したときだけです。',
  }),
  messages: {
    untagged: text({
      en: '{image} has neither tag nor digest, so the newest is taken',
      ja: '{image} にタグもダイジェストもなく、常に最新版が使われます',
    }),
    latest: text({ en: '{image} is taken by a tag that always moves', ja: '{image} は常に変わるタグを指しています' }),
    digest: text({ en: '{image} is not pinned to a digest', ja: '{image} がダイジェストで固定されていません' }),
  },
  *evaluate(build, { report }) {
    for (const stage of build.stages) {
      const { base, image, parent, from } = stage
      if (base === undefined || parent !== undefined || image.toLowerCase() === 'scratch' || image.includes('$')) continue
      const name = parseImageName(image)
      if (name === undefined || name.digest !== undefined) continue
      const { tag } = name
      const at = build.at(from, base.range)
      if (tag === undefined) yield report('untagged', { image }, { at })
      else if (/^(?:latest|edge|nightly|main|master|dev)$/.test(tag)) yield report('latest', { image }, { at })
      else yield report('digest', { image }, { at, severity: 'low' })
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  examples: [
    {
      name: 'three ways to move',
      file: 'Dockerfile',
      source: 'FROM «golang» AS build\nFROM «debian:latest»\nFROM «debian:12.6»\n',
      fails: ['untagged', 'latest', 'digest'],
    },
    {
      name: 'a digest, scratch and an earlier stage',
      file: 'Dockerfile',
      source:
        'FROM golang:1.24@sha256:1111111111111111111111111111111111111111111111111111111111111111 AS build\nFROM scratch\nFROM build\n',
    },
    { name: 'a tag in an argument', file: 'Dockerfile', source: 'ARG VERSION\nFROM debian:${VERSION}\n' },
  ],
})

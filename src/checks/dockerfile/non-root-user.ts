import { defineCheck } from '../../core/check.ts'
import { append } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { isRootUser, knownNonRoot } from '../../models/dockerfile/image-user.ts'

export const nonRootUser = defineCheck({
  id: 'dockerfile/non-root-user',
  controls: ['image-no-root', 'pod-non-root'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The image runs as a user other than root', ja: 'イメージは root 以外のユーザーで実行する' }),
  why: text({
    en: 'A process that breaks out of a container as root is root on the node. Kubernetes refuses to start such an image where runAsNonRoot is set.',
    ja: 'root のままコンテナーから抜け出したプロセスは、ノード上でも root です。runAsNonRoot を設定した環境では、このイメージは起動できません。',
  }),
  messages: {
    root: text({ en: 'the image runs as root: USER {user}', ja: 'イメージが root で実行されます: USER {user}' }),
    unset: text({
      en: 'no USER is set, so the image runs as the user of its base, root in most',
      ja: 'USER がないため、ベースイメージのユーザー（多くは root）で実行されます',
    }),
  },
  *evaluate(build, { report }) {
    const last = build.finalStage
    if (last === undefined) return
    for (const stage of build.lineage(last)) {
      const user = stage.instructions.findLast(({ keyword }) => keyword === 'USER')
      const name = user?.words[0]
      if (user === undefined || name === undefined) continue
      if (isRootUser(name.text)) yield report('root', { user: name.text }, { at: build.at(user, name.range) })
      return
    }
    const origin = build.lineage(last).at(-1)!
    if (origin.base === undefined || knownNonRoot(origin.image)) return
    const fix = {
      title: text({ en: 'run as user 10001', ja: 'ユーザー 10001 で実行する' }),
      safety: 'review',
      edits: [append(['stages', last.index], 'USER 10001')],
    } as const
    yield report('unset', {}, { at: build.at(last.from, last.base?.range), fix })
  },
  references: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security',
  ],
  examples: [
    {
      name: 'no user',
      file: 'Dockerfile',
      source:
        'FROM «node:22-slim@sha256:1111111111111111111111111111111111111111111111111111111111111111»\nCOPY . /app\nCMD ["node", "/app"]\n',
      fails: ['unset'],
      fixed:
        'FROM node:22-slim@sha256:1111111111111111111111111111111111111111111111111111111111111111\nCOPY . /app\nUSER 10001\nCMD ["node", "/app"]\n',
    },
    { name: 'root again at the end', file: 'Dockerfile', source: 'FROM debian:12\nUSER app\nUSER «0:0»\nRUN true\n', fails: ['root'] },
    {
      name: 'root only while building',
      file: 'Dockerfile',
      source: 'FROM debian:12 AS build\nUSER root\nFROM debian:12\nUSER 10001:10001\n',
    },
    {
      name: 'a base that brings its user',
      file: 'Dockerfile',
      source: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled\nCOPY . /app\n',
    },
  ],
})

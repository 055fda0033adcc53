import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { containersOf, imagesOf } from '../../models/pipeline/containers.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'

export const pinnedImages = defineCheck({
  id: 'workflow/pinned-images',
  controls: ['image-trusted-base'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Container images of jobs and services are pinned', ja: 'ジョブとサービスのコンテナーイメージを固定する' }),
  why: text({
    en: 'The steps of the job run inside this image, with its token and secrets. A tag can be moved to another image.',
    ja: 'ジョブのステップは、トークンとシークレットを持ってこのイメージの中で動きます。タグは別のイメージに付け替えられます。',
  }),
  messages: {
    untagged: text({ en: 'the image {image} has no fixed version', ja: 'イメージ {image} のバージョンが固定されていません' }),
    digest: text({ en: 'the image {image} is not pinned to a digest', ja: 'イメージ {image} がダイジェストで固定されていません' }),
  },
  *evaluate(file, { report }) {
    for (const container of containersOf(file)) {
      const moving = imagesOf(container).filter((image) => !image.includes('@sha256:'))
      const untagged = moving.find((image) => !/:[^/]+$/.test(image) || image.endsWith(':latest'))
      const at = container.imagePath
      if (untagged !== undefined) yield report('untagged', { image: untagged }, { at, severity: 'high' })
      else if (moving[0] !== undefined) yield report('digest', { image: moving[0] }, { at })
    }
  },
  references: ['https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions'],
  examples: [
    {
      name: 'tags',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container: «node:22»\n    services:\n      db:\n        image: «postgres»\n    steps: []\n',
      fails: ['digest', 'untagged'],
    },
    {
      name: 'a digest',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container: node:22@sha256:1111111111111111111111111111111111111111111111111111111111111111\n    steps: []\n',
    },
    {
      name: 'containers of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
resources:
  containers:
    - container: build
      image: «contoso.azurecr.io/build:22»
    - container: pinned
      image: contoso.azurecr.io/build@sha256:1111111111111111111111111111111111111111111111111111111111111111
jobs:
  - job: a
    container: build
    services:
      db: pinned
    steps:
      - script: make
  - job: b
    container: «node:latest»
    steps:
      - script: make
`,
      fails: ['digest', 'untagged'],
    },
  ],
})

import { defineCheck } from '../../core/check.ts'
import { shown, text } from '../../core/text.ts'
import { eachImageInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const pinnedDigest = defineCheck({
  id: 'image/pinned-digest',
  controls: ['image-trusted-registry', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  coveredBy: ['image/no-latest'],
  since: '0.1.0',
  title: text({ en: 'Images are pinned by digest', ja: 'イメージをダイジェストで固定する' }),
  why: text({
    en: 'A tag is a name that can be given to another image. Only the digest makes sure that what runs is what was scanned and signed.',
    ja: 'タグは、別のイメージに付け替えられる名前にすぎません。スキャンと署名を済ませたものが実際に動くと保証できるのは、ダイジェストだけです。',
  }),
  messages: {
    tag: text({ en: '{image} is not pinned by digest', ja: '{image} がダイジェストで固定されていません' }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, at } of imagesOf(pod)) {
      if (name.digest === undefined) yield report('tag', { image: shown(written) }, { at })
    }
  },
  enforce: {
    gatekeeper: { kind: 'K8sImageDigests', about: 'Pod' },
    cel: [{ of: 'pod', each: [eachImageInCel], forbids: '!image.isPinned', message: 'tag', args: { image: 'image.written' } }],
  },
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  examples: [
    {
      name: 'a tag',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: «registry.example/app:1.4.2»
`,
      fails: ['tag'],
    },
    {
      name: 'a digest',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1.4.2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
  ],
})

import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import type { ImageName } from '../../models/image/image-name.ts'
import { eachImageInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const noRetiredRegistry = defineCheck({
  id: 'image/no-retired-registry',
  controls: ['image-trusted-registry', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images do not come from retired registries', ja: '廃止されたレジストリのイメージを使わない' }),
  why: text({
    en: 'k8s.gcr.io is frozen since April 2023: what it still serves is old and gets no fixes, and one day it serves nothing. The same images and their successors are at registry.k8s.io.',
    ja: 'k8s.gcr.io は 2023 年 4 月に凍結されました。残っているのは修正されない古いイメージで、いずれ取得できなくなります。同じイメージとその後継は registry.k8s.io にあります。',
  }),
  messages: {
    retired: text({ en: '{image} comes from a retired registry', ja: '{image} は廃止されたレジストリのイメージです' }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, at } of imagesOf(pod)) {
      if (!isRetired(name)) continue
      const moved = `registry.k8s.io/${name.repository.replace(/^google[-_]containers\//, '')}`
      const tag = name.tag === undefined ? '' : `:${name.tag}`
      const digest = name.digest === undefined ? '' : `@${name.digest}`
      yield report(
        'retired',
        { image: shown(written) },
        {
          at,
          fix: {
            title: text({ en: 'take it from registry.k8s.io', ja: 'registry.k8s.io から取得する' }),
            // The old name only redirects there: the image is the same, byte for byte.
            safety: 'safe',
            edits: [set(at, moved + tag + digest)],
          },
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids:
          "image.registry.matches('^((us|eu|asia)[.])?k8s[.]gcr[.]io$') || (image.registry == 'gcr.io' && image.repository.matches('^google[-_]containers/'))",
        message: 'retired',
        args: { image: 'image.written' },
      },
    ],
  },
  references: ['https://kubernetes.io/blog/2023/03/10/image-registry-redirect/'],
  examples: [
    {
      name: 'the frozen registry under two names',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: «k8s.gcr.io/ingress-nginx/controller:v1.1.0»
    - name: pause
      image: «gcr.io/google_containers/pause:3.1»
`,
      fails: ['retired', 'retired'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.k8s.io/ingress-nginx/controller:v1.1.0
    - name: pause
      image: registry.k8s.io/pause:3.1
`,
    },
    {
      name: 'its successor, and another project there',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.k8s.io/pause:3.10
    - name: other
      image: gcr.io/distroless/static:nonroot
`,
    },
  ],
})

function isRetired({ registry, repository }: ImageName): boolean {
  return /^(?:(?:us|eu|asia)\.)?k8s\.gcr\.io$/.test(registry) || (registry === 'gcr.io' && /^google[-_]containers\//.test(repository))
}

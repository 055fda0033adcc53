import { defineCheck } from '../../core/check.ts'
import { shown, text } from '../../core/text.ts'
import { isMoving } from '../../models/image/image-name.ts'
import { eachImageInCel, movingInCel } from '../../models/workload/images-in-cel.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

export const noLatest = defineCheck({
  id: 'image/no-latest',
  controls: ['image-trusted-registry', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images are named by version, not by latest', ja: 'イメージは latest ではなくバージョンで指定する' }),
  why: text({
    en: 'What latest means changes with every push. Two pods of one Deployment can run different code, a rollback brings back nothing, and nobody can say what ran when an advisory comes out.',
    ja: 'latest が指すものはプッシュのたびに変わります。同じ Deployment の Pod が別のコードを動かすことがあり、ロールバックしても元に戻らず、アドバイザリが出たときに何が動いていたかも分かりません。',
  }),
  messages: {
    latest: text({ en: '{image} is whatever was pushed last', ja: '{image} は最後にプッシュされたものを指します' }),
    untagged: text({ en: '{image} has no tag, which means latest', ja: '{image} にタグがなく、latest と見なされます' }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, at } of imagesOf(pod))
      if (isMoving(name)) yield report(name.tag === undefined ? 'untagged' : 'latest', { image: shown(written) }, { at })
  },
  enforce: {
    azurePolicy: '021f8078-41a0-40e6-81b6-c6597da9f3ee',
    cel: [
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids: `${movingInCel} && image.tag == ''`,
        message: 'untagged',
        args: { image: 'image.written' },
      },
      {
        of: 'pod',
        each: [eachImageInCel],
        forbids: `${movingInCel} && image.tag != ''`,
        message: 'latest',
        args: { image: 'image.written' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  examples: [
    {
      name: 'latest, by name and without',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: «registry.example:5000/prepare»
  containers:
    - name: app
      image: «nginx:latest»
`,
      fails: ['untagged', 'latest'],
    },
    {
      name: 'a version, a digest, and a variable that a template will fill',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1.4.2
    - name: pinned
      image: nginx:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    - name: later
      image: \${IMAGE}
`,
    },
  ],
})

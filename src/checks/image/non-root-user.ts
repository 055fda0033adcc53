import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

export const nonRootUser = defineCheck({
  id: 'image/non-root-user',
  controls: ['image-no-root'],
  subject: builtImage,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images name a user other than root', ja: 'イメージは root 以外のユーザーを指定する' }),
  why: text({
    en: 'A process that breaks out of its container as root is root on the node.',
    ja: 'root で動くプロセスがコンテナーを抜け出すと、ノードでも root になります。',
  }),
  messages: {
    root: text({ en: 'the image runs as root', ja: 'イメージが root で動きます' }),
    unset: text({ en: 'the image names no user, so it runs as root', ja: 'イメージにユーザーの指定がなく、root で動きます' }),
  },
  *evaluate({ facts, top }, { report }) {
    const user = facts.user.split(':')[0] ?? ''
    if (user === '') yield report('unset', {}, { at: top })
    else if (user === 'root' || /^0+$/.test(user)) yield report('root', {}, { at: top })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'no user in the image',
      file: 'Dockerfile',
      source: '«FROM scratch»\nCOPY app /app\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY app /app', files: { app: 'x' } }] }),
      fails: ['unset'],
    },
    {
      name: 'root with a group',
      file: 'Dockerfile',
      source: '«FROM scratch»\nUSER 0:10001\n',
      files: exampleImage({ user: '0:10001' }),
      fails: ['root'],
    },
    { name: 'a number above 0', file: 'Dockerfile', source: 'FROM scratch\nUSER 10001\n', files: exampleImage({ user: '10001' }) },
  ],
})

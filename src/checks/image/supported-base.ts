import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { debianRelease, exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

export const supportedBase = defineCheck({
  id: 'image/supported-base',
  controls: ['image-trusted-base'],
  subject: builtImage,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images come from a distribution that is still supported', ja: 'サポート中のディストリビューションを使う' }),
  why: text({
    en: 'After its end of life a distribution gets no fixes, and new vulnerabilities are no longer even counted for it.',
    ja: 'サポートが終わると修正は出ず、新しい脆弱性は数えられもしなくなります。',
  }),
  messages: {
    ended: text({ en: '{name} {version} has had no support since {date}', ja: '{name} {version} のサポートは {date} に終わっています' }),
    unknown: text({ en: 'it is not known how long {name} {version} is supported', ja: '{name} {version} のサポート期限は不明です' }),
  },
  *evaluate({ facts: { base }, today, top }, { report }) {
    if (base === undefined) return
    const { name, version, supportedUntil: date } = base
    if (date === undefined) yield report('unknown', { name, version }, { at: top, severity: 'low' })
    else if (date !== 'rolling' && date < today) yield report('ended', { name, version, date }, { at: top })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'a release without fixes since 2022',
      file: 'Dockerfile',
      source: '«FROM debian:9»\n',
      files: exampleImage({ layers: [{ createdBy: '# debian.sh', files: { 'etc/os-release': debianRelease('9') } }] }),
      fails: ['ended'],
    },
    {
      name: 'a release that nobody has heard of',
      file: 'Dockerfile',
      source: '«FROM registry.example.com/os:1»\n',
      files: exampleImage({ layers: [{ createdBy: '# os.sh', files: { 'etc/os-release': debianRelease('99') } }] }),
      fails: ['unknown'],
    },
    {
      name: 'no distribution at all',
      file: 'Dockerfile',
      source: 'FROM scratch\nCOPY app /app\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY app /app', files: { app: 'x' } }] }),
    },
  ],
})

import { text } from '../../core/text.ts'
import { metadataCheck } from '../metadata-check.ts'

export const requiredAnnotations = metadataCheck({
  id: 'metadata/required-annotations',
  field: 'annotations',
  title: text({ en: 'Workloads have the agreed annotations', ja: '取り決めたアノテーションをワークロードに付ける' }),
  why: text({
    en: 'When something is wrong with a workload, somebody has to be found who knows it. An address that stands on it saves the first hour.',
    ja: 'ワークロードに問題が起きたときは、詳しい担当者を探す必要があります。連絡先が書いてあれば、最初の 1 時間を節約できます。',
  }),
  missing: text({ en: '{kind} {name} has no annotation {key}', ja: '{kind} {name} にアノテーション {key} がありません' }),
  keys: ['a8r.io/owner'],
  meaning: text({ en: 'The keys that have to be there.', ja: '必要なキーです。' }),
})

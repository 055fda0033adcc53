import { text } from '../../core/text.ts'
import { metadataCheck } from '../metadata-check.ts'

export const requiredLabels = metadataCheck({
  id: 'metadata/required-labels',
  field: 'labels',
  title: text({ en: 'Workloads have the agreed labels', ja: '取り決めたラベルをワークロードに付ける' }),
  why: text({
    en: 'Policies, quotas and those who answer at night find a workload by its labels. One without them is in nobody’s view.',
    ja: 'ポリシー、割り当て、障害対応の担当者は、ラベルでワークロードを見つけます。ラベルのないものは誰の目にも入りません。',
  }),
  missing: text({ en: '{kind} {name} has no label {key}', ja: '{kind} {name} にラベル {key} がありません' }),
  keys: ['app.kubernetes.io/name'],
  meaning: text({ en: 'The keys that have to be there.', ja: '必要なキーです。' }),
})

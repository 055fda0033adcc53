import { text } from '../../core/text.ts'
import { namespaceObjectCheck, namespaceObjectExamples } from '../namespace-object-check.ts'

export const limitRange = namespaceObjectCheck({
  id: 'namespace/limit-range',
  title: text({ en: 'Namespaces have default limits', ja: '名前空間に既定の制限値を設ける' }),
  why: text({
    en: 'A LimitRange gives containers that say nothing a request and a limit, so that one forgotten line does not leave a container unbounded.',
    ja: 'LimitRange があると、何も指定しないコンテナーにも要求と制限が付きます。1 行の書き忘れでコンテナーが無制限になることを防げます。',
  }),
  kind: 'LimitRange',
  missing: text({ en: 'namespace {name} is defined without a LimitRange', ja: '名前空間 {name} に LimitRange がありません' }),
  references: ['https://kubernetes.io/docs/concepts/policy/limit-range/'],
  examples: [...namespaceObjectExamples('LimitRange', '  limits:\n    - type: Container')],
})

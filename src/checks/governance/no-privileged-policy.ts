import { text } from '../../core/text.ts'
import { assignmentExamples, policyCheck } from '../policy-check.ts'

export const noPrivilegedPolicy = policyCheck({
  id: 'governance/no-privileged-policy',
  controls: ['gov-no-privileged'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Azure Policy denies privileged containers', ja: 'Azure Policy で特権コンテナーを拒否する' }),
  why: text({
    en: 'A privileged container owns its node. A rule that holds for all deployments does not depend on any single pipeline.',
    ja: '特権コンテナーはノードを完全に操作できます。すべてのデプロイに効く規則なら、個々のパイプラインに頼らずに済みます。',
  }),
  definitions: ['95edb821-ddaf-4404-9732-666045e056b4', 'a8640138-9b0a-4a28-b8cb-1666c838647d', '42b8ef37-b724-4e24-bbc8-7a7708edfe00'],
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [...assignmentExamples('95edb821-ddaf-4404-9732-666045e056b4')],
})

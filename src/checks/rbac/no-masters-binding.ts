import { text } from '../../core/text.ts'
import { boundSubjectCheck, boundSubjectExamples } from '../bound-subject-check.ts'

export const noMastersBinding = boundSubjectCheck({
  id: 'rbac/no-masters-binding',
  controls: ['aks-admin-groups', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'critical',
  title: text({ en: 'The group system:masters is not used', ja: 'system:masters グループを使わない' }),
  why: text({
    en: 'Members of system:masters pass every check of authorization, and no role or webhook can hold them back; a certificate of theirs cannot be revoked.',
    ja: 'system:masters のメンバーは認可の検査をすべて通過し、ロールや Webhook でも制限できません。その証明書は失効させられません。',
  }),
  isMeant: ({ kind, name }) => kind === 'Group' && name === 'system:masters',
  isMeantInCel: "subject.kind == 'Group' && subject.name == 'system:masters'",
  message: text({ en: '{kind} {name} gets {role}', ja: '{kind} {name} に {role} が与えられます' }),
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [...boundSubjectExamples('Group', 'system:masters')],
})

import { text } from '../../core/text.ts'
import { boundSubjectCheck, boundSubjectExamples } from '../bound-subject-check.ts'

export const noAccountGroupBinding = boundSubjectCheck({
  id: 'rbac/no-account-group-binding',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'medium',
  title: text({ en: 'Rights are not given to all service accounts at once', ja: 'サービスアカウント全体に権限を与えない' }),
  why: text({
    en: 'The groups system:serviceaccounts and system:serviceaccounts:NAMESPACE include every account that is there, and every one that somebody adds.',
    ja: 'system:serviceaccounts や system:serviceaccounts:名前空間 には、今あるアカウントだけでなく、後から追加されるものもすべて含まれます。',
  }),
  isMeant: ({ kind, name }) => kind === 'Group' && (name === 'system:serviceaccounts' || name.startsWith('system:serviceaccounts:')),
  isMeantInCel:
    "subject.kind == 'Group' && (subject.name == 'system:serviceaccounts' || subject.name.startsWith('system:serviceaccounts:'))",
  message: text({
    en: '{kind} {name} gets {role}: every service account in it',
    ja: '{kind} {name} に {role} が与えられます（含まれるすべてのサービスアカウント）',
  }),
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [...boundSubjectExamples('Group', 'system:serviceaccounts:shop')],
})

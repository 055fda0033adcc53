import { text } from '../../core/text.ts'
import { boundSubjectCheck, boundSubjectExamples } from '../bound-subject-check.ts'

export const noAnonymousBinding = boundSubjectCheck({
  id: 'rbac/no-anonymous-binding',
  controls: ['aks-entra-authorization', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'critical',
  title: text({ en: 'Nobody gets rights without signing in', ja: 'サインインしていない相手に権限を与えない' }),
  why: text({
    en: 'Rights of system:anonymous and system:unauthenticated belong to everybody who reaches the API server.',
    ja: 'system:anonymous や system:unauthenticated に与えた権限は、API サーバーに到達できる全員のものになります。',
  }),
  isMeant: ({ kind, name }) => (kind === 'User' && name === 'system:anonymous') || (kind === 'Group' && name === 'system:unauthenticated'),
  isMeantInCel:
    "(subject.kind == 'User' && subject.name == 'system:anonymous') || (subject.kind == 'Group' && subject.name == 'system:unauthenticated')",
  message: text({
    en: '{kind} {name} gets {role}: everybody, signed in or not',
    ja: '{kind} {name} に {role} が与えられます（サインインの有無を問わず全員）',
  }),
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [...boundSubjectExamples('Group', 'system:unauthenticated')],
})

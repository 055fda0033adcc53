import { text } from '../../core/text.ts'
import { boundSubjectCheck, boundSubjectExamples } from '../bound-subject-check.ts'

export const noAuthenticatedBinding = boundSubjectCheck({
  id: 'rbac/no-authenticated-binding',
  controls: ['aks-entra-authorization', 'aks-kubernetes-rbac', 'build-manifest-analysis'],
  severity: 'high',
  title: text({ en: 'Rights are not given to everybody who is signed in', ja: 'サインインした全員に権限を与えない' }),
  why: text({
    en: 'system:authenticated is every person and every service account that the cluster knows, those of other teams included.',
    ja: 'system:authenticated は、ほかのチームのものも含め、クラスターが認識するすべての利用者とサービスアカウントです。',
  }),
  isMeant: ({ kind, name }) => kind === 'Group' && name === 'system:authenticated',
  isMeantInCel: "subject.kind == 'Group' && subject.name == 'system:authenticated'",
  message: text({
    en: '{kind} {name} gets {role}: everybody who is signed in',
    ja: '{kind} {name} に {role} が与えられます（サインインした全員）',
  }),
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [...boundSubjectExamples('Group', 'system:authenticated')],
})

import { text } from '../../core/text.ts'
import { boundSubjectCheck, boundSubjectExamples } from '../bound-subject-check.ts'

export const noDefaultAccountBinding = boundSubjectCheck({
  id: 'rbac/no-default-account-binding',
  controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
  standards: ['cis-aks/4.1.5'],
  severity: 'medium',
  title: text({ en: 'Rights are not given to the default service account', ja: 'default サービスアカウントに権限を与えない' }),
  why: text({
    en: 'Every pod of the namespace that names no account runs as `default`, so what one workload needs is given to all of them.',
    ja: 'アカウントを指定しない Pod はすべて `default` で動くため、あるワークロードに必要な権限が名前空間全体に与えられてしまいます。',
  }),
  isMeant: ({ kind, name }) => kind === 'ServiceAccount' && name === 'default',
  isMeantInCel: "subject.kind == 'ServiceAccount' && subject.name == 'default'",
  message: text({
    en: 'the default service account is given the role {role}',
    ja: 'default サービスアカウントにロール {role} が与えられます',
  }),
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  examples: [...boundSubjectExamples('ServiceAccount', 'default')],
})

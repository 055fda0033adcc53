import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { argoProject } from '../../models/gitops/kinds.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'

export const restrictedProject = defineCheck({
  id: 'gitops/restricted-project',
  controls: ['release-gitops-pull', 'scm-least-privilege', 'build-manifest-analysis'],
  subject: argoProject,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Argo CD projects name what they may fetch and change', ja: 'Argo CD のプロジェクトで取得元と変更対象を限定する' }),
  why: text({
    en: 'A project is what keeps an application in its place. With wildcards, whoever may create an application in it deploys any repository into any namespace, with any cluster-wide right.',
    ja: 'アプリケーションの影響範囲を区切るのがプロジェクトです。ワイルドカードにすると、そこにアプリケーションを作れる人が、どのリポジトリでも、どの名前空間にも、クラスター全体の権限を付けてデプロイできます。',
  }),
  messages: {
    repositories: text({
      en: 'project {name} takes state from every repository',
      ja: 'プロジェクト {name} はすべてのリポジトリを取得元にできます',
    }),
    destinations: text({
      en: 'project {name} may deploy to every namespace',
      ja: 'プロジェクト {name} はすべての名前空間にデプロイできます',
    }),
    resources: text({
      en: 'project {name} may create every kind of cluster-wide object',
      ja: 'プロジェクト {name} はクラスタースコープのオブジェクトをすべて作れます',
    }),
  },
  *evaluate(project, { report }) {
    const { name, value } = project
    for (const [index, repository] of listAt(value, ['spec', 'sourceRepos']).entries())
      if (repository === '*') yield report('repositories', { name }, { at: ['spec', 'sourceRepos', index] })
    for (const [index, destination] of listAt(value, ['spec', 'destinations']).entries())
      if (stringAt(destination, ['namespace']) === '*')
        yield report('destinations', { name }, { at: ['spec', 'destinations', index, 'namespace'] })
    for (const [index, kind] of listAt(value, ['spec', 'clusterResourceWhitelist']).entries())
      if (stringAt(kind, ['kind']) === '*') yield report('resources', { name }, { at: ['spec', 'clusterResourceWhitelist', index, 'kind'] })
  },
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/projects/'],
  examples: [
    {
      name: 'a project without bounds',
      source: `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
spec:
  sourceRepos:
    - «'*'»
  destinations:
    - server: https://kubernetes.default.svc
      namespace: «'*'»
  clusterResourceWhitelist:
    - group: '*'
      kind: «'*'»
`,
      fails: ['repositories', 'destinations', 'resources'],
    },
    {
      name: 'a project with bounds',
      source: `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
spec:
  sourceRepos:
    - https://git.example/shop/*
  destinations:
    - server: https://kubernetes.default.svc
      namespace: shop-*
  clusterResourceWhitelist:
    - group: ''
      kind: Namespace
`,
    },
  ],
})

import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { argoApplication } from '../../models/gitops/argo-application.ts'

export const ownProject = defineCheck({
  id: 'gitops/own-project',
  controls: ['release-gitops-pull', 'scm-least-privilege'],
  subject: argoApplication,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Applications belong to a project of their own', ja: 'アプリケーションを default 以外のプロジェクトに置く' }),
  why: text({
    en: 'The project "default" comes with Argo CD and allows every repository, every destination and every kind of object.',
    ja: 'Argo CD に最初からある default プロジェクトは、すべてのリポジトリ、デプロイ先、オブジェクトの種類を許可します。',
  }),
  messages: {
    shared: text({ en: '{name} is in the project "default"', ja: '{name} が default プロジェクトにあります' }),
  },
  *evaluate(application, { report }) {
    const project = application.get('project')
    if (project === undefined || project === '' || project === 'default')
      yield report('shared', { name: application.object.name }, { at: application.at('project') })
  },
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project'],
  examples: [
    {
      name: 'the default project',
      source: 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop\nspec:\n  project: «default»\n',
      fails: ['shared'],
    },
    {
      name: 'a project of its own',
      source: 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop\nspec:\n  project: shop\n',
    },
  ],
})

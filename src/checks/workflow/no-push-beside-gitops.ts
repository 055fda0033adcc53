import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { argoApplication } from '../../models/gitops/argo-application.ts'
import { fluxReconciler } from '../../models/gitops/kinds.ts'
import { clusterDeployment } from '../../models/pipeline/deploy.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'

export const noPushBesideGitops = defineCheck({
  id: 'workflow/no-push-beside-gitops',
  controls: ['release-gitops-pull'],
  subject: pipelineFile,
  severity: 'medium',
  confidence: 'low',
  reads: 'estate',
  since: '0.1.0',
  title: text({
    en: 'Pipelines do not push to clusters that take their state from git',
    ja: 'git から状態を取り込むクラスターに、パイプラインから直接デプロイしない',
  }),
  why: text({
    en: 'What is pushed is not what git says: the reconciler takes it back, or, where it does not, nobody can tell from git what runs. And the pipeline needs a credential of the cluster that GitOps makes needless.',
    ja: '直接デプロイした内容は git と一致しません。reconciler に戻されるか、戻されなければ git を見ても何が動いているか分からなくなります。GitOps なら不要なクラスターの資格情報も、パイプラインに必要になります。',
  }),
  messages: {
    push: text({
      en: 'this changes the cluster past {kind} {name}, which takes the state from git',
      ja: 'git から状態を取り込む {kind} {name} を通さずに、クラスターを変更します',
    }),
  },
  *evaluate(file, { estate, report }) {
    const [declared] = [...estate.subjects(argoApplication).map(({ object }) => object), ...estate.subjects(fluxReconciler)]
    if (declared === undefined) return
    for (const step of file.steps) {
      const range = clusterDeployment(file, step)
      // Somebody has to install what pulls the rest.
      if (range === undefined || /\b(?:argo-?cd|flux|bootstrap)\b/i.test(`${step.run ?? ''} ${Object.values(step.with).join(' ')}`))
        continue
      const related = [
        { at: ['metadata', 'name'], of: declared, note: text({ en: 'the state is declared here', ja: '状態はここで宣言されています' }) },
      ]
      yield report('push', { kind: declared.kind, name: declared.name }, { at: file.at(step.doing, range), related })
    }
  },
  references: ['https://learn.microsoft.com/azure/architecture/example-scenario/gitops-aks/gitops-blueprint-aks'],
  examples: [
    {
      name: 'helm beside Argo CD',
      file: '.github/workflows/deploy.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - run: «helm upgrade shop chart/»\n      - run: helm upgrade --install argocd argo/argo-cd\n',
      files: {
        'shop.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop\nspec:\n  project: shop\n',
      },
      fails: ['push'],
    },
    {
      name: 'a pipeline beside Flux',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
jobs:
  - deployment: shop
    environment: production
    strategy:
      runOnce:
        deploy:
          steps:
            - task: «KubernetesManifest@1»
              inputs:
                manifests: deploy/
`,
      files: {
        'shop.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: shop\nspec:\n  path: ./deploy\n',
      },
      fails: ['push'],
    },
    {
      name: 'a push where nothing pulls',
      file: 'azure-pipelines.yml',
      source: 'trigger: [main]\nsteps:\n  - script: helm upgrade shop chart/\n',
    },
  ],
})

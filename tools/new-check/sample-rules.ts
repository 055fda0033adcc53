/** A small rule that works, for one kind of subject: what a new check starts from. */
export interface SampleRule {
  /** Import lines besides those of every check, without the line of `src/core/edit.ts`. */
  readonly imports: readonly string[]
  /** Functions of `src/core/edit.ts` that its fix uses. */
  readonly edits: readonly string[]
  /** The name of the subject kind. */
  readonly subject: string
  readonly title: { readonly en: string; readonly ja: string }
  readonly why: { readonly en: string; readonly ja: string }
  readonly message: { readonly key: string; readonly en: string; readonly ja: string }
  /** The lines of `evaluate`, its name for the subject included. */
  readonly evaluate: readonly string[]
  /** The file name of its examples, where it decides how they are read. */
  readonly file?: string
  /** The example that is reported on, with its mark; `fixed` where the rule has a fix. */
  readonly bad: string
  readonly fixed?: string
  readonly good: string
}

const pod = (field: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      stdin: ${field} # why?
`

const configMap = (annotations: string): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    example.com/owner: shop
${annotations}`

const registry = (location: string): string => `resource acr 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acr'
  location: ${location}
}
`

const workflow = (action: string): string => `on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: ${action}
`

export const sampleRules = {
  workload: {
    imports: ["import { workload } from '../../models/workload/workload.ts'"],
    edits: ['set'],
    subject: 'workload',
    title: { en: 'Containers keep no standard input open', ja: 'コンテナーの標準入力を開いたままにしない' },
    why: {
      en: 'Say here what can happen otherwise, in one or two sentences.',
      ja: 'そうしないと何が起こり得るかを、ここに 1、2 文で書きます。',
    },
    message: {
      key: 'open',
      en: 'container {container} keeps its standard input open',
      ja: 'コンテナー {container} が標準入力を開いたままにしています',
    },
    evaluate: [
      '*evaluate(pod, { report }) {',
      '  for (const container of pod.containers) {',
      "    if (container.get('stdin') !== true) continue",
      "    const at = container.at('stdin')",
      '    yield report(',
      "      'open',",
      '      { container: container.name },',
      '      {',
      '        at,',
      "        fix: { title: text({ en: 'set stdin to false', ja: 'stdin を false にする' }), safety: 'review', edits: [set(at, false)] },",
      '      },',
      '    )',
      '  }',
      '},',
    ],
    bad: pod('«true»'),
    fixed: pod('false'),
    good: pod('false'),
  },
  object: {
    imports: ["import { objectsOfKind } from '../../models/kubernetes/object.ts'"],
    edits: ['remove'],
    subject: "objectsOfKind('ConfigMap')",
    title: { en: 'No ConfigMap is experimental', ja: '実験用の ConfigMap を置かない' },
    why: {
      en: 'Say here what can happen otherwise, in one or two sentences.',
      ja: 'そうしないと何が起こり得るかを、ここに 1、2 文で書きます。',
    },
    message: { key: 'experimental', en: '{name} is marked as experimental', ja: '{name} は実験用とされています' },
    evaluate: [
      '*evaluate(object, { report }) {',
      "  if (object.annotations['example.com/experimental'] !== 'true') return",
      "  const at = ['metadata', 'annotations', 'example.com/experimental']",
      '  yield report(',
      "    'experimental',",
      '    { name: object.name },',
      "    { at, fix: { title: text({ en: 'remove the annotation', ja: '注釈を取り除く' }), safety: 'review', edits: [remove(at)] } },",
      '  )',
      '},',
    ],
    bad: configMap('    example.com/experimental: «"true"»\n'),
    fixed: configMap(''),
    good: configMap(''),
  },
  azure: {
    imports: ["import { azureResource } from '../../models/azure/resource.ts'"],
    edits: [],
    subject: 'azureResource',
    title: { en: 'Resources stand in the regions of the company', ja: 'リソースを社内で決めたリージョンに置く' },
    why: {
      en: 'Say here what can happen otherwise, in one or two sentences.',
      ja: 'そうしないと何が起こり得るかを、ここに 1、2 文で書きます。',
    },
    message: { key: 'elsewhere', en: '{name} stands in {region}', ja: '{name} が {region} にあります' },
    evaluate: [
      '*evaluate(resource, { report }) {',
      "  const region = resource.text('location')",
      "  if (region === undefined || region === 'japaneast') return",
      "  yield report('elsewhere', { name: resource.name, region }, { at: ['location'] })",
      '},',
    ],
    file: 'main.bicep',
    bad: registry("«'westus'»"),
    good: registry("'japaneast'"),
  },
  dockerfile: {
    imports: ["import { dockerBuild } from '../../models/dockerfile/docker-build.ts'"],
    edits: [],
    subject: 'dockerBuild',
    title: { en: 'The build names no maintainer', ja: 'ビルドで MAINTAINER を使わない' },
    why: {
      en: 'Say here what can happen otherwise, in one or two sentences.',
      ja: 'そうしないと何が起こり得るかを、ここに 1、2 文で書きます。',
    },
    message: { key: 'maintainer', en: 'MAINTAINER is deprecated', ja: 'MAINTAINER は非推奨です' },
    evaluate: [
      '*evaluate(build, { report }) {',
      '  for (const { instruction } of build.instructions()) {',
      "    if (instruction.keyword === 'MAINTAINER') yield report('maintainer', {}, { at: build.at(instruction) })",
      '  }',
      '},',
    ],
    file: 'Dockerfile',
    bad: 'FROM debian:12\n«MAINTAINER shop»\n',
    good: 'FROM debian:12\nLABEL maintainer=shop\n',
  },
  workflow: {
    imports: [
      "import { actionsFile } from '../../models/pipeline/actions-file.ts'",
      "import { actionOf } from '../../models/pipeline/pipeline-file.ts'",
    ],
    edits: [],
    subject: 'actionsFile',
    title: { en: 'Workflows do not use the retired action', ja: '廃止したアクションをワークフローで使わない' },
    why: {
      en: 'Say here what can happen otherwise, in one or two sentences.',
      ja: 'そうしないと何が起こり得るかを、ここに 1、2 文で書きます。',
    },
    message: { key: 'retired', en: 'example/retired is used', ja: 'example/retired が使われています' },
    evaluate: [
      '*evaluate(file, { report }) {',
      '  for (const step of file.steps) {',
      "    if (actionOf(step) === 'example/retired') yield report('retired', {}, { at: [...step.path, 'uses'] })",
      '  }',
      '},',
    ],
    file: '.github/workflows/ci.yml',
    bad: workflow('«example/retired@v1»'),
    good: workflow('example/current@v1'),
  },
} as const satisfies Readonly<Record<string, SampleRule>>

export type SubjectName = keyof typeof sampleRules

/** What the checks of an area are about. Areas that are not named here judge objects of Kubernetes. */
const subjectsOfAreas: Readonly<Record<string, SubjectName>> = {
  availability: 'workload',
  image: 'workload',
  pod: 'workload',
  resources: 'workload',
  cluster: 'azure',
  'key-vault': 'azure',
  'node-pool': 'azure',
  registry: 'azure',
  dockerfile: 'dockerfile',
  workflow: 'workflow',
}

/** The kind of subject that checks of an area are mostly about. */
export function subjectOfArea(area: string): SubjectName {
  return subjectsOfAreas[area] ?? 'object'
}

import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, describe, expect, test } from 'vitest'

import { folderOf, folderTree } from '../../../tests/folder-tree.ts'
import { helmBinary } from '../../../tests/tools.ts'
import { applyTextEdits, append, remove, set, type PathEdit } from '../../core/edit.ts'
import { positionAt, type Path, type Place, type Source } from '../../core/location.ts'
import type { RenderedDocument, Rendering } from '../rendering/rendering.ts'
import { renderCharts, type HelmOptions } from './render-charts.ts'

const helm = helmBinary()
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const chartFile = 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: "3.1"\n'

async function renderFiles(files: Readonly<Record<string, string>>, options: Partial<HelmOptions> = {}): Promise<Rendering> {
  const root = folderOf({ 'shop/Chart.yaml': chartFile, ...files })
  folders.push(root)
  return renderCharts(folderTree(root), { kubernetes: 35, locale: 'en', helm: { path: helm ?? '', args: [] }, ...options })
}

function written({ source, range }: Place): string {
  return `${source.uri}:${positionAt(source, range.start).line} ${source.text.slice(range.start, range.end)}`
}

function places(document: RenderedDocument, paths: readonly Path[]): readonly string[] {
  return paths.map((path) => written(document.place(path)))
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.fullname" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      {{- with .Values.podSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          imagePullPolicy: Always # the tag moves
          securityContext:
            privileged: true
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          resources: {{- toYaml .Values.resources | nindent 12 }}
`

const helpers = `{{- define "shop.fullname" -}}
{{- printf "%s-shop" .Release.Name | trunc 63 -}}
{{- end -}}
{{/* Labels of everything */}}
{{- define "shop.labels" -}}
app.kubernetes.io/name: shop
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
`

const values = `replicas: 2
image:
  repository: registry.example/shop
  tag: ""
podSecurityContext:
  runAsNonRoot: true
  seccompProfile:
    type: RuntimeDefault
env:
  MODE: fast
resources:
  limits:
    memory: 64Mi # enough
`

const shop = { 'shop/templates/deployment.yaml': deployment, 'shop/templates/_helpers.tpl': helpers, 'shop/values.yaml': values }
const container = ['spec', 'template', 'spec', 'containers', 0] as const

describe.skipIf(helm === undefined)('places in a chart', () => {
  test('literal text, expressions, named templates and values are told apart', async () => {
    const { objects, notAnalysed, covers } = await renderFiles(shop)
    expect(notAnalysed).toEqual([])
    expect([...covers].toSorted()).toEqual([
      'shop/Chart.yaml',
      'shop/templates/_helpers.tpl',
      'shop/templates/deployment.yaml',
      'shop/values.yaml',
    ])
    expect(objects).toHaveLength(1)
    const { value, document } = objects[0]!
    expect(value).toMatchObject({ metadata: { name: 'release-name-shop' }, spec: { replicas: 2 } })
    expect(document.uri).toBe('shop/templates/deployment.yaml')
    const pod = ['spec', 'template', 'spec'] as const
    expect(
      places(document, [
        ['kind'],
        ['metadata', 'name'],
        ['metadata', 'labels', 'app.kubernetes.io/name'],
        ['metadata', 'labels', 'app.kubernetes.io/version'],
        ['spec', 'replicas'],
        [...pod, 'securityContext', 'runAsNonRoot'],
        [...pod, 'securityContext', 'seccompProfile', 'type'],
        [...container, 'image'],
        [...container, 'imagePullPolicy'],
        [...container, 'securityContext', 'privileged'],
        [...container, 'env', 0, 'name'],
        [...container, 'env', 0, 'value'],
        [...container, 'resources', 'limits', 'memory'],
      ]),
    ).toEqual([
      'shop/templates/deployment.yaml:2 Deployment',
      'shop/templates/deployment.yaml:4 {{ include "shop.fullname" . }}',
      'shop/templates/_helpers.tpl:6 shop',
      'shop/templates/_helpers.tpl:7 {{ .Chart.AppVersion | quote }}',
      'shop/templates/deployment.yaml:8 {{ .Values.replicas }}',
      'shop/values.yaml:6 true',
      'shop/values.yaml:8 RuntimeDefault',
      'shop/templates/deployment.yaml:17 "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
      'shop/templates/deployment.yaml:18 Always',
      'shop/templates/deployment.yaml:20 true',
      'shop/templates/deployment.yaml:23 {{ $name }}',
      'shop/templates/deployment.yaml:24 {{ $value | quote }}',
      'shop/values.yaml:13 64Mi',
    ])
    expect(document.provenance([...container, 'imagePullPolicy'])).toBe('exact')
    expect(document.provenance([...container, 'image'])).toBe('action')
    expect(document.provenance([...pod, 'securityContext', 'runAsNonRoot'])).toBe('values')
  })

  test('a missing field belongs to the mapping in the template or in the values', async () => {
    const { objects } = await renderFiles(shop)
    const { document } = objects[0]!
    expect(
      places(document, [
        [...container, 'securityContext', 'readOnlyRootFilesystem'],
        [...container, 'livenessProbe'],
        ['spec', 'template', 'spec', 'securityContext', 'fsGroup'],
        [...container, 'resources', 'limits', 'cpu'],
        ['metadata', 'namespace'],
      ]),
    ).toEqual([
      'shop/templates/deployment.yaml:20 privileged: true',
      'shop/templates/deployment.yaml:16 name: web',
      'shop/values.yaml:6 runAsNonRoot: true',
      'shop/values.yaml:13 memory: 64Mi',
      'shop/templates/deployment.yaml:4 name: {{ include "shop.fullname" . }}',
    ])
    expect(document.place([...container, 'livenessProbe']).path).toEqual([...container, 'livenessProbe'])
  })

  test('the values behind an expression', async () => {
    const { objects } = await renderFiles(shop)
    const origin = (path: Path): string => written(objects[0]!.document.origin(path)!)
    expect(origin(['spec', 'replicas'])).toBe('shop/values.yaml:1 2')
    expect(origin([...container, 'image'])).toBe('shop/values.yaml:3 registry.example/shop')
    expect(origin([...container, 'env', 0, 'value'])).toBe('shop/values.yaml:10 fast')
    expect(objects[0]!.document.origin(['kind'])).toBeUndefined()
  })

  test('values that a set of values changes are placed in its file', async () => {
    const { objects } = await renderFiles(
      { ...shop, 'prod.yaml': 'resources:\n  limits:\n    memory: 1Gi\n' },
      { valueSets: [{ chart: 'shop', files: ['prod.yaml'], set: { replicas: '5' }, namespace: 'live', release: 'r' }] },
    )
    const { value, document } = objects[0]!
    expect(value).toMatchObject({ metadata: { name: 'r-shop' }, spec: { replicas: 5 } })
    expect(places(document, [[...container, 'resources', 'limits', 'memory']])).toEqual(['prod.yaml:3 1Gi'])
  })

  test('the same object from two sets of values is judged once', async () => {
    const valueSets = [
      { chart: 'shop', files: [] },
      { chart: 'shop', files: [], set: { unused: 'yes' } },
      { chart: 'shop', files: [], set: { replicas: '9' } },
    ]
    const { objects } = await renderFiles(shop, { valueSets })
    expect(objects.map(({ value }) => (value['spec'] as { replicas: number }).replicas)).toEqual([2, 9])
  })

  test('loops, items of lists, several documents in one template', async () => {
    const { objects } = await renderFiles({
      'shop/values.yaml': 'shops:\n  - name: one\n    ports: [80]\n  - name: two\n    ports: [81]\n',
      'shop/templates/services.yaml': `{{- range .Values.shops }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
spec:
  ports: {{ toJson .ports }}
  type: LoadBalancer
{{- end }}
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: a }
    data: { key: {{ .Release.Name }} }
`,
    })
    expect(objects.map(({ value }) => value['kind'])).toEqual(['Service', 'Service', 'ConfigMap'])
    const [one, two, map] = objects.map(({ document }) => document)
    const paths: readonly Path[] = [
      ['metadata', 'name'],
      ['spec', 'ports', 0],
      ['spec', 'type'],
    ]
    expect(places(one!, paths)).toEqual([
      'shop/templates/services.yaml:6 {{ .name }}',
      'shop/values.yaml:3 80',
      'shop/templates/services.yaml:9 LoadBalancer',
    ])
    expect(places(two!, paths.slice(1, 2))).toEqual(['shop/values.yaml:5 81'])
    expect(
      places(map!, [
        ['metadata', 'name'],
        ['data', 'key'],
      ]),
    ).toEqual(['shop/templates/services.yaml:17 a', 'shop/templates/services.yaml:18 {{ .Release.Name }}'])
  })

  test('values of subcharts come from the parent first; subcharts are rendered once, with their parent', async () => {
    const { objects } = await renderFiles({
      'shop/Chart.yaml': `${chartFile}dependencies:\n  - { name: cache, version: 1.0.0, alias: redis }\n`,
      'shop/values.yaml': 'redis:\n  limits: { cpu: 1 }\nglobal:\n  extra: { zone: north }\n',
      'shop/charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
      'shop/charts/cache/values.yaml': 'limits: { cpu: 2, memory: 1Gi }\n',
      'shop/charts/cache/templates/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  {{- toYaml .Values.limits | nindent 2 }}\n  {{- toYaml .Values.global.extra | nindent 2 }}\n',
    })
    expect(objects).toHaveLength(1)
    expect(places(objects[0]!.document, [['data', 'cpu'], ['data', 'memory'], ['data', 'zone'], ['kind']])).toEqual([
      'shop/values.yaml:2 1',
      'shop/charts/cache/values.yaml:1 1Gi',
      'shop/values.yaml:4 north',
      'shop/charts/cache/templates/a.yaml:2 ConfigMap',
    ])
  })

  test('checksums, `tpl`, `lookup` and text that is computed with do not disturb the rendering', async () => {
    const { objects, notAnalysed } = await renderFiles({
      ...shop,
      'shop/values.yaml': `${values}template: "name: {{ .Release.Name }}"\n`,
      'shop/templates/config.yaml': `{{- $name := include "shop.fullname" . | trimSuffix "-shop" | upper }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name | lower }}-{{ include "shop.fullname" . | len }}
  annotations:
    checksum/deployment: {{ include (print $.Template.BasePath "/deployment.yaml") . | sha256sum }}
data:
  text: |
    first {{ $name }}
    second
  {{- tpl .Values.template . | nindent 2 }}
  {{- if eq (include "shop.labels" . | fromYaml).app "x" }}
  never: true
  {{- end }}
  found: {{ lookup "v1" "Secret" "a" "b" | toJson | quote }}
`,
    })
    expect(notAnalysed).toEqual([])
    const config = objects.find(({ value }) => value['kind'] === 'ConfigMap')!
    expect(config.value).toMatchObject({
      metadata: { name: 'release-name-17' },
      data: { text: 'first RELEASE-NAME\nsecond\n', name: 'release-name', found: '{}' },
    })
    expect(
      places(config.document, [
        ['data', 'name'],
        ['data', 'text'],
      ]),
    ).toEqual([
      'shop/templates/config.yaml:12 {{- tpl .Values.template . | nindent 2 }}',
      'shop/templates/config.yaml:9 |\n    first {{ $name }}\n    second',
    ])
  })

  test('a subchart in an archive is placed at the dependency', async () => {
    const root = folderOf({
      'cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
      'cache/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n',
      'tree/shop/Chart.yaml': `${chartFile}dependencies:\n  - version: 1.0.0\n    name: cache\n`,
      'tree/shop/charts/.keep': '',
    })
    folders.push(root)
    execFileSync(helm!, ['package', 'cache', '-d', 'tree/shop/charts'], { cwd: root })
    const { objects, notAnalysed } = await renderCharts(folderTree(join(root, 'tree')), {
      kubernetes: 35,
      locale: 'en',
      helm: { path: helm!, args: [] },
    })
    expect(notAnalysed).toEqual([])
    expect(objects.map(({ document }) => written(document.place(['metadata', 'name'])))).toEqual(['shop/Chart.yaml:7 name: cache'])
    expect(objects[0]?.document.edit([set(['metadata', 'name'], 'd')])).toBeUndefined()
  })

  test('texts that are not saved yet stand in for files', async () => {
    const root = folderOf({ 'shop/Chart.yaml': chartFile, ...shop })
    folders.push(root)
    const overlay = new Map([
      ['shop/values.yaml', values.replace('64Mi', '32Mi')],
      ['shop/templates/deployment.yaml', `# new\n${deployment}`],
    ])
    const tree = folderTree(root)
    const read = (uri: string): Source | undefined => (overlay.has(uri) ? { uri, text: overlay.get(uri)! } : tree.read(uri))
    const { objects } = await renderCharts({ ...tree, read, overlay }, { kubernetes: 35, locale: 'en', helm: { path: helm!, args: [] } })
    expect(places(objects[0]!.document, [['kind'], [...container, 'resources', 'limits', 'memory']])).toEqual([
      'shop/templates/deployment.yaml:3 Deployment',
      'shop/values.yaml:13 32Mi',
    ])
  })

  test('CRDs stand as they are; hooks and tests of the chart are objects like all others', async () => {
    const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.example.com\n'
    const { objects } = await renderFiles({
      'shop/crds/thing.yaml': crd,
      'shop/templates/tests/run.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: t\n  annotations:\n    helm.sh/hook: test\nspec: {}\n',
    })
    expect(objects.map(({ value }) => value['kind'])).toEqual(['CustomResourceDefinition', 'Pod'])
    expect(places(objects[0]!.document, [['metadata', 'name']])).toEqual(['shop/crds/thing.yaml:4 things.example.com'])
  })

  test('no namespace is made up', async () => {
    const { objects } = await renderFiles({
      'shop/templates/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  namespace: {{ .Release.Namespace }}\n',
    })
    expect(objects.map(({ value }) => value['metadata'])).toEqual([{ name: 'a' }, { name: 'b', namespace: 'release-namespace' }])
  })

  test('a template with CRLF line ends and marks in its own text', async () => {
    const { objects } = await renderFiles({
      'shop/templates/a.yaml':
        'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: ⟦T0⟧ # 名前\r\ndata:\r\n  a: {{ .Release.Name }}\r\n',
    })
    expect(objects).toHaveLength(1)
    expect(written(objects[0]!.document.place(['kind']))).toBe('shop/templates/a.yaml:2 kind: ConfigMap')
  })
})

describe.skipIf(helm === undefined)('edits of a chart', () => {
  const fixed = (document: RenderedDocument, edits: readonly PathEdit[]): string | undefined => {
    const made = document.edit(edits)
    return made === undefined ? undefined : applyTextEdits(document.editTarget(edits)!.source.text, made)
  }

  test('literal lines of the template and entries of the values can be edited', async () => {
    const { objects } = await renderFiles(shop)
    const { document } = objects[0]!
    const privileged = [set([...container, 'securityContext', 'privileged'], false)]
    expect(fixed(document, privileged)).toBe(deployment.replace('privileged: true', 'privileged: false'))
    await expect(document.verify(privileged)).resolves.toBe(true)
    const added = [set([...container, 'securityContext', 'allowPrivilegeEscalation'], false)]
    expect(fixed(document, added)).toBe(
      deployment.replace('privileged: true', 'privileged: true\n            allowPrivilegeEscalation: false'),
    )
    await expect(document.verify(added)).resolves.toBe(true)
    const inValues = [set([...container, 'resources', 'limits', 'memory'], '128Mi')]
    expect(fixed(document, inValues)).toBe(values.replace('64Mi', '128Mi'))
    await expect(document.verify(inValues)).resolves.toBe(true)
    expect([privileged, inValues].map((edits) => document.editTarget(edits)?.isShared)).toEqual([false, true])
  })

  test('what an expression writes is not edited', async () => {
    const { objects } = await renderFiles(shop)
    const { document } = objects[0]!
    expect(document.edit([set([...container, 'image'], 'x')])).toBeUndefined()
    expect(document.edit([set([...container, 'env', 0, 'value'], 'x')])).toBeUndefined()
    expect(document.edit([set(['metadata', 'labels', 'app.kubernetes.io/name'], 'x')])).toBeUndefined()
    expect(document.edit([append([...container, 'env'], { name: 'A', value: 'b' })])).toBeUndefined()
    expect(document.edit([remove([...container, 'image'])])).toBeUndefined()
    await expect(document.verify([set([...container, 'image'], 'x')])).resolves.toBe(false)
  })

  test('an edit that changes other objects is not verified', async () => {
    const { objects } = await renderFiles({
      'shop/values.yaml': 'data:\n  a: "1"\n',
      'shop/templates/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  {{- toYaml .Values.data | nindent 2 }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata:\n  {{- toYaml .Values.data | nindent 2 }}\n',
    })
    await expect(objects[0]!.document.verify([set(['data', 'a'], '2')])).resolves.toBe(false)
  })
})

describe.skipIf(helm === undefined)('charts that cannot be rendered', () => {
  const reasons = ({ notAnalysed }: Rendering): readonly string[] =>
    notAnalysed.map(({ uri, line, reason }) => `${uri}:${line ?? ''} ${reason}`)

  test.each([
    ['a nil value', 'a: {{ .Values.a.b.c }}', 'shop/templates/a.yaml:1 helm-render-failed', /nil pointer/],
    [
      'a value that is required',
      'a: 1\nb: {{ required "name the shop" .Values.name }}',
      'shop/templates/a.yaml:2 helm-render-failed',
      /name the shop/,
    ],
    ['broken YAML', 'a: 1\n b: {{ 2 }}', 'shop/templates/a.yaml: helm-render-failed', /mapping values/],
    ['a broken template', 'a: {{ if }}', 'shop/templates/a.yaml:1 helm-render-failed', /missing value for if/],
    ['an open action', 'a: {{ .Values', 'shop/templates/a.yaml:1 helm-render-failed', /unclosed action/],
  ])('%s', async (_name, template, expected, message) => {
    const rendering = await renderFiles({ 'shop/templates/a.yaml': template })
    expect(reasons(rendering)).toEqual([expected])
    expect(rendering.notAnalysed[0]?.message).toMatch(message)
    expect(rendering.notAnalysed[0]?.message).not.toMatch(/\n|--debug|tmp/)
    expect(rendering.objects).toEqual([])
    expect([...rendering.covers].toSorted()).toEqual(['shop/Chart.yaml', 'shop/templates/a.yaml'])
  })

  test('a chart that Helm refuses', async () => {
    const rendering = await renderFiles({ 'shop/Chart.yaml': 'name: shop\n' })
    expect(reasons(rendering)).toEqual(['shop/Chart.yaml: helm-render-failed'])
  })

  test('no Helm', async () => {
    const rendering = await renderFiles(shop, { helm: { path: '/nowhere/helm', args: [] } })
    expect(reasons(rendering)).toEqual(['shop/Chart.yaml: helm-render-failed'])
  })

  test('a missing dependency is named; the chart is judged without it', async () => {
    const rendering = await renderFiles({
      'shop/Chart.yaml': `${chartFile}dependencies:
  - name: lib
    version: 1.0.0
    repository: file://../lib
  - name: redis
    version: 1.x
    repository: https://charts.example
  - name: unused
    version: 1.x
    repository: https://charts.example
    condition: unused.enabled
`,
      'shop/values.yaml': 'unused:\n  enabled: false\n',
      'shop/templates/a.yaml': '{{ include "lib.map" . }}',
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
      'lib/templates/_map.tpl': '{{ define "lib.map" }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n{{ end }}',
    })
    expect(reasons(rendering)).toEqual(['shop/Chart.yaml:9 helm-dependency-missing'])
    expect(rendering.objects.map(({ document }) => written(document.place(['metadata', 'name'])))).toEqual(['lib/templates/_map.tpl:5 a'])
    expect([...rendering.covers].toSorted()).toMatchInlineSnapshot(`
      [
        "lib/Chart.yaml",
        "lib/templates/_map.tpl",
        "shop/Chart.yaml",
        "shop/templates/a.yaml",
        "shop/values.yaml",
      ]
    `)
  })

  test('a template that never ends is stopped', async () => {
    const template = '{{ range until 100000 }}{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}{{ end }}'
    const rendering = await renderFiles({ 'shop/templates/a.yaml': template }, { timeout: 1_000 })
    expect(reasons(rendering)).toEqual(['shop/Chart.yaml: helm-timeout'])
  })

  test('a template that wants all memory is stopped', async () => {
    const rendering = await renderFiles({ 'shop/templates/a.yaml': 'a: {{ repeat 3000000000 "xxx" | len }}' })
    expect(reasons(rendering)).toEqual(['shop/Chart.yaml: helm-render-failed'])
    expect(rendering.notAnalysed[0]?.message).toMatch(/out of memory$/)
  })

  test('a link does not bring files of the machine into a chart', async () => {
    const root = folderOf({
      'tree/shop/Chart.yaml': chartFile,
      'tree/shop/templates/a.yaml': 'a: 1\n',
      'outside.yaml': 'kind: Pod\napiVersion: v1\n',
    })
    folders.push(root)
    symlinkSync(join(root, 'outside.yaml'), join(root, 'tree/shop/templates/b.yaml'))
    symlinkSync(root, join(root, 'tree/shop/templates/loop'))
    symlinkSync(join(root, 'tree'), join(root, 'tree/shop/templates/loop-inside'))
    const rendering = await renderCharts(folderTree(join(root, 'tree')), { kubernetes: 35, locale: 'en', helm: { path: helm!, args: [] } })
    expect(rendering).toMatchObject({ objects: [], notAnalysed: [] })
  })

  test('values that are not there', async () => {
    const rendering = await renderFiles(shop, { valueSets: [{ chart: 'shop', files: ['nope.yaml'] }] })
    expect(reasons(rendering)).toEqual(['nope.yaml: helm-values-missing'])
  })
})

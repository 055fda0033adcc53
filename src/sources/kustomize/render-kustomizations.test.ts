import { rmSync } from 'node:fs'

import { afterEach, describe, expect, test } from 'vitest'

import { folderOf, folderTree } from '../../../tests/folder-tree.ts'
import { kubectlBinary } from '../../../tests/tools.ts'
import { applyTextEdits, set, type PathEdit } from '../../core/edit.ts'
import { positionAt, type Path, type Place } from '../../core/location.ts'
import type { RenderedDocument, Rendering } from '../rendering/rendering.ts'
import { renderKustomizations, type KustomizeOptions } from './render-kustomizations.ts'

const kubectl = kubectlBinary()
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function renderFiles(files: Readonly<Record<string, string>>, options: Partial<KustomizeOptions> = {}): Promise<Rendering> {
  const root = folderOf(files)
  folders.push(root)
  return renderKustomizations(folderTree(root), { locale: 'en', kustomize: { path: kubectl ?? '', args: ['kustomize'] }, ...options })
}

function written({ source, range }: Place): string {
  return `${source.uri}:${positionAt(source, range.start).line} ${source.text.slice(range.start, range.end)}`
}

function places(document: RenderedDocument, paths: readonly Path[]): readonly string[] {
  return paths.map((path) => written(document.place(path)))
}

const reasons = ({ notAnalysed }: Rendering): readonly string[] =>
  notAnalysed.map(({ uri, line, reason }) => `${uri}:${line ?? ''} ${reason}`)

const deployment = `# The shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: side
          image: side:1
        - name: app
          image: nginx:1
          securityContext:
            privileged: true
          env:
            - name: MODE
              value: slow
`

const base = { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': deployment }

const overlay = `resources: [../base]
namespace: live
namePrefix: prod-
commonAnnotations:
  owner: shop
labels:
  - pairs:
      team: shop
    includeTemplates: true
images:
  - name: nginx
    newTag: "1.27"
replicas:
  - name: web
    count: 3
configMapGenerator:
  - name: settings
    literals:
      - COLOUR=blue
    files:
      - notes.txt
secretGenerator:
  - name: login
    envs: [.env]
patches:
  - path: memory.yaml
  - target: { kind: Deployment, name: web }
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/env/0/value
        value: fast
      - op: add
        path: /spec/template/spec/containers/1/securityContext
        value: { privileged: false }
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        template:
          spec:
            hostNetwork: true
`

const memory = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          resources:
            limits:
              memory: 64Mi # enough
`

const prod = {
  ...base,
  'prod/kustomization.yaml': overlay,
  'prod/memory.yaml': memory,
  'prod/notes.txt': 'x\n',
  'prod/.env': 'PASSWORD=hunter2\n',
}
const pod = ['spec', 'template', 'spec'] as const
// A patch moves what it changes to the front.
const app = [...pod, 'containers', 0] as const
const side = [...pod, 'containers', 1] as const

describe.skipIf(kubectl === undefined)('places in Kustomizations', () => {
  test('each field is placed in the file that set it last', async () => {
    const { objects, notAnalysed, covers } = await renderFiles(prod)
    expect(notAnalysed).toEqual([])
    expect([...covers].toSorted()).toEqual([
      'base/kustomization.yaml',
      'base/web.yaml',
      'prod/.env',
      'prod/kustomization.yaml',
      'prod/memory.yaml',
      'prod/notes.txt',
    ])
    const { document, value } = objects.find((object) => object.value['kind'] === 'Deployment')!
    expect(value).toMatchObject({ metadata: { name: 'prod-web', namespace: 'live' }, spec: { replicas: 3 } })
    expect(document.uri).toBe('base/web.yaml')
    expect(
      places(document, [
        ['kind'],
        ['metadata', 'name'],
        ['metadata', 'namespace'],
        ['metadata', 'labels', 'team'],
        ['metadata', 'annotations', 'owner'],
        ['spec', 'template', 'metadata', 'labels', 'team'],
        ['spec', 'replicas'],
        [...side, 'image'],
        [...side, 'securityContext', 'privileged'],
        [...app, 'image'],
        [...app, 'securityContext', 'privileged'],
        [...app, 'env', 0, 'value'],
        [...app, 'resources', 'limits', 'memory'],
        [...pod, 'hostNetwork'],
      ]),
    ).toEqual([
      'base/web.yaml:3 Deployment',
      'base/web.yaml:5 web',
      'prod/kustomization.yaml:2 live',
      'prod/kustomization.yaml:8 shop',
      'prod/kustomization.yaml:5 shop',
      'prod/kustomization.yaml:8 shop',
      'prod/kustomization.yaml:15 3',
      'base/web.yaml:12 side:1',
      'prod/kustomization.yaml:34 false',
      'prod/kustomization.yaml:12 "1.27"',
      'base/web.yaml:16 true',
      'prod/kustomization.yaml:31 fast',
      'prod/memory.yaml:12 64Mi',
      'prod/kustomization.yaml:43 true',
    ])
    expect(document.provenance([...app, 'image'])).toBe('action')
    expect(document.provenance([...pod, 'hostNetwork'])).toBe('exact')
  })

  test('what generators make is placed at their entries', async () => {
    const { objects } = await renderFiles(prod)
    const map = objects.find(({ value }) => value['kind'] === 'ConfigMap')!.document
    expect(places(map, [['data', 'COLOUR'], ['data', 'notes.txt'], ['metadata', 'name'], ['immutable']])).toEqual([
      'prod/kustomization.yaml:19 COLOUR=blue',
      'prod/kustomization.yaml:21 notes.txt',
      'prod/kustomization.yaml:17 settings',
      'prod/kustomization.yaml:17 settings',
    ])
    const secret = objects.find(({ value }) => value['kind'] === 'Secret')!.document
    expect(places(secret, [['data', 'PASSWORD']])).toEqual(['prod/kustomization.yaml:24 .env'])
  })

  test('a missing field belongs where its mapping is written', async () => {
    const { objects } = await renderFiles(prod)
    const { document } = objects.find(({ value }) => value['kind'] === 'Deployment')!
    expect(
      places(document, [
        [...app, 'livenessProbe'],
        [...app, 'securityContext', 'runAsNonRoot'],
        [...app, 'resources', 'limits', 'cpu'],
        [...side, 'securityContext', 'runAsNonRoot'],
        [...pod, 'securityContext'],
      ]),
    ).toEqual([
      'base/web.yaml:13 name: app',
      'base/web.yaml:16 privileged: true',
      'prod/memory.yaml:12 memory: 64Mi',
      'prod/kustomization.yaml:34 { privileged: false }',
      'base/web.yaml:10 containers',
    ])
  })

  test('two overlays: what neither changes is judged once', async () => {
    const { objects } = await renderFiles({
      ...base,
      'one/kustomization.yaml': 'resources: [../base]\n',
      'two/kustomization.yaml': 'resources: [../base]\n',
      'three/kustomization.yaml': 'resources: [../base]\nnamespace: x\n',
    })
    expect(
      objects.map(({ value }) => (value['metadata'] as { namespace?: string }).namespace ?? '').toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual(['', 'x'])
  })

  test('a component changes what its user has, and is not built alone', async () => {
    const files = {
      ...base,
      'part/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{ path: p.yaml }]\n',
      'part/p.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 7\n',
    }
    const used = await renderFiles({ ...files, 'all/kustomization.yaml': 'resources: [../base]\ncomponents: [../part]\n' })
    expect(places(used.objects[0]!.document, [['spec', 'replicas']])).toEqual(['part/p.yaml:5 7'])
    const alone = await renderFiles(files)
    expect(reasons(alone)).toEqual(['part/kustomization.yaml: kustomize-component-alone'])
    expect(places(alone.objects[0]!.document, [['spec', 'replicas']])).toEqual(['base/web.yaml:7 1'])
    expect([...alone.covers].toSorted()).toMatchInlineSnapshot(`
      [
        "base/kustomization.yaml",
        "base/web.yaml",
        "part/kustomization.yaml",
        "part/p.yaml",
      ]
    `)
  })

  test('edits go to the file that holds the value, and are checked by building again', async () => {
    const { objects } = await renderFiles(prod)
    const { document } = objects.find(({ value }) => value['kind'] === 'Deployment')!
    const fixed = (edits: readonly PathEdit[]): string | undefined => {
      const made = document.edit(edits)
      return made === undefined ? undefined : applyTextEdits(document.editTarget(edits)!.source.text, made)
    }
    const inBase = [set([...app, 'securityContext', 'privileged'], false)]
    expect(fixed(inBase)).toBe(deployment.replace('privileged: true', 'privileged: false'))
    await expect(document.verify(inBase)).resolves.toBe(true)
    const inPatch = [set([...app, 'resources', 'limits', 'memory'], '1Gi')]
    expect(fixed(inPatch)).toBe(memory.replace('64Mi', '1Gi'))
    await expect(document.verify(inPatch)).resolves.toBe(true)
    const missing = [set([...app, 'imagePullPolicy'], 'Always')]
    expect(fixed(missing)).toMatchInlineSnapshot(`
      "# The shop
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 1
        template:
          spec:
            containers:
              - name: side
                image: side:1
              - name: app
                image: nginx:1
                securityContext:
                  privileged: true
                env:
                  - name: MODE
                    value: slow
                imagePullPolicy: Always
      "
    `)
    await expect(document.verify(missing)).resolves.toBe(true)
    expect([inBase, inPatch].map((edits) => document.editTarget(edits)?.isShared)).toEqual([true, false])
    // Set by the Kustomization itself, or by an inline patch: a person decides.
    expect(document.edit([set(['spec', 'replicas'], 2)])).toBeUndefined()
    expect(document.edit([set([...pod, 'hostNetwork'], false)])).toBeUndefined()
    await expect(document.verify([set(['spec', 'replicas'], 2)])).resolves.toBe(false)
  })
})

describe.skipIf(kubectl === undefined)('Kustomizations that cannot be built', () => {
  test.each([
    ['a base in a Git repository', 'resources: [web.yaml, "github.com/org/repo?ref=v1"]', '1 kustomize-remote', /github\.com\/org\/repo/],
    ['a base on the network', 'resources:\n  - web.yaml\n  - https://example.com/a.yaml', '3 kustomize-remote', /https:\/\/example/],
    ['charts', 'resources: [web.yaml]\nhelmCharts: [{ name: a, repo: "https://example.com" }]', '2 kustomize-helm-charts', /helmCharts/],
    ['a missing file', 'resources: [web.yaml, nope.yaml]', ' kustomize-build-failed', /nope\.yaml/],
    ['an unknown field', 'resources: [web.yaml]\nresorces: []', ' kustomize-build-failed', /unknown field "resorces"/],
    ['broken YAML', 'resources: [web.yaml', ' kustomize-build-failed', /yaml/i],
    ['itself', 'resources: [web.yaml, "../a"]', ' kustomize-build-failed', /cycle|not a valid directory|loop/],
  ])('%s', async (_name, kustomization, expected, message) => {
    const rendering = await renderFiles({ 'a/kustomization.yaml': kustomization, 'a/web.yaml': deployment })
    expect(reasons(rendering)).toEqual([`a/kustomization.yaml:${expected}`])
    expect(rendering.notAnalysed[0]?.message).toMatch(message)
    expect(rendering.notAnalysed[0]?.message).not.toMatch(/\n|breakwater-/)
    expect([...rendering.covers]).toEqual(['a/kustomization.yaml'])
  })

  test('plugins are not run, and files outside the tree are not read', async () => {
    const rendering = await renderFiles({
      'a/kustomization.yaml': 'transformers: [run.yaml]\nresources: [web.yaml]\n',
      'a/web.yaml': deployment,
      'a/run.yaml':
        'apiVersion: example.com/v1\nkind: Run\nmetadata:\n  name: r\n  annotations:\n    config.kubernetes.io/function: |\n      exec: { path: /bin/true }\n',
      'b/kustomization.yaml': 'configMapGenerator: [{ name: a, files: [/etc/hostname] }]\n',
      'c/kustomization.yaml': 'configMapGenerator: [{ name: a, files: [../../../../../../../../etc/hostname] }]\n',
    })
    expect(reasons(rendering)).toEqual(['a', 'b', 'c'].map((folder) => `${folder}/kustomization.yaml: kustomize-build-failed`))
    expect([...rendering.covers].toSorted()).toMatchInlineSnapshot(`
      [
        "a/kustomization.yaml",
        "a/run.yaml",
        "b/kustomization.yaml",
        "c/kustomization.yaml",
      ]
    `)
  })

  test('no Kustomize, in Japanese', async () => {
    const rendering = await renderFiles(base, { kustomize: { path: '/nowhere/kustomize', args: ['build'] }, locale: 'ja' })
    expect(reasons(rendering)).toEqual(['base/kustomization.yaml: kustomize-build-failed'])
    expect(rendering.notAnalysed[0]?.message).toMatch(/^Kustomize でビルドできませんでした/)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { renderKustomizations } from '../../src/sources/kustomize/render-kustomizations.ts'
import { objectsIn } from '../../src/sources/rendering/objects-in.ts'
import { readYaml } from '../../src/syntax/yaml/read.ts'
import { corpus } from '../corpora.ts'
import { folderTree } from '../folder-tree.ts'
import { emptyShares, misplaced, shareLine } from '../places.ts'
import { kubectlBinary } from '../tools.ts'

const folder = corpus('manifests')
const kubectl = kubectlBinary()

/** `aks-store-demo__overlays-azd-store-front.yaml` is what `aks-store-demo/kustomize/overlays/azd/store-front` builds to. */
const roots: Readonly<Record<string, string>> = {
  'aks-baseline__workload': 'workload',
  'aks-store-demo__base': 'kustomize/base',
  'aks-store-demo__overlays-azd-product-service': 'kustomize/overlays/azd/product-service',
  'aks-store-demo__overlays-azd-store-admin': 'kustomize/overlays/azd/store-admin',
  'aks-store-demo__overlays-azd-store-front': 'kustomize/overlays/azd/store-front',
  'aks-store-demo__overlays-dev': 'kustomize/overlays/dev',
  'aks-store-demo__overlays-kaito': 'kustomize/overlays/kaito',
  'microservices-demo__network-policies': 'kustomize/components/network-policies',
  'microservices-demo__root': 'kustomize',
}

describe.skipIf(folder === undefined || kubectl === undefined)('the Kustomizations of the corpus', () => {
  const shares = emptyShares()
  const kustomize = { path: kubectl ?? '', args: ['kustomize'] }
  const golden = folder === undefined ? [] : readdirSync(join(folder, 'golden-kustomize')).map((file) => basename(file, '.yaml'))
  afterAll(() => void process.stdout.write(shareLine(shares)))

  test('all of them are known here', () => {
    expect(golden.toSorted()).toEqual(Object.keys(roots).toSorted())
  })

  test.each(golden)('%s builds to the expected objects', async (name) => {
    const text = readFileSync(join(folder!, 'golden-kustomize', `${name}.yaml`), 'utf8')
    const expected = readYaml({ uri: name, text }).documents.flatMap(({ value }) => objectsIn(value).map((found) => found.value))
    const tree = folderTree(join(folder!, name.split('__')[0]!))
    const { objects, notAnalysed } = await renderKustomizations(tree, { locale: 'en', kustomize, roots: [roots[name]!] })
    expect(notAnalysed).toEqual([])
    expect(objects.map(({ value }) => value)).toEqual(expected)
    expect(objects.flatMap((object) => misplaced(object, shares))).toEqual([])
  })

  test('aks-store-demo: what cannot be built is named, and everything else is built', async () => {
    const { objects, notAnalysed, covers } = await renderKustomizations(folderTree(join(folder!, 'aks-store-demo')), {
      locale: 'en',
      kustomize,
    })
    expect(notAnalysed.map(({ uri, reason }) => `${uri} ${reason}`)).toEqual(
      ['ai', 'makeline', 'order'].map((service) => `kustomize/overlays/azd/${service}-service/kustomization.yaml kustomize-build-failed`),
    )
    expect(notAnalysed[0]?.message).toContain('.env')
    expect(covers).toContain('kustomize/base/order-service.yaml')
    // The objects of a Kustomization that cannot be built are still there to be judged as they stand.
    expect(covers).not.toContain('kustomize/overlays/azd/ai-service/deployment.yaml')
    expect(objects).toHaveLength(26)
  })

  test('microservices-demo: components that nobody uses are named, their patches are no objects', async () => {
    const { notAnalysed, covers } = await renderKustomizations(folderTree(join(folder!, 'microservices-demo')), { locale: 'en', kustomize })
    expect(new Set(notAnalysed.map(({ reason }) => reason))).toEqual(new Set(['kustomize-component-alone']))
    expect(notAnalysed).toHaveLength(10)
    expect(covers).toContain('kustomize/components/without-loadgenerator/delete-loadgenerator.patch.yaml')
    expect(covers).not.toContain('kustomize/components/network-policies/network-policy-redis.yaml')
  })
})

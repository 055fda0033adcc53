import { expect, it } from 'vitest'

import { optionsOf, quietRun, runOf, sampleRun } from '../../tests/reports/sample.ts'
import { renderConcise } from './concise.ts'

it('gives each finding one line', () => {
  expect(renderConcise(sampleRun, optionsOf())).toMatchInlineSnapshot(`
    "deploy/web.yaml:13:25 critical pod/no-privileged container app runs privileged
    deploy/web.yaml:11:18 high pod/run-as-non-root the user of nginx:latest decides, and the image was not read (unknown)
    deploy/web.yaml:13:13 high pod/run-as-non-root container app may run as root
    charts/shop/templates/a.yaml:3:5 not-analysed helm-render-failed values: image.tag is required
    Gate failed: 2 findings of severity high or worse, 2 not evaluated
    "
  `)
  expect(renderConcise(sampleRun, optionsOf({ locale: 'ja', showSuppressed: true }))).toMatchInlineSnapshot(`
    "deploy/web.yaml:13:25 critical pod/no-privileged コンテナー app が特権モードで動きます
    deploy/web.yaml:11:18 high pod/run-as-non-root nginx:latest の実行ユーザーで決まりますが、イメージを読んでいません (判定不能)
    deploy/web.yaml:13:13 high pod/run-as-non-root コンテナー app が root で動く可能性があります
    deploy/web.yaml:10:11 low pod/liveness-probe コンテナー app に liveness プローブがありません (コメントで抑制)
    charts/shop/templates/a.yaml:3:5 not-analysed helm-render-failed values: image.tag is required
    ゲート不合格: 重大度「高」以上の指摘 2 件、評価できないもの 2 件
    "
  `)
})

it('says that a check broke', () => {
  const errors = [{ check: 'pod/no-privileged', uri: 'a.yaml', error: new TypeError('x is not a function') }]
  expect(renderConcise(runOf({ errors }), optionsOf())).toMatchInlineSnapshot(`
    "a.yaml error pod/no-privileged x is not a function
    Gate failed: 1 not evaluated
    "
  `)
})

it('has one line for nothing', () => {
  expect(renderConcise(quietRun, optionsOf())).toBe('Gate passed: nothing of severity high or worse\n')
})

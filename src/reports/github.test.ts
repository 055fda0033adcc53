import { expect, it } from 'vitest'

import { findingOf, manifest, optionsOf, placeOf, privileged, runOf, sampleRun, say } from '../../tests/reports/sample.ts'
import { renderGithub } from './github.ts'

it('annotates with workflow commands', () => {
  expect(renderGithub(sampleRun, optionsOf())).toMatchInlineSnapshot(`
    "::warning file=charts/shop/templates/a.yaml,line=3,col=5,title=not analysed%3A helm-render-failed::values: image.tag is required
    ::error file=deploy/web.yaml,line=13,endLine=13,col=25,endColumn=29,title=critical%3A pod/no-privileged::container app runs privileged%0AFix: set privileged to false (breakwater fix deploy/web.yaml)
    ::error file=deploy/web.yaml,line=11,endLine=11,col=18,endColumn=32,title=high%3A pod/run-as-non-root::the user of nginx:latest decides, and the image was not read
    ::error file=deploy/web.yaml,line=13,endLine=13,col=13,endColumn=29,title=high%3A pod/run-as-non-root::container app may run as root
    Gate failed: 2 findings of severity high or worse, 2 not evaluated
    "
  `)
  expect(renderGithub(sampleRun, optionsOf({ locale: 'ja' }))).toMatchInlineSnapshot(`
    "::warning file=charts/shop/templates/a.yaml,line=3,col=5,title=分析できません%3A helm-render-failed::values: image.tag is required
    ::error file=deploy/web.yaml,line=13,endLine=13,col=25,endColumn=29,title=重大%3A pod/no-privileged::コンテナー app が特権モードで動きます%0A修正: privileged を false にする（breakwater fix deploy/web.yaml）
    ::error file=deploy/web.yaml,line=11,endLine=11,col=18,endColumn=32,title=高%3A pod/run-as-non-root::nginx:latest の実行ユーザーで決まりますが、イメージを読んでいません
    ::error file=deploy/web.yaml,line=13,endLine=13,col=13,endColumn=29,title=高%3A pod/run-as-non-root::コンテナー app が root で動く可能性があります
    ゲート不合格: 重大度「高」以上の指摘 2 件、評価できないもの 2 件
    "
  `)
})

it('sends the worst ten of a level and says how many are left', () => {
  const findings = Array.from({ length: 13 }, (_, index) => findingOf(privileged, placeOf(manifest, 'true'), say(`number ${index}`)))
  const lines = renderGithub(runOf({ findings }), optionsOf()).split('\n')
  expect(lines.filter((line) => line.startsWith('::error ')).length).toBe(10)
  expect(lines.slice(-3)).toEqual([
    'Not annotated: 3, because GitHub shows ten of a level.',
    'Gate failed: 13 findings of severity high or worse',
    '',
  ])
})

it('escapes what would end a property or begin another command', () => {
  const source = { uri: 'a,b:c%0A::error::x.yaml', text: 'a' }
  const finding = findingOf(privileged, { source, range: { start: 0, end: 1 }, path: [] }, say('100% \r\n::set-output name=x::y'))
  const [line] = renderGithub(runOf({ findings: [finding] }), optionsOf()).split('\n')
  expect(line).toMatchInlineSnapshot(
    `"::error file=a%2Cb%3Ac%250A%3A%3Aerror%3A%3Ax.yaml,line=1,endLine=1,col=1,endColumn=2,title=critical%3A pod/no-privileged::100%25 ␍␊::set-output name=x::y"`,
  )
})

it('leaves out the columns of a range over several lines', () => {
  const finding = findingOf(privileged, placeOf(manifest, 'metadata:\n  name: web'), say('x'))
  const [line] = renderGithub(runOf({ findings: [finding] }), optionsOf()).split('\n')
  expect(line).toMatchInlineSnapshot(`"::error file=deploy/web.yaml,line=3,endLine=3,title=critical%3A pod/no-privileged::x"`)
})

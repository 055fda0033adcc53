import { describe, expect, it } from 'vitest'

import {
  findingOf,
  manifest,
  optionsOf,
  placeOf,
  privileged,
  probe,
  quietRun,
  runOf,
  sampleFindings,
  sampleRun,
  say,
} from '../../tests/reports/sample.ts'
import { renderPretty } from './pretty.ts'
import { displayWidth } from './terminal/display-width.ts'

describe('pretty', () => {
  it('says everything about a finding, and the verdict last', () => {
    expect(renderPretty(sampleRun, optionsOf({ width: 90, exitCode: 1 }))).toMatchInlineSnapshot(`
      "critical  pod/no-privileged  container app runs privileged                         fixable
            deploy/web.yaml:13:25  shop/Deployment/web
        11 |           image: "nginx:latest"
        12 |           securityContext:
        13 |             privileged: true # なぜ？
           |                         ^^^^
            deploy/web.yaml:11:18  the image is here
        11 |           image: "nginx:latest"
           |                  ^^^^^^^^^^^^^^
        why     A privileged container reaches every device of its node.
        fix     set privileged to false:  breakwater fix deploy/web.yaml
        source  “Developer, manifest and configuration considerations”, AKS security best
                practices
                https://github.com/Azure/FTALive-Sessions/blob/main/content/containers/azure-kubernetes-service/aks-security/readme.md

      high  unknown  pod/run-as-non-root  the user of nginx:latest decides, and the image was
            not read
            deploy/web.yaml:11:18  shop/Deployment/web
         9 |       containers:
        10 |         - name: app # 本体
        11 |           image: "nginx:latest"
           |                  ^^^^^^^^^^^^^^
        why     Root in a container is close to root on the node.
        source  “Secure pod access to resources”, Developer best practices - Pod security in
                Azure Kubernetes Service (AKS)
                https://learn.microsoft.com/en-us/azure/aks/developer-best-practices-pod-security

      high  pod/run-as-non-root  container app may run as root
            deploy/web.yaml:13:13  shop/Deployment/web
        11 |           image: "nginx:latest"
        12 |           securityContext:
        13 |             privileged: true # なぜ？
           |             ^^^^^^^^^^^^^^^^ securityContext.runAsNonRoot

      Not analysed (1)
        charts/shop/templates/a.yaml:3:5  helm-render-failed
          values: image.tag is required

      2 findings  critical 1  high 1   fixable 1   suppressed 1, expired 1   not evaluated 2
      3 files  41 resources  3 checks  0.4 s
      Gate failed: 2 findings of severity high or worse, 2 not evaluated   exit code 1
      next: breakwater fix deploy/web.yaml
            breakwater explain pod/no-privileged
      "
    `)
  })

  it('speaks Japanese, wrapped by cells and with kinsoku', () => {
    const report = renderPretty(sampleRun, optionsOf({ locale: 'ja', width: 60, exitCode: 1 }))
    expect(report).toMatchInlineSnapshot(`
      "重大  pod/no-privileged  コンテナー app が特権モードで動きま
            す                                          自動修正可
            deploy/web.yaml:13:25  shop/Deployment/web
        11 |           image: "nginx:latest"
        12 |           securityContext:
        13 |             privileged: true # なぜ？
           |                         ^^^^
            deploy/web.yaml:11:18  イメージはここです
        11 |           image: "nginx:latest"
           |                  ^^^^^^^^^^^^^^
        なぜ  特権コンテナーはノードのすべてのデバイスに触れること
              ができます。乗っ取られると、ノード全体が奪われます。
        直す  privileged を false にする:
              breakwater fix deploy/web.yaml
        根拠  「開発者/マニフェスト/設定の注意点」AKS セキュリティ
              のベストプラクティス
              https://github.com/Azure/fta-japan/blob/main/FTALive/AKS/aks-security/readme.md

      高  判定不能  pod/run-as-non-root  nginx:latest の実行ユー
            ザーで決まりますが、イメージを読んでいません
            deploy/web.yaml:11:18  shop/Deployment/web
         9 |       containers:
        10 |         - name: app # 本体
        11 |           image: "nginx:latest"
           |                  ^^^^^^^^^^^^^^
        なぜ  コンテナー内の root は、ノードの root に近い存在で
              す。
        根拠  「リソースへのポッドのアクセスをセキュリティで保護す
              る」開発者のベスト プラクティス - Azure Kubernetes
              Service (AKS) でのポッドのセキュリティ
              https://learn.microsoft.com/ja-jp/azure/aks/developer-best-practices-pod-security

      高  pod/run-as-non-root  コンテナー app が root で動く可能性
            があります
            deploy/web.yaml:13:13  shop/Deployment/web
        11 |           image: "nginx:latest"
        12 |           securityContext:
        13 |             privileged: true # なぜ？
           |             ^^^^^^^^^^^^^^^^
           |             securityContext.runAsNonRoot

      分析できなかったもの (1)
        charts/shop/templates/a.yaml:3:5  helm-render-failed
          values: image.tag is required

      指摘 2 件  重大 1  高 1   自動修正可 1   抑制 1（期限切れ
        1）   評価できず 2
      3 ファイル  41 リソース  3 検査  0.4 秒
      ゲート不合格: 重大度「高」以上の指摘 2 件、評価できないもの
        2 件   終了コード 1
      次: breakwater fix deploy/web.yaml
          breakwater explain pod/no-privileged
      "
    `)
    const tooLong = report.split('\n').filter((line) => displayWidth(line) > 60 && !/https:|breakwater fix|charts/.test(line))
    expect(tooLong).toEqual([])
  })

  it('wraps nothing where the output is not a terminal', () => {
    const report = renderPretty(sampleRun, optionsOf({ locale: 'ja' }))
    expect(report).toContain(
      '  なぜ  特権コンテナーはノードのすべてのデバイスに触れることができます。乗っ取られると、ノード全体が奪われます。\n',
    )
  })

  it('says nothing in one line', () => {
    expect(renderPretty(quietRun, optionsOf({ width: 120 }))).toMatchInlineSnapshot(`
      "No findings   3 files  41 resources  3 checks  0.4 s   Gate passed: nothing of severity high or worse
      "
    `)
    expect(renderPretty(quietRun, optionsOf({ locale: 'ja' }))).toMatchInlineSnapshot(`
      "指摘はありません   3 ファイル  41 リソース  3 検査  0.4 秒   ゲート合格: 重大度「高」以上の指摘はありません
      "
    `)
  })

  it('colours with the sixteen colours of the theme', () => {
    const [first] = renderPretty(runOf({ findings: sampleFindings.slice(0, 1) }), optionsOf({ colour: true })).split('\n')
    expect(JSON.stringify(first)).toMatchInlineSnapshot(
      `""\\u001b[1m\\u001b[31mcritical\\u001b[39m\\u001b[22m  \\u001b[1mpod/no-privileged\\u001b[22m  container app runs privileged  \\u001b[32mfixable\\u001b[39m""`,
    )
  })

  it('shows suppressed findings when asked, with reason and date', () => {
    expect(renderPretty(runOf({ findings: sampleFindings.slice(3) }), optionsOf({ showSuppressed: true }))).toMatchInlineSnapshot(`
      "low  pod/liveness-probe  container app has no liveness probe
            suppressed by a comment (until 2027-03-31): a batch job in disguise
            deploy/web.yaml:10:11  shop/Deployment/web
         8 |     spec:
         9 |       containers:
        10 |         - name: app # 本体
           |           ^^^^^^^^^
        why     Without one a hung process is never restarted.
        source  https://kubernetes.io/docs/concepts/security/pod-security-standards/

      No findings   suppressed 1   3 files  41 resources  3 checks  0.4 s   Gate passed: nothing of severity high or worse
      "
    `)
  })

  it('reads well aloud', () => {
    const [, place, next] = renderPretty(sampleRun, optionsOf({ accessible: true })).split('\n')
    expect([place, next]).toEqual([
      '      deploy/web.yaml, line 13, column 25  shop/Deployment/web',
      '      deploy/web.yaml:11:18  the image is here',
    ])
  })

  it('frames twenty findings and counts the others', () => {
    const place = placeOf(manifest, 'true')
    const findings = Array.from({ length: 30 }, (_, index) => findingOf(index < 24 ? privileged : probe, place, say(`number ${index}`)))
    const report = renderPretty(runOf({ findings }), optionsOf())
    expect(report.match(/^ +13 \|/gm)?.length).toBe(20)
    expect(report.split('\n').slice(-8)).toMatchInlineSnapshot(`
      [
        "and 10 more: pod/liveness-probe 6, pod/no-privileged 4",
        "--format concise lists them all",
        "",
        "30 findings  critical 24  low 6",
        "3 files  41 resources  3 checks  0.4 s",
        "Gate failed: 24 findings of severity high or worse",
        "next: breakwater explain pod/no-privileged",
        "",
      ]
    `)
  })

  it('points at a resource that is written nowhere', () => {
    const place = { source: { uri: 'cluster/shop', text: '' }, range: { start: 0, end: 0 }, path: [] }
    const report = renderPretty(runOf({ findings: [findingOf(probe, place, say('no probe'))] }), optionsOf())
    expect(report.split('\n').slice(0, 4)).toMatchInlineSnapshot(`
      [
        "low  pod/liveness-probe  no probe",
        "      cluster/shop  shop/Deployment/web",
        "  why     Without one a hung process is never restarted.",
        "  source  https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      ]
    `)
  })
})

import { describe, expect, it } from 'vitest'

import { findingOf, manifest, optionsOf, placeOf, privileged, quietRun, runOf, sampleRun, say } from '../../tests/reports/sample.ts'
import { renderMarkdown } from './markdown.ts'
import { code, plain } from './markdown/escape.ts'

describe('the job summary', () => {
  it('says the verdict first, then the worst', () => {
    expect(renderMarkdown(sampleRun, optionsOf())).toMatchInlineSnapshot(`
      "### Gate failed: 2 findings of severity high or worse, 2 not evaluated

      3 files, 41 resources, 3 checks

      | critical | high | medium | low | info | fixable | suppressed | not evaluated |
      | --: | --: | --: | --: | --: | --: | --: | --: |
      | 1 | 1 | 0 | 0 | 0 | 1 | 1 | 2 |

      #### Findings

      | Severity | Check | Finding | Resource | Place |
      | --- | --- | --- | --- | --- |
      | critical | \`pod/no-privileged\` | container app runs privileged<br>fixable: set privileged to false | \`shop/Deployment/web\` | \`deploy/web.yaml:13:25\` |
      | high | \`pod/run-as-non-root\` | the user of nginx:latest decides, and the image was not read<br>unknown | \`shop/Deployment/web\` | \`deploy/web.yaml:11:18\` |
      | high | \`pod/run-as-non-root\` | container app may run as root | \`shop/Deployment/web\` | \`deploy/web.yaml:13:13\` |

      #### Not analysed

      | Place | Reason | |
      | --- | --- | --- |
      | \`charts/shop/templates/a.yaml:3:5\` | \`helm-render-failed\` | values: image.tag is required |

      <details><summary>Why it matters</summary>

      - \`pod/no-privileged\` **Containers do not run privileged** A privileged container reaches every device of its node. ([“Developer, manifest and configuration considerations”, AKS security best practices](https://github.com/Azure/FTALive-Sessions/blob/main/content/containers/azure-kubernetes-service/aks-security/readme.md))
      - \`pod/run-as-non-root\` **Containers do not run as root** Root in a container is close to root on the node. ([“Secure pod access to resources”, Developer best practices - Pod security in Azure Kubernetes Service \\(AKS\\)](https://learn.microsoft.com/en-us/azure/aks/developer-best-practices-pod-security))

      </details>
      "
    `)
  })

  it('speaks Japanese, and shows what is suppressed when asked', () => {
    expect(renderMarkdown(sampleRun, optionsOf({ locale: 'ja', showSuppressed: true }))).toMatchInlineSnapshot(`
      "### ゲート不合格: 重大度「高」以上の指摘 2 件、評価できないもの 2 件

      3 ファイル, 41 リソース, 3 検査

      | 重大 | 高 | 中 | 低 | 情報 | 自動修正可 | 抑制 | 評価できず |
      | --: | --: | --: | --: | --: | --: | --: | --: |
      | 1 | 1 | 0 | 0 | 0 | 1 | 1 | 2 |

      #### 指摘

      | 重大度 | 検査 | 指摘 | リソース | 場所 |
      | --- | --- | --- | --- | --- |
      | 重大 | \`pod/no-privileged\` | コンテナー app が特権モードで動きます<br>自動修正可: privileged を false にする | \`shop/Deployment/web\` | \`deploy/web.yaml:13:25\` |
      | 高 | \`pod/run-as-non-root\` | nginx:latest の実行ユーザーで決まりますが、イメージを読んでいません<br>判定不能 | \`shop/Deployment/web\` | \`deploy/web.yaml:11:18\` |
      | 高 | \`pod/run-as-non-root\` | コンテナー app が root で動く可能性があります | \`shop/Deployment/web\` | \`deploy/web.yaml:13:13\` |
      | 低 | \`pod/liveness-probe\` | コンテナー app に liveness プローブがありません<br>コメントで抑制: a batch job in disguise | \`shop/Deployment/web\` | \`deploy/web.yaml:10:11\` |

      #### 分析できなかったもの

      | 場所 | 理由 | |
      | --- | --- | --- |
      | \`charts/shop/templates/a.yaml:3:5\` | \`helm-render-failed\` | values: image.tag is required |

      <details><summary>検査の理由</summary>

      - \`pod/no-privileged\` **コンテナーを特権モードで実行しない** 特権コンテナーはノードのすべてのデバイスに触れることができます。乗っ取られると、ノード全体が奪われます。 ([「開発者/マニフェスト/設定の注意点」AKS セキュリティのベストプラクティス](https://github.com/Azure/fta-japan/blob/main/FTALive/AKS/aks-security/readme.md))
      - \`pod/run-as-non-root\` **コンテナーを root で実行しない** コンテナー内の root は、ノードの root に近い存在です。 ([「リソースへのポッドのアクセスをセキュリティで保護する」開発者のベスト プラクティス - Azure Kubernetes Service \\(AKS\\) でのポッドのセキュリティ](https://learn.microsoft.com/ja-jp/azure/aks/developer-best-practices-pod-security))
      - \`pod/liveness-probe\` **コンテナーに liveness プローブを設定する** 設定がないと、止まったプロセスは再起動されません。

      </details>
      "
    `)
  })

  it('is short when there is nothing to say', () => {
    expect(renderMarkdown(quietRun, optionsOf())).toMatchInlineSnapshot(`
      "### Gate passed: nothing of severity high or worse

      3 files, 41 resources, 3 checks
      "
    `)
  })

  it('lists everything by file, below the limit of GitHub', () => {
    const sources = Array.from({ length: 200 }, (_, index) => ({ uri: `file-${index}.yaml`, text: manifest.text }))
    const findings = sources.flatMap((source) =>
      Array.from({ length: 50 }, (_, index) => findingOf(privileged, placeOf(source, 'true'), say(`日本語の指摘 ${index} `.repeat(5)))),
    )
    const report = renderMarkdown(runOf({ findings }), optionsOf())
    expect(Buffer.byteLength(report)).toBeLessThan(1_048_576)
    const drawn = report.match(/<details><summary><code>/g)!.length
    expect(drawn).toBeGreaterThan(50)
    expect(report).toContain(`Files left out to keep below the limit of GitHub: ${200 - drawn}\n`)
  })
})

describe('escaping for Markdown', () => {
  it('keeps text what it is', () => {
    expect(plain('a|b <img src=x> [x](y) *z* @octocat #12 https://evil.example www.evil.example')).toMatchInlineSnapshot(
      `"a\\|b &lt;img src=x&gt; \\[x\\]\\(y\\) \\*z\\* @<!-- -->octocat #<!-- -->12 https&#58;//evil.example www&#46;evil.example"`,
    )
    expect(plain('1. x')).toBe('1\\. x')
  })

  it('sets as code what cannot end a span, and escapes the rest', () => {
    expect(['a/b.yaml:1:2', 'a`b', 'a\\|b', ''].map(code)).toEqual([
      '`a/b.yaml:1:2`',
      '<code>a\\`b</code>',
      '<code>a\\\\\\|b</code>',
      '<code></code>',
    ])
  })
})

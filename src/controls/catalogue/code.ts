import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { devsecops } from '../guidance.ts'

/** The develop stage: how code is written and what the developer's own tools tell. */
export const codeControls = [
  {
    id: 'code-secure-standards',
    title: text({ en: 'Write code to a secure coding standard', ja: 'セキュアコーディング標準に沿った実装' }),
    statement: text({
      en: 'Follow an established standard, such as the recommendations of OWASP, so that injection, insecure design and the other common weaknesses are kept out while the code is written. It matters most for services that face the internet.',
      ja: 'OWASP の推奨事項など確立された標準に従い、インジェクションや安全でない設計といった典型的な弱点をコードを書く段階で防ぎます。インターネットに公開するサービスでは特に重要です。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [devsecops.codeStandards],
    mappings: {
      mcsb: ['DS-4'],
      owasp: ['A03', 'A04'],
      stride: ['tampering', 'information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'code-language-practices',
    title: text({ en: 'Follow the secure practices of each language', ja: '言語ごとのセキュアコーディング指針の適用' }),
    statement: text({
      en: 'Each language and runtime has traps of its own: deserialisation in Java and .NET, evaluation of strings in JavaScript and Python. Apply the guidance of the languages in use, not only the general rules.',
      ja: 'Java や .NET のデシリアライズ、JavaScript や Python の文字列評価など、言語やランタイムにはそれぞれ固有の落とし穴があります。一般的な規則だけでなく、使用している言語の指針も適用します。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [devsecops.codeStandards],
    mappings: {
      mcsb: ['DS-4'],
      owasp: ['A03', 'A08'],
      stride: ['tampering', 'information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'code-log-masking',
    title: text({ en: 'Keep sensitive data out of logs', ja: 'ログへの機密情報の出力防止' }),
    statement: text({
      en: 'Define what may be logged and mask the rest. Logging frameworks such as log4j and log4net offer filters that hide account numbers and personal data before a line is written.',
      ja: 'ログに出してよい情報を定め、それ以外はマスクします。log4j や log4net などのロギングフレームワークには、口座番号や個人情報を書き込み前に伏せるフィルターが用意されています。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [devsecops.codeStandards],
    mappings: {
      owasp: ['A09'],
      stride: ['information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'code-ide-checks',
    title: text({ en: 'Run security checks in the editor', ja: 'エディターでのセキュリティ検査の自動実行' }),
    statement: text({
      en: 'Developers see security findings and their fixes while they type, through an extension of the editor that runs the same checks as the pipeline. A defect that is corrected here never reaches the repository.',
      ja: 'パイプラインと同じ検査をエディターの拡張機能で動かし、開発者がコードを書きながら指摘と修正案を確認できるようにします。この段階で直した不備は、リポジトリに入り込みません。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [devsecops.ide],
    mappings: {
      mcsb: ['DS-4'],
      owasp: ['A05'],
      stride: ['tampering', 'elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'code-sarif',
    title: text({ en: 'Exchange results as SARIF', ja: 'SARIF による検査結果のやり取り' }),
    statement: text({
      en: 'Tools write their results in SARIF, so that one viewer in the editor and one list in the repository show all of them at the line they concern, instead of raw JSON from each tool.',
      ja: '各ツールの結果を SARIF で出力します。ツールごとの生の JSON を読み解かなくても、エディターのビューアーやリポジトリの一覧で、該当する行とともにまとめて確認できます。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [devsecops.ide],
    mappings: {
      mcsb: ['DS-4'],
      wellArchitected: ['operational-excellence'],
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]

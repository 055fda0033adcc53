import { text } from '../core/text.ts'
import type { CommandEntry } from './command.ts'

/** Every command, in the order of `breakwater --help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'scan',
    summary: text({ en: 'judge files and folders', ja: 'ファイルやフォルダーを検査する' }),
    load: async () => import('./scan.ts'),
  },
  {
    name: 'fix',
    summary: text({ en: 'show, and apply, fixes', ja: '修正を表示し、適用する' }),
    load: async () => import('./fix.ts'),
  },
  {
    name: 'secrets',
    summary: text({
      en: 'find secrets in files, staged changes and history',
      ja: 'ファイル・ステージ済みの変更・履歴からシークレットを探す',
    }),
    load: async () => import('./secrets.ts'),
  },
  {
    name: 'image',
    summary: text({ en: 'images: vulnerabilities, contents, signatures', ja: 'イメージの脆弱性・中身・署名を調べる' }),
    load: async () => import('./image.ts'),
  },
  {
    name: 'advisories',
    summary: text({ en: 'share and fetch what is known of vulnerabilities', ja: '脆弱性情報を共有し、取得する' }),
    load: async () => import('./advisories.ts'),
  },
  {
    name: 'admission',
    summary: text({ en: 'judge what enters a cluster: the admission webhook', ja: 'クラスターに入るものを検査する（Admission Webhook）' }),
    load: async () => import('./admission.ts'),
  },
  {
    name: 'cluster',
    summary: text({
      en: 'judge a running cluster, and compare it with its manifests',
      ja: '稼働中のクラスターを検査し、マニフェストと比べる',
    }),
    load: async () => import('./cluster.ts'),
  },
  {
    name: 'policy',
    summary: text({ en: 'run the policies of a cluster offline', ja: 'クラスターのポリシーをオフラインで実行する' }),
    load: async () => import('./policy.ts'),
  },
  {
    name: 'explain',
    summary: text({ en: 'explain a check or a control', ja: '検査や管理策を説明する' }),
    load: async () => import('./explain.ts'),
  },
  {
    name: 'controls',
    summary: text({ en: 'list the controls and what proves them', ja: '管理策と、それを証明するものを一覧する' }),
    load: async () => import('./controls.ts'),
  },
]

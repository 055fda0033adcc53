import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { text } from '../../core/text.ts'
import type { Flag, Invocation } from '../command.ts'

/** The flags of everything that is read of a running cluster. */
export const clusterFlags: readonly Flag[] = [
  {
    name: '--kubeconfig',
    value: 'FILE',
    group: 'input',
    meaning: text({
      en: 'with `cluster`: how to reach it (default: KUBECONFIG, ~/.kube/config, else the cluster that it runs in)',
      ja: '`cluster` と併用: 接続方法（既定: KUBECONFIG、~/.kube/config、なければ自身が動くクラスター）',
    }),
  },
  {
    name: '--context',
    value: 'NAME',
    group: 'input',
    meaning: text({ en: 'with `cluster`: context of the kubeconfig', ja: '`cluster` と併用: kubeconfig のコンテキスト' }),
  },
  {
    name: '--namespace',
    value: 'NAME',
    repeatable: true,
    group: 'input',
    meaning: text({
      en: 'with `cluster`: only what is in this namespace; may be repeated. With `drift`: where objects without one are',
      ja: '`cluster` と併用: この名前空間だけを対象にする（繰り返し可）。`drift` では、名前空間の指定がないオブジェクトの置き場所',
    }),
  },
  {
    name: '--include-platform',
    group: 'input',
    meaning: text({
      en: 'with `cluster`: also what Kubernetes and AKS make themselves',
      ja: '`cluster` と併用: Kubernetes や AKS 自身が作るものも対象にする',
    }),
  },
  {
    name: '--no-secrets',
    group: 'input',
    meaning: text({
      en: 'with `cluster`: do not read Secrets (their values are never read)',
      ja: '`cluster` と併用: Secret を読み取らない（値はいずれにせよ読み取らない）',
    }),
  },
]

/** Also of `cluster rbac`, whose permissions it widens. */
export const watchFlag: Flag = {
  name: '--watch',
  group: 'input',
  meaning: text({
    en: 'with `audit`: go on, and tell what changes of the cluster bring and end; with `rbac`: the permissions for it',
    ja: '`audit` と併用: 監視を続け、クラスターの変更で生じた指摘と解消した指摘を表示する。`rbac` と併用: そのための権限',
  }),
}

/** The flags of `cluster rbac` alone. */
export const rbacFlags: readonly Flag[] = [
  {
    name: '--for',
    value: 'COMMAND',
    choices: ['audit', 'scan'],
    default: 'audit',
    group: 'output',
    meaning: text({ en: 'with `rbac`: what the permissions are for', ja: '`rbac` と併用: 何のための権限か' }),
  },
  {
    name: '--account',
    value: 'NAMESPACE/NAME',
    group: 'output',
    meaning: text({
      en: 'with `rbac`: bind the role to this service account',
      ja: '`rbac` と併用: このサービスアカウントにロールを割り当てる',
    }),
  },
]

/** Whether a running cluster is meant and not a folder of the name `cluster`. */
export function namesCluster({ targets, flags, io }: Pick<Invocation, 'targets' | 'flags' | 'io'>): boolean {
  if (targets.length !== 1 || targets[0] !== 'cluster') return false
  const isAsked = ['kubeconfig', 'context', 'namespace', 'replay', 'record'].some((name) => flags[name] !== undefined)
  return isAsked || !existsSync(resolve(io.cwd, 'cluster'))
}

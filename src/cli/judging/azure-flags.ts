import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { text } from '../../core/text.ts'
import type { Flag, Invocation } from '../command.ts'

/** The flags of `scan azure`. */
export const azureFlags: readonly Flag[] = [
  {
    name: '--subscription',
    value: 'ID',
    group: 'input',
    meaning: text({ en: 'with `azure`: the subscription to read', ja: '`azure` と併用: 読み取るサブスクリプション' }),
  },
  {
    name: '--cluster',
    value: 'NAME',
    group: 'input',
    meaning: text({ en: 'with `azure`: judge this cluster only', ja: '`azure` と併用: このクラスターだけを検査する' }),
  },
  {
    name: '--token-file',
    value: 'FILE',
    group: 'input',
    meaning: text({
      en: 'a token for Azure (default: AZURE_ACCESS_TOKEN, else the signed-in identity: environment, Azure CLI, managed identity)',
      ja: 'Azure のトークン（既定: AZURE_ACCESS_TOKEN、なければ環境変数・Azure CLI・マネージド ID のサインイン）',
    }),
  },
  {
    name: '--declared',
    value: 'PATH',
    group: 'input',
    meaning: text({
      en: 'with `azure`: compare with what the templates in this folder declare',
      ja: '`azure` と併用: このフォルダーのテンプレートの宣言と比べる',
    }),
  },
]

/** The flags of everything that is read of a running service. */
export const recordingFlags: readonly Flag[] = [
  {
    name: '--record',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'keep what Azure or the cluster answers, for --replay', ja: 'Azure やクラスターの応答を --replay 用に保存する' }),
  },
  {
    name: '--replay',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'judge a recording; uses no network', ja: '保存した応答を検査する（ネットワーク不使用）' }),
  },
]

/** Whether a subscription is meant and not a folder of the name `azure`. */
export function namesAzure({ targets, flags, io }: Pick<Invocation, 'targets' | 'flags' | 'io'>): boolean {
  if (targets.length !== 1 || targets[0] !== 'azure') return false
  return flags['subscription'] !== undefined || flags['replay'] !== undefined || !existsSync(resolve(io.cwd, 'azure'))
}

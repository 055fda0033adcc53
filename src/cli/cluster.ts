import { BreakwaterError } from '../core/error.ts'
import { text } from '../core/text.ts'
import { closest } from './closest.ts'
import { clusterActions } from './cluster/actions.ts'
import { clusterFlags, rbacFlags, watchFlag } from './cluster/flags.ts'
import type { Command, Invocation } from './command.ts'
import { recordingFlags } from './judging/azure-flags.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { reportFlags } from './output/report-flags.ts'

/** A cluster has no lock files. */
const foreignFlags = new Set(['--advisories', '--max-advisory-age'])

export const command: Command = {
  targets: [...clusterActions].map(([name, { targets }]) => (targets === '' ? name : `${name} ${targets}`)).join(' | '),
  flags: [
    ...judgingFlags.filter(({ name }) => !foreignFlags.has(name)),
    ...clusterFlags,
    watchFlag,
    ...rbacFlags,
    ...recordingFlags,
    ...reportFlags,
  ],
  examples: [
    {
      line: 'breakwater cluster audit --context shop-prod',
      meaning: text({ en: 'by the checks and by the policies of the cluster', ja: '検査と、クラスター自身のポリシーで判定する' }),
    },
    {
      line: 'breakwater cluster audit --watch',
      meaning: text({ en: 'go on, and tell what every change brings', ja: '監視を続け、変更のたびに知らせる' }),
    },
    {
      line: 'breakwater cluster audit --format openreports | kubectl apply -f -',
      meaning: text({ en: 'keep the results in the cluster', ja: '結果をクラスターに保存する' }),
    },
    {
      line: 'breakwater cluster drift --context shop-prod deploy/',
      meaning: text({ en: 'what differs from what is declared', ja: '宣言と異なるものを調べる' }),
    },
    {
      line: 'breakwater cluster rbac | kubectl apply -f -',
      meaning: text({ en: 'the permissions that this needs', ja: '必要な権限を作る' }),
    },
  ],
  run: cluster,
}

async function cluster(invocation: Invocation): Promise<number> {
  const [name = '', ...targets] = invocation.targets
  const action = clusterActions.get(name)
  if (action === undefined) {
    const known = [...clusterActions.keys()]
    const near = closest(name, known)
    throw new BreakwaterError('wrong-operands', { usage: `cluster ${near ?? known.join('|')}` })
  }
  if ((targets.length === 0) !== (action.targets === ''))
    throw new BreakwaterError('wrong-operands', { usage: `cluster ${name} ${action.targets}`.trim() })
  return (await action.load())(targets, invocation)
}

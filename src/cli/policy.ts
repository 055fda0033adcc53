import { BreakwaterError } from '../core/error.ts'
import { text } from '../core/text.ts'
import { closest } from './closest.ts'
import type { Command, Invocation } from './command.ts'
import { judgingFlags } from './judging-flags.ts'
import { policyActions } from './policy/actions.ts'
import { policyFlags } from './policy/flags.ts'
import { reportFlags } from './report-flags.ts'

/** Flags that choose among Breakwater's own checks mean nothing here. */
const foreignFlags = new Set(['--standard', '--jobs'])

export const command: Command = {
  targets: `${[...policyActions.keys()].join('|')} PATH…`,
  flags: [...judgingFlags.filter(({ name }) => !foreignFlags.has(name)), ...policyFlags, ...reportFlags],
  examples: [
    {
      line: 'breakwater policy eval --policies cluster-policies/ deploy/',
      meaning: text({ en: 'what will my cluster say to this?', ja: 'クラスターのポリシーで受け入れられるかを調べる' }),
    },
    { line: 'breakwater policy test policies/', meaning: text({ en: 'run the suites of policies', ja: 'ポリシーのテストを実行する' }) },
    {
      line: 'breakwater policy explain --policies policies/ pod.yaml',
      meaning: text({ en: 'which rule and which field decided', ja: 'どの規則とどのフィールドで決まったかを示す' }),
    },
  ],
  run: policy,
}

async function policy(invocation: Invocation): Promise<number> {
  const [name = '', ...targets] = invocation.targets
  const action = policyActions.get(name)
  const known = [...policyActions.keys()]
  if (action === undefined) {
    const near = closest(name, known)
    throw new BreakwaterError('bad-usage', { problem: `policy ${name}: ${near === undefined ? known.join(', ') : `${near}?`}` })
  }
  if (targets.length === 0) throw new BreakwaterError('bad-usage', { problem: `policy ${name} ${action.targets}` })
  return (await action.load())(targets, invocation)
}

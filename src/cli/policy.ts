import { BreakwaterError } from '../core/error.ts'
import { text } from '../core/text.ts'
import { closest } from './closest.ts'
import type { Command, Flag, Invocation } from './command.ts'
import { judgingFlags } from './judging/judging-flags.ts'
import { withPathsBehindFlags } from './judging/paths-behind-flags.ts'
import { reportFlags } from './output/report-flags.ts'
import { policyActions } from './policy/actions.ts'
import { exportFlags, exportFormats, policyFlags } from './policy/flags.ts'

/** Policies are run one after the other. */
const foreignFlags = new Set(['--jobs'])

export const command: Command = {
  targets: `${[...policyActions.keys()].join('|')} PATH…`,
  flags: [
    ...judgingFlags.filter(({ name }) => !foreignFlags.has(name)),
    ...policyFlags,
    ...reportFlags.map(withExportFormats),
    ...exportFlags,
  ],
  examples: [
    {
      line: 'breakwater policy eval --policies cluster-policies/ deploy/',
      meaning: text({ en: 'what will my cluster say to this?', ja: 'クラスターのポリシーで受け入れられるかを調べる' }),
    },
    {
      line: 'breakwater policy export --standard pss-restricted | kubectl apply -f -',
      meaning: text({ en: 'guard a cluster without a webhook', ja: 'Webhook なしでクラスターを守る' }),
    },
    { line: 'breakwater policy test policies/', meaning: text({ en: 'run the suites of policies', ja: 'ポリシーのテストを実行する' }) },
    {
      line: 'breakwater policy explain --policies policies/ pod.yaml',
      meaning: text({ en: 'which rule and which field decided', ja: 'どの規則とどのフィールドで決まったかを示す' }),
    },
  ],
  run: (invocation) => policy(withPathsBehindFlags(invocation)),
}

/** One flag chooses the form of everything that the command writes. */
function withExportFormats(flag: Flag): Flag {
  return flag.name === '--format' ? { ...flag, choices: [...(flag.choices ?? []), ...exportFormats] } : flag
}

async function policy(invocation: Invocation): Promise<number> {
  const [name = '', ...targets] = invocation.targets
  const action = policyActions.get(name)
  const known = [...policyActions.keys()]
  if (action === undefined) {
    const near = closest(name, known)
    throw new BreakwaterError('wrong-operands', { usage: `policy ${near ?? known.join('|')}` })
  }
  if (targets.length === 0 && action.targets !== '')
    throw new BreakwaterError('wrong-operands', { usage: `policy ${name} ${action.targets}` })
  return (await action.load())(targets, invocation)
}

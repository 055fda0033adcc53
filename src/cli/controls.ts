import { checks } from '../checks/index.generated.ts'
import { controls } from '../controls/catalogue.ts'
import { stages, type Stage } from '../controls/control.ts'
import { coverageReport, type AttestedJson, type ControlCoverage, type CoverageReport, type Proof } from '../controls/coverage.ts'
import { stateOn, type AttestedControl } from '../core/attestation.ts'
import { message, render, text, type Locale, type Text } from '../core/text.ts'
import type { Command, Invocation } from './command.ts'
import { findConfig } from './config/find-config.ts'
import { writeOut } from './output/write-out.ts'

const words = {
  summary: text({
    en: '{controls} controls: {proven} proven by something that runs, {manual} to be attested by a person, {unproven} not proven yet',
    ja: '管理策 {controls} 件: 実行される検査で証明 {proven} 件、人による確認が必要 {manual} 件、未証明 {unproven} 件',
  }),
  proven: text({ en: 'proven', ja: '証明' }),
  manual: text({ en: 'manual', ja: '確認' }),
  unproven: text({ en: 'unproven', ja: '未証明' }),
  attested: {
    'in-force': text({ en: '{owner} until {until}: {statement}', ja: '{owner}（{until} まで）: {statement}' }),
    expired: text({ en: '{owner}, expired on {until}: {statement}', ja: '{owner}（{until} に期限切れ）: {statement}' }),
    'not-yet': text({ en: '{owner}, from {on} on: {statement}', ja: '{owner}（{on} から）: {statement}' }),
  },
  stage: {
    plan: text({ en: 'Plan', ja: '計画' }),
    develop: text({ en: 'Develop', ja: '開発' }),
    build: text({ en: 'Build', ja: 'ビルド' }),
    deploy: text({ en: 'Deploy', ja: 'デプロイ' }),
    operate: text({ en: 'Operate', ja: '運用' }),
  } satisfies Record<Stage, Text>,
}

export const command: Command = {
  targets: '',
  flags: [
    {
      name: '--format',
      short: '-f',
      value: 'FORMAT',
      choices: ['pretty', 'json'],
      default: 'pretty',
      group: 'output',
      meaning: text({ en: 'form of the list', ja: '一覧の形式' }),
    },
    {
      name: '--state',
      value: 'STATE',
      choices: ['proven', 'manual', 'unproven'],
      group: 'output',
      meaning: text({ en: 'list only controls in this state', ja: 'この状態の管理策だけを一覧する' }),
    },
    {
      name: '--stage',
      value: 'STAGE',
      choices: stages,
      group: 'output',
      meaning: text({ en: 'list only controls of this stage', ja: 'このフェーズの管理策だけを一覧する' }),
    },
    {
      name: '--config',
      value: 'FILE',
      group: 'input',
      meaning: text({ en: 'configuration whose attestations count (breakwater.yaml)', ja: '表明を読む設定ファイル（breakwater.yaml）' }),
    },
  ],
  examples: [
    {
      line: 'breakwater controls',
      meaning: text({ en: 'every recommendation and what proves it', ja: 'すべての推奨事項と、それを証明するもの' }),
    },
    { line: 'breakwater controls --state unproven', meaning: text({ en: 'what nothing proves yet', ja: 'まだ証明されていないもの' }) },
    { line: 'breakwater controls --format json', meaning: text({ en: 'for programs', ja: 'プログラム向け' }) },
  ],
  run: async ({ flags, locale, io }: Invocation) => {
    const { attestations } = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
    const today = new Date().toISOString().slice(0, 10)
    const report = coverageReport(
      controls.filter(({ stage }) => flags['stage'] === undefined || stage === flags['stage']),
      [...proofs(), ...attestations.map((attested) => proofOf(attested, today))],
    )
    const listed = report.controls.filter(({ state }) => flags['state'] === undefined || state === flags['state'])
    await writeOut(
      io,
      flags['format'] === 'json' ? `${JSON.stringify({ ...report, controls: listed }, null, 2)}\n` : pretty(report, listed, locale),
    )
    return 0
  },
}

/** Everything that answers a control: the checks that are compiled into this program. */
export function proofs(): readonly Proof[] {
  return checks.map(({ id, controls: answered }) => ({ kind: 'check', id, controls: answered }))
}

function attestedLine({ state, owner, until, on, statement }: AttestedJson, locale: Locale): string {
  if (state === 'not-yet') return render(message(words.attested[state], { owner, on, statement }), locale)
  return render(message(words.attested[state], { owner, until, statement }), locale)
}

function proofOf({ attestation }: AttestedControl, today: string): Proof {
  const { control, owner, statement, evidence = null, on, until } = attestation
  const attested = { owner, statement, evidence, on, until, state: stateOn(attestation, today) }
  return { kind: 'attestation', id: `${owner} ${on}`, controls: [control], attested }
}

function pretty({ summary }: CoverageReport, listed: readonly ControlCoverage[], locale: Locale): string {
  const lines: string[] = []
  for (const stage of stages) {
    const inStage = listed.filter((control) => control.stage === stage)
    if (inStage.length === 0) continue
    lines.push(words.stage[stage][locale])
    for (const { id, title, state, proofs: answers } of inStage) {
      lines.push(`  ${id}  [${words[state][locale]}]  ${title[locale]}`)
      const running = answers.filter(({ attested }) => attested === undefined)
      if (running.length > 0) lines.push(`      ${running.map((proof) => proof.id).join(', ')}`)
      for (const { attested } of answers) if (attested !== undefined) lines.push(`      ${attestedLine(attested, locale)}`)
    }
    lines.push('')
  }
  lines.push(render({ text: words.summary, args: { ...summary } }, locale))
  return `${lines.join('\n')}\n`
}

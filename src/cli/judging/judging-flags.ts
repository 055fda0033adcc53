import { BreakwaterError } from '../../core/error.ts'
import { failOnLevels } from '../../core/gate.ts'
import { text } from '../../core/text.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import type { Flag, FlagValues } from '../command.ts'

/** The flags of every command that judges: what to read, by which checks, and what fails. */
export const judgingFlags: readonly Flag[] = [
  {
    name: '--config',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'configuration (default: breakwater.yaml, if there is one)', ja: '設定ファイル（既定: あれば breakwater.yaml）' }),
  },
  {
    name: '--kubernetes-version',
    value: 'VERSION',
    group: 'input',
    meaning: text({ en: 'version of the cluster to judge for, such as 1.35', ja: '対象クラスターのバージョン（例: 1.35）' }),
  },
  {
    name: '--offline',
    group: 'input',
    meaning: text({ en: 'never use the network', ja: 'ネットワークを一切使わない' }),
  },
  {
    name: '--advisories',
    value: 'PATH',
    group: 'input',
    meaning: text({
      en: 'OSV advisories: a folder, .zip, .jsonl.gz or a compiled store',
      ja: 'OSV 形式の脆弱性情報（フォルダー、.zip、.jsonl.gz、変換済みストア）',
    }),
  },
  {
    name: '--max-advisory-age',
    value: 'DAYS',
    group: 'gate',
    meaning: text({ en: 'fail when the newest advisory is older', ja: '最新の脆弱性情報がこの日数より古ければ不合格とする' }),
  },
  {
    name: '--vex',
    value: 'FILE',
    repeatable: true,
    group: 'input',
    meaning: text({ en: 'OpenVEX, CycloneDX or CSAF document; may be repeated', ja: 'OpenVEX・CycloneDX・CSAF の文書（繰り返し可）' }),
  },
  {
    name: '--jobs',
    value: 'N',
    group: 'input',
    meaning: text({
      en: 'how many charts and Kustomizations are rendered at a time (default: one for each processor)',
      ja: '同時に展開するチャートと Kustomization の数（既定: プロセッサーの数）',
    }),
  },
  {
    name: '--only',
    value: 'ID',
    variadic: true,
    group: 'checks',
    meaning: text({ en: 'run only these checks, areas (pod/*) or controls', ja: '指定した検査・分野（pod/*）・管理策だけを実行する' }),
  },
  {
    name: '--skip',
    value: 'ID',
    variadic: true,
    group: 'checks',
    meaning: text({ en: 'leave these checks, areas or controls out', ja: '指定した検査・分野・管理策を除く' }),
  },
  {
    name: '--standard',
    value: 'NAME',
    repeatable: true,
    group: 'checks',
    meaning: text({
      en: 'run only the checks of a standard: pss-baseline, pss-restricted, cis-aks, …',
      ja: '標準の検査だけを実行する: pss-baseline、pss-restricted、cis-aks など',
    }),
  },
  {
    name: '--fail-on',
    value: 'SEVERITY',
    choices: failOnLevels,
    group: 'gate',
    meaning: text({ en: 'lowest severity that fails the gate (default: high)', ja: '不合格とする重大度の下限（既定: high）' }),
  },
  {
    name: '--allow-unknown',
    group: 'gate',
    meaning: text({ en: 'let pass what could not be evaluated', ja: '評価できなかったものを許容する' }),
  },
  {
    name: '--no-inline',
    group: 'gate',
    meaning: text({ en: 'ignore suppressions written in the scanned tree', ja: '検査対象の中に書かれた抑制を無視する' }),
  },
  {
    name: '--baseline',
    value: 'FILE',
    group: 'gate',
    meaning: text({ en: 'an earlier JSON report: its findings do not count', ja: '以前の JSON レポート（そこにある指摘は数えない）' }),
  },
  {
    name: '--exit-zero',
    group: 'gate',
    meaning: text({ en: 'exit with 0 whatever the gate says', ja: 'ゲートの結果にかかわらず 0 で終了する' }),
  },
]

/** The values of a flag that may be given several times; commas part values too. */
export function listFlag(flags: FlagValues, name: string): readonly string[] | undefined {
  const given = flags[name]
  if (given === undefined || typeof given === 'boolean') return undefined
  return [given]
    .flat()
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

/** The minor version in `1.35`, `v1.35` or `1.35.2`. */
export function minorOf(version: FlagValues[string]): number {
  if (version === undefined) return defaultMinor
  const found = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(String(version))
  if (found === null)
    throw new BreakwaterError('bad-flag-value', { flag: '--kubernetes-version', expected: '1.MINOR', given: String(version) })
  return Number(found[1])
}

import { stringify } from 'yaml'

import { admissionPolicies, type PolicyExportOptions } from '../admission/export/admission-policies.ts'
import { azureAssignments, definitionsThatAsk } from '../admission/export/azure-assignments.ts'
import { podSecurityLabels } from '../admission/export/pod-security-labels.ts'
import { liveChecks } from '../admission/live-checks.ts'
import { checks } from '../checks/index.generated.ts'
import type { Check } from '../core/check.ts'
import { BreakwaterError } from '../core/error.ts'
import { render, text, type Text } from '../core/text.ts'
import type { Command, Flag, Invocation } from './command.ts'
import { findConfig } from './config/find-config.ts'
import { judgingFlags, listFlag, minorOf } from './judging-flags.ts'
import { selectChecks } from './select-checks.ts'
import { writeOut } from './write-out.ts'

const formats = ['vap', 'psa-labels', 'gatekeeper-azure'] as const
type Format = (typeof formats)[number]

const words = {
  namespaces: text({ en: '--format psa-labels needs --namespace', ja: '--format psa-labels には --namespace が必要です' }),
  left: text({
    en: '{count} of the {all} checks asked for are not in this format: {ids}',
    ja: '指定された {all} 件の検査のうち {count} 件は、この形式では表せません: {ids}',
  }),
} satisfies Record<string, Text>

const shared = new Set(['--config', '--kubernetes-version', '--only', '--skip', '--standard'])

export const exportFlags: readonly Flag[] = [
  ...judgingFlags.filter(({ name }) => shared.has(name)),
  {
    name: '--format',
    short: '-f',
    value: 'FORMAT',
    choices: formats,
    default: 'vap',
    group: 'output',
    meaning: text({
      en: 'vap: ValidatingAdmissionPolicy; psa-labels: Pod Security labels; gatekeeper-azure: Azure Policy assignments',
      ja: 'vap: ValidatingAdmissionPolicy、psa-labels: Pod Security のラベル、gatekeeper-azure: Azure Policy の割り当て',
    }),
  },
  {
    name: '--mode',
    value: 'MODE',
    choices: ['audit', 'warn', 'deny'],
    default: 'deny',
    group: 'output',
    meaning: text({ en: 'what becomes of what is against a check', ja: '検査に反するものの扱い' }),
  },
  {
    name: '--namespace',
    value: 'NAME',
    repeatable: true,
    group: 'output',
    meaning: text({ en: 'namespace to label; may be repeated', ja: 'ラベルを付ける名前空間（繰り返し可）' }),
  },
  {
    name: '--exempt',
    value: 'NAMESPACE',
    repeatable: true,
    group: 'output',
    meaning: text({ en: 'namespace to leave alone (default: kube-system)', ja: '対象から外す名前空間（既定: kube-system）' }),
  },
]

export const exportExamples: Command['examples'] = [
  {
    line: 'breakwater policy export --standard pss-restricted | kubectl apply -f -',
    meaning: text({ en: 'guard a cluster without a webhook', ja: 'Webhook なしでクラスターを守る' }),
  },
  {
    line: 'breakwater policy export --format psa-labels --namespace shop --standard pss-baseline',
    meaning: text({ en: 'the labels of Pod Security admission', ja: 'Pod Security Admission のラベル' }),
  },
]

/** Writes the selected checks as documents that a cluster enforces itself, and says which of them the format cannot hold. */
export async function exportPolicies({ flags, locale, io }: Invocation): Promise<number> {
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const [only, skip, standards] = [listFlag(flags, 'only'), listFlag(flags, 'skip'), listFlag(flags, 'standard')]
  const selected = liveChecks(
    selectChecks(checks, {
      ...(only === undefined ? {} : { only }),
      ...(skip === undefined ? {} : { skip }),
      ...(standards === undefined ? {} : { standards }),
      states: config.states,
    }),
  )
  const options: PolicyExportOptions = {
    kubernetes: minorOf(flags['kubernetesVersion'] ?? config.kubernetes),
    mode: flags['mode'] as PolicyExportOptions['mode'],
    locale,
    exempt: listFlag(flags, 'exempt') ?? ['kube-system'],
  }
  const format = flags['format'] as Format
  const namespaces = listFlag(flags, 'namespace') ?? []
  if (format === 'psa-labels' && namespaces.length === 0) throw new BreakwaterError('bad-usage', { problem: words.namespaces[locale] })
  await writeOut(io, exported(format, selected, namespaces, options))

  const left = selected.filter((check) => !isIn(format, check))
  if (left.length > 0) {
    const ids = left.map(({ id }) => id).join(', ')
    io.stderr.write(`${render({ text: words.left, args: { count: left.length, all: selected.length, ids } }, locale)}\n`)
  }
  return 0
}

function exported(format: Format, selected: readonly Check[], namespaces: readonly string[], options: PolicyExportOptions): string {
  switch (format) {
    case 'vap':
      return documents(admissionPolicies(selected, options))
    case 'psa-labels':
      return documents(podSecurityLabels(selected, namespaces, options))
    case 'gatekeeper-azure':
      return `${JSON.stringify(azureAssignments(selected, options), null, 2)}\n`
  }
}

function isIn(format: Format, { enforce }: Check): boolean {
  switch (format) {
    case 'vap':
      return enforce?.cel !== undefined
    case 'psa-labels':
      return enforce?.podSecurity !== undefined
    case 'gatekeeper-azure':
      return enforce?.azurePolicy !== undefined && !definitionsThatAsk.has(enforce.azurePolicy)
  }
}

function documents(objects: readonly object[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
}

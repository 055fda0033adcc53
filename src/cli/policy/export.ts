import { stringify } from 'yaml'

import { admissionPolicies, isInCel, type PolicyExportOptions } from '../../admission/export/admission-policies.ts'
import { azureAssignments, isAssignable } from '../../admission/export/azure-assignments.ts'
import { gatekeeperConstraints } from '../../admission/export/gatekeeper-constraints.ts'
import { podSecurityLabels } from '../../admission/export/pod-security-labels.ts'
import { liveChecks } from '../../admission/live-checks.ts'
import { checks } from '../../checks/index.generated.ts'
import type { Check } from '../../core/check.ts'
import { BreakwaterError } from '../../core/error.ts'
import { render, text, type Text } from '../../core/text.ts'
import type { Invocation } from '../command.ts'
import { findConfig } from '../config/find-config.ts'
import { listFlag, minorOf } from '../judging/judging-flags.ts'
import { selectChecks } from '../judging/select-checks.ts'
import { writeOut } from '../output/write-out.ts'
import { exportFormats } from './flags.ts'

type Format = (typeof exportFormats)[number]

const words = {
  namespaces: text({ en: '--format psa-labels needs --namespace', ja: '--format psa-labels には --namespace が必要です' }),
  left: text({
    en: '{count} of the {all} checks asked for are not in this format: {ids}',
    ja: '指定された {all} 件の検査のうち {count} 件は、この形式では表せません: {ids}',
  }),
} satisfies Record<string, Text>

/** Writes the selected checks as documents that a cluster enforces itself, and says which of them the format cannot hold. */
export async function exportPolicies(_targets: readonly string[], { flags, locale, io }: Invocation): Promise<number> {
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const [only, skip, standards] = [listFlag(flags, 'only'), listFlag(flags, 'skip'), listFlag(flags, 'standard')]
  const asked = selectChecks(checks, {
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(standards === undefined ? {} : { standards }),
    states: config.states,
  })
  // Some checks look at further objects only for how bad a finding is.
  const live = new Set(liveChecks(asked))
  const selected = asked.filter((check) => live.has(check) || check.enforce !== undefined)
  const options: PolicyExportOptions = {
    kubernetes: minorOf(flags['kubernetesVersion'] ?? config.kubernetes),
    mode: flags['mode'] as PolicyExportOptions['mode'],
    locale,
    exempt: listFlag(flags, 'exempt') ?? ['kube-system'],
    options: config.options,
  }
  // The first choice of the other actions is a report; this one writes documents.
  const format = flags['format'] === 'pretty' ? 'vap' : (flags['format'] as Format)
  if (!exportFormats.includes(format))
    throw new BreakwaterError('bad-flag-value', { flag: '--format', expected: exportFormats.join(', '), given: format })
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
    case 'gatekeeper':
      return documents(gatekeeperConstraints(selected, options))
    case 'psa-labels':
      return documents(podSecurityLabels(selected, namespaces, options))
    case 'gatekeeper-azure':
      return `${JSON.stringify(azureAssignments(selected, options), null, 2)}\n`
  }
}

function isIn(format: Format, check: Check): boolean {
  const { enforce } = check
  switch (format) {
    case 'vap':
      return isInCel(check)
    case 'gatekeeper':
      return enforce?.gatekeeper !== undefined
    case 'psa-labels':
      return enforce?.podSecurity !== undefined
    case 'gatekeeper-azure':
      return isAssignable(check)
  }
}

function documents(objects: readonly object[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
}

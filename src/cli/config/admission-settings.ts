import { defaultSettings, podAccesses, type AdmissionSettings, type NameMatcher } from '../../admission/settings.ts'
import type { Check } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { matchesCheck } from '../../core/suppression.ts'
import type { AdmissionFile } from './admission-schema.ts'
import { wildcardToRegExp } from './glob.ts'

/** The `admission` section as the webhook uses it. */
export function toAdmissionSettings(file: AdmissionFile | undefined): AdmissionSettings {
  if (file === undefined) return defaultSettings
  const { exempt, breakGlass } = file
  return {
    mode: file.mode ?? defaultSettings.mode,
    rules: (file.rules ?? []).map(({ mode, checks, namespaces, severity }) => ({
      mode,
      checks: checksOf(checks),
      namespaces: everywhereUnless(namespaces),
      ...(severity === undefined ? {} : { severity }),
    })),
    podAccess: (file.podAccess ?? []).map(({ mode, accesses, namespaces }) => ({
      mode,
      accesses: accesses ?? podAccesses,
      namespaces: everywhereUnless(namespaces),
    })),
    failurePolicy: (file.failurePolicy ?? []).map(({ policy, namespaces }) => ({ policy, namespaces: everywhereUnless(namespaces) })),
    exemptNamespaces: exempt?.namespaces === undefined ? defaultSettings.exemptNamespaces : named(exempt.namespaces),
    exemptUsers: named(exempt?.users ?? []),
    acceptAnnotations: file.acceptAnnotations ?? defaultSettings.acceptAnnotations,
    breakGlass: {
      by: { users: breakGlass?.users ?? [], groups: breakGlass?.groups ?? [] },
      namespaces: named(breakGlass?.namespaces ?? []),
    },
    mutate: (file.mutate ?? []).map(({ checks, namespaces, include }) => ({
      checks: checksOf(checks),
      namespaces: everywhereUnless(namespaces),
      safeties: include === undefined ? ['safe'] : ['safe', 'review'],
    })),
  }
}

/** The first check id or area in the section that means no check. */
export function unknownAdmissionCheck(
  file: AdmissionFile | undefined,
  checks: readonly Check[],
): { readonly id: string; readonly path: Path } | undefined {
  for (const section of ['rules', 'mutate'] as const) {
    for (const [index, rule] of (file?.[section] ?? []).entries()) {
      for (const [position, id] of (rule.checks ?? []).entries()) {
        // Which policies there are is known only when they are loaded.
        if (!id.startsWith('policy/') && !checks.some((check) => matchesCheck(id, check.id)))
          return { id, path: ['admission', section, index, 'checks', position] }
      }
    }
  }
  return undefined
}

function checksOf(patterns: readonly string[] | undefined): (check: string) => boolean {
  return patterns === undefined ? () => true : (check) => patterns.some((pattern) => matchesCheck(pattern, check))
}

function everywhereUnless(patterns: readonly string[] | undefined): NameMatcher {
  return patterns === undefined ? () => true : named(patterns)
}

function named(patterns: readonly string[]): NameMatcher {
  const expressions = patterns.map(wildcardToRegExp)
  return (name) => expressions.some((expression) => expression.test(name))
}

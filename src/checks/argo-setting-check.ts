import { defineCheck, type Check, type Example } from '../core/check.ts'
import { set } from '../core/edit.ts'
import type { FixSafety } from '../core/finding.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { argoConfigMap, type ArgoConfigMap } from '../models/gitops/kinds.ts'

export interface ArgoSettingCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly configMap: ArgoConfigMap
  /** The key of `data`. */
  readonly key: string
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** Whether Argo CD is safe with this value; undefined where the key is not there. */
  readonly accepts: (value: string | undefined) => boolean
  readonly fails: Text<never>
  readonly fix: { readonly value: string; readonly safety: FixSafety }
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check of one setting that Argo CD reads from a ConfigMap of its own. */
export function argoSettingCheck({ configMap, key, accepts, fails, fix, ...rest }: ArgoSettingCheck): Check {
  const title = {
    en: `set ${key} to ${JSON.stringify(fix.value)}`,
    ja: `${key} を ${JSON.stringify(fix.value)} にする`,
  } satisfies Text<never>
  return defineCheck({
    ...rest,
    subject: argoConfigMap(configMap),
    confidence: 'high',
    messages: { fails, unset: text({ en: '{key} is not set: {consequence}', ja: '{key} が設定されていません: {consequence}' }) },
    *evaluate(settings, { report }) {
      const value = settings.get('data', key)
      if (accepts(typeof value === 'string' ? value : undefined)) return
      const at = ['data', key]
      const options = { at, fix: { title, safety: fix.safety, edits: [set(at, fix.value)] } }
      yield value === undefined ? report('unset', { key, consequence: fails }, options) : report('fails', {}, options)
    },
  })
}

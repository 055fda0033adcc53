import { defineCheck, notApplicable, type Check } from '../../core/check.ts'
import type { Severity } from '../../core/severity.ts'
import type { Suppression } from '../../core/suppression.ts'
import { text, type Text } from '../../core/text.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import type { ClusterPolicy, PolicyAction } from './cluster-policy.ts'
import type { ObjectComplaint, PolicyJudge } from './verdicts.ts'

/** How bad it is to be against a policy: whether the cluster will refuse, warn, or take note. */
export const severityOf: Readonly<Record<PolicyAction, Severity>> = { deny: 'high', warn: 'low', audit: 'info' }

/** What comes of being against a policy. */
export const why: Readonly<Record<PolicyAction, Text<never>>> = {
  deny: text({ en: 'The cluster refuses what is against this policy.', ja: 'このポリシーに反するものはクラスターに拒否されます。' }),
  warn: text({ en: 'The cluster warns of what is against this policy.', ja: 'このポリシーに反するものには、クラスターが警告を返します。' }),
  audit: text({ en: 'The cluster records what is against this policy.', ja: 'このポリシーに反するものは、クラスターに記録されます。' }),
}

const messages = {
  object: text({ en: '{message}', ja: '{message}' }),
  pod: text({ en: 'its pods: {message}', ja: '作成される Pod: {message}' }),
  undecided: text({ en: 'could not be decided: {message}', ja: '判定できませんでした: {message}' }),
}

const isNotAbout = notApplicable(text({ en: 'the policy is not about it', ja: 'このポリシーの対象ではありません' }))

/** A policy of a cluster as a check, so that it goes through the same gate and the same reports as all others. */
export function policyCheck(policy: ClusterPolicy, judge: PolicyJudge): Check {
  const { id, kind, name, title, action, through, place } = policy
  const details = { policy: { kind, name, action, ...(through === undefined ? {} : { through }), uri: place.source.uri } }
  return defineCheck({
    id,
    controls: [],
    subject: kubernetesObject,
    severity: severityOf[action],
    confidence: 'high',
    since: '0.1.0',
    title: { en: title, ja: title },
    why: why[action],
    messages,
    *evaluate(object, { report, unknown }) {
      const complaints = judge.verdict(object, policy)
      if (complaints === undefined) return isNotAbout
      for (const complaint of complaints) {
        const { message, undecided, implied, path } = complaint
        const options = { at: path ?? ['metadata', 'name'], related: relatedTo(complaint), details }
        if (undecided) yield unknown('undecided', { message }, options)
        else yield report(implied === 'pod' ? 'pod' : 'object', { message }, options)
      }
    },
    references: [],
    examples: [],
  })
}

function relatedTo({ rule }: ObjectComplaint) {
  return rule === undefined ? [] : [{ at: rule, note: text({ en: 'the rule that says so', ja: '判定した規則' }) }]
}

/** What is exempted stays in the report, suppressed by the exemption's word. An exemption that nothing needs is no matter of the objects. */
export function exemptionsOf(
  policies: readonly ClusterPolicy[],
  objects: readonly KubernetesObject[],
  judge: PolicyJudge,
): readonly Suppression[] {
  return policies.filter((policy) => objects.some((object) => (judge.verdict(object, policy) ?? []).length > 0)).flatMap(exemptionOf)
}

/** The exemption of a policy as a suppression; none where it has none. */
export function exemptionOf({ id, exemption }: Pick<ClusterPolicy, 'id' | 'exemption'>): readonly Suppression[] {
  if (exemption === undefined) return []
  const { reason, until, place } = exemption
  return [{ by: 'config', checks: [id], reason, ...(until === undefined ? {} : { until }), place, covers: () => true }]
}

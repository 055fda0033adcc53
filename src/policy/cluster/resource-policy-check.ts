import { defineCheck, notApplicable, type Check } from '../../core/check.ts'
import { formatPath } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import { azureResource, type AzureResource } from '../../models/azure/resource.ts'
import { severityOf, why } from './policy-check.ts'
import type { ResourceComplaint, ResourcePolicy } from './resource-policy.ts'

const messages = {
  value: text({ en: '{policy}: {field} is {value}', ja: '{policy}: {field} の値は {value} です' }),
  field: text({ en: '{policy}: decided by {field}', ja: '{policy}: {field} によって判定されました' }),
  missing: text({ en: '{policy}: {field} is not set', ja: '{policy}: {field} が設定されていません' }),
  changed: text({ en: '{policy}: Azure will change this when it is deployed', ja: '{policy}: デプロイ時に Azure がこれを変更します' }),
  related: text({ en: '{policy}: there is no {type} here that meets it', ja: '{policy}: これを満たす {type} がここにはありません' }),
  deployed: text({
    en: '{policy}: there is no {type} here that meets it; Azure will deploy or change one',
    ja: '{policy}: これを満たす {type} がここにはないため、Azure がデプロイまたは変更します',
  }),
  undecided: text({ en: '{policy}: could not be decided: {reason}', ja: '{policy}: 判定できませんでした: {reason}' }),
}

/** An assigned definition about Azure resources as a check. */
export function resourcePolicyCheck(policy: ResourcePolicy, resources: readonly AzureResource[]): Check {
  const { id, kind, name, title, action, through, place, rule } = policy
  const details = { policy: { kind, name, action, through, uri: place.source.uri } }
  const related = rule === undefined ? [] : [{ at: rule, note: text({ en: 'the rule that says so', ja: '判定した規則' }) }]
  return defineCheck({
    id,
    controls: [],
    subject: azureResource,
    severity: severityOf[action],
    confidence: 'high',
    since: '0.1.0',
    title: { en: title, ja: title },
    why: why[action],
    messages,
    *evaluate(resource, { report, unknown }) {
      const complaints = policy.judge(resource, resources)
      if (complaints === undefined) return notApplicable(text({ en: 'the policy is not about it', ja: 'このポリシーの対象ではありません' }))
      for (const complaint of complaints) {
        const options = { at: placeOf(complaint), related, details }
        switch (complaint.says) {
          case 'against': {
            const { path, value } = complaint
            const field = formatPath(path)
            if (value === undefined) yield report('field', { policy: title, field }, options)
            else if (value === null) yield report('missing', { policy: title, field }, options)
            else yield report('value', { policy: title, field, value: shown(value) }, options)
            break
          }
          case 'changed':
            yield report('changed', { policy: title }, options)
            break
          case 'related':
            yield report(complaint.isDeployed ? 'deployed' : 'related', { policy: title, type: complaint.type }, options)
            break
          case 'undecided':
            yield unknown('undecided', { policy: title, reason: complaint.reason }, options)
        }
      }
    },
    references: [],
    examples: [],
  })
}

function placeOf(complaint: ResourceComplaint) {
  return 'path' in complaint ? complaint.path : ['name']
}

import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'

/** What a policy engine calls "tell, but do not refuse", and what it calls refusing. */
interface Mode {
  readonly at: Path
  readonly lenient: readonly string[]
  readonly strict: string
}

function modeOf({ group, kind }: KubernetesObject): Mode | undefined {
  if (group === 'constraints.gatekeeper.sh') return { at: ['spec', 'enforcementAction'], lenient: ['dryrun', 'warn'], strict: 'deny' }
  if (group === 'kyverno.io' && (kind === 'ClusterPolicy' || kind === 'Policy')) {
    return { at: ['spec', 'validationFailureAction'], lenient: ['Audit', 'audit'], strict: 'Enforce' }
  }
  return undefined
}

export const noAuditOnly = defineCheck({
  id: 'admission/no-audit-only',
  controls: ['gov-assignments-effective', 'build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Policies refuse what they find', ja: 'ポリシーは違反を拒否する' }),
  why: text({
    en: 'A policy in audit mode writes down what breaks it and lets it in. That is a step of its introduction, not its end.',
    ja: '監査モードのポリシーは、違反を記録するだけで受け入れます。これは導入途中の段階であり、完成形ではありません。',
  }),
  messages: {
    lenient: text({ en: '{kind} {name} only reports ({mode})', ja: '{kind} {name} は報告するだけです（{mode}）' }),
  },
  *evaluate(object, { report }) {
    const mode = modeOf(object)
    if (mode === undefined) return
    const written = stringAt(object.value, mode.at)
    if (written === undefined || !mode.lenient.includes(written)) return
    yield report(
      'lenient',
      { kind: object.kind, name: object.name, mode: written },
      { at: mode.at, fix: { title: text({ en: 'refuse', ja: '拒否する' }), safety: 'review', edits: [set(mode.at, mode.strict)] } },
    )
  },
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/violations/', 'https://kyverno.io/docs/policy-types/'],
  examples: [
    {
      name: 'a Gatekeeper constraint in dry run',
      source: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata:
  name: owner
spec:
  enforcementAction: «dryrun»
`,
      fails: ['lenient'],
      fixed: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata:
  name: owner
spec:
  enforcementAction: deny
`,
    },
    {
      name: 'a Kyverno policy that enforces, and a constraint whose default is to deny',
      source: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: owner
spec:
  validationFailureAction: Enforce
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata:
  name: owner
`,
    },
  ],
})

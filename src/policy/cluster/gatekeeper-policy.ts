import { saidBy } from '../../core/spoken-error.ts'
import { text } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { isLeftAlone } from '../gatekeeper/config.ts'
import { readConstraint, type EnforcementPoint } from '../gatekeeper/constraint.ts'
import { matches } from '../gatekeeper/match.ts'
import { withParameterDefaults } from '../gatekeeper/parameters.ts'
import type { CompiledTemplate } from '../gatekeeper/template.ts'
import { defaultLimits, type Limits } from '../rego/evaluation.ts'
import { describeDocument, valueAt, type Untyped } from '../untyped.ts'
import { strongest, type ClusterPolicy, type Complaint, type PolicyAction } from './cluster-policy.ts'
import { linePlace } from './rule-place.ts'

/** A compiled template with where it is written. */
export interface PlacedTemplate {
  readonly template: CompiledTemplate
  readonly written: PolicyDocument
}

const unknownLabels = text({
  en: 'the labels of namespace {namespace} are not known',
  ja: '名前空間 {namespace} のラベルが分かりません',
})

const unknownTemplate = text({
  en: 'no ConstraintTemplate defines the kind {kind}',
  ja: '種類 {kind} を定義する ConstraintTemplate がありません',
})

const untold = text({
  en: 'it is against the policy; what of it could not be told: {reason}',
  ja: 'ポリシーに反しています。違反箇所は特定できませんでした: {reason}',
})

/**
 * A constraint of a template as a policy.
 *
 * @param named what reports call it, where it is not the constraint itself that people know
 * @throws {PolicyDocumentError} where the constraint is not valid
 */
export function gatekeeperPolicy(
  { template, written }: PlacedTemplate,
  constraint: PolicyDocument,
  named: Partial<Pick<ClusterPolicy, 'kind' | 'name' | 'title' | 'through' | 'exemption'>> = {},
): ClusterPolicy {
  const read = readConstraint(withParameterDefaults(constraint.value, template.parametersSchema))
  const { kind = read.kind, name = read.name, through } = named
  const actionsAt = (...points: readonly EnforcementPoint[]) => points.flatMap((point) => read.actionsAt(point)).map(actionOf)
  const atDoor = actionsAt('webhook', 'vap')
  const complain = (message: Complaint['message']): Complaint => ({ message, undecided: true, path: undefined, rule: undefined })
  return {
    id: `policy/${kind}/${name}`,
    kind,
    name,
    title: named.title ?? titleOf(written.value) ?? `${kind} ${name}`,
    action: strongest(actionsAt('webhook', 'audit', 'vap')),
    atDoor: atDoor.length === 0 ? undefined : strongest(atDoor),
    through,
    place: constraint.document.place([]),
    exemption: named.exemption,
    judge({ review, inventory, gatekeeper, explains, timeLeft }) {
      if (isLeftAlone(gatekeeper, review.kind === 'Namespace' && review.group === '' ? review.name : review.namespace)) return undefined
      const answer = matches(read.match, review)
      if (answer === 'no') return undefined
      if (answer === 'undecided') return [complain({ text: unknownLabels, args: { namespace: review.namespace } })]
      const question = { review, parameters: read.parameters, inventory, limits: limitsWithin(timeLeft) }
      try {
        if (!explains) return template.evaluate(question).map(({ message }) => ({ ...complain(message), undecided: false }))
        if (!template.isViolated(question)) return []
      } catch (error) {
        return [{ ...complain(saidBy(error)), failed: true }]
      }
      try {
        return template.explain(question).map(({ message, at, rule, path, reads }) => ({
          message,
          undecided: false,
          path,
          rule: linePlace(written.document, at, rule.line),
          reads,
        }))
      } catch (error) {
        return [{ ...complain({ text: untold, args: { reason: saidBy(error) } }), undecided: false }]
      }
    },
  }
}

/** What one evaluation may cost where an answer is waited for. */
function limitsWithin(timeLeft: (() => number) | undefined): Limits | undefined {
  return timeLeft === undefined ? undefined : { ...defaultLimits, milliseconds: Math.min(defaultLimits.milliseconds, timeLeft()) }
}

function actionOf(action: string): PolicyAction {
  return action === 'deny' || action === 'warn' ? action : 'audit'
}

/** @throws {PolicyDocumentError} where no template defines the kind */
export function templateFor(templates: ReadonlyMap<string, PlacedTemplate>, constraint: Untyped): PlacedTemplate {
  const kind = String(constraint['kind'])
  const found = templates.get(kind)
  if (found !== undefined) return found
  throw new PolicyDocumentError('policy-invalid', describeDocument(constraint), ['kind'], { text: unknownTemplate, args: { kind } })
}

function titleOf(template: Untyped): string | undefined {
  const title = valueAt(template, ['metadata', 'annotations', 'metadata.gatekeeper.sh/title'])
  return typeof title === 'string' ? title : undefined
}

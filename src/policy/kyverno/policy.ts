import type { Path } from '../../core/location.ts'
import type { Spoken } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { requestValues } from '../cel/admission-policy.ts'
import { matchesResources, readMatchResources } from '../cel/match-resources.ts'
import { exceptableEnvironment, kyvernoEnvironment } from '../cel/policy-environment.ts'
import { readValidations } from '../cel/read-validations.ts'
import { CelTrace } from '../cel/trace.ts'
import type { CelValidator } from '../cel/validator.ts'
import { fromJson } from '../cel/values.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { Review } from '../gatekeeper/review.ts'
import { describeDocument, FieldReader, isMapping, type Untyped } from '../untyped.ts'
import { permitted, type KyvernoException } from './exception.ts'
import { outsideCallIn } from './libraries.ts'
import { matchedKinds, matchesKyverno, readKyvernoMatch } from './match.ts'

export type KyvernoAction = 'deny' | 'warn' | 'audit'

/** One thing that a rule says against an object. */
export interface KyvernoComplaint {
  readonly message: string
  /** The expression in the policy. */
  readonly at: Path
  /** The field of the object that decided it. */
  readonly path: Path | undefined
}

/** What a rule says of an object: `skip` where it is not about it, `error` where it could not be evaluated. */
export interface KyvernoVerdict {
  readonly outcome: 'pass' | 'skip' | 'fail' | 'error'
  readonly complaints: readonly KyvernoComplaint[]
}

export interface KyvernoRule {
  /** Empty for policies that are one rule themselves. */
  readonly name: string
  readonly action: KyvernoAction
  /** Kinds of controllers whose pod templates are judged as well. */
  readonly podControllers: ReadonlySet<string>
  /** @param exceptions those that are about this rule; which of them hold for the object is seen here */
  judge(review: Review, exceptions?: readonly KyvernoException[]): KyvernoVerdict
}

/** A policy of Kyverno that says in CEL what it wants. */
export interface KyvernoPolicy {
  readonly kind: string
  readonly name: string
  /** Of a policy that counts in its own namespace alone. */
  readonly namespace: string | undefined
  readonly rules: readonly KyvernoRule[]
}

const allControllers = ['DaemonSet', 'Deployment', 'Job', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'CronJob']

const celKinds = new Set(['ValidatingPolicy', 'NamespacedValidatingPolicy'])
const ruleKinds = new Set(['ClusterPolicy', 'Policy'])

/** Whether the document is a policy of Kyverno, of a kind that is read here or not. */
export function isKyvernoPolicy({ apiVersion, kind }: Untyped): boolean {
  const group = String(apiVersion).split('/')[0]
  return (group === 'policies.kyverno.io' || group === 'kyverno.io') && String(kind).endsWith('Policy')
}

/**
 * Reads the kinds of policies that are written in CEL: `ValidatingPolicy`, and rules of a `ClusterPolicy` or `Policy`
 * with `validate.cel`.
 *
 * @throws {PolicyDocumentError} `policy-unsupported` for all others, `policy-invalid` for what is not as it must be
 */
export function readKyvernoPolicy(document: Untyped): KyvernoPolicy {
  const fields = new FieldReader(describeDocument(document), document)
  const kind = fields.requiredString(['kind'])
  const name = fields.requiredString(['metadata', 'name'])
  if (!celKinds.has(kind) && !ruleKinds.has(kind))
    return unsupported(fields, ['kind'], spoken({ en: '{kind} is not evaluated here', ja: '{kind} はここでは評価できません' }, { kind }))
  const namespaced = kind === 'Policy' || kind === 'NamespacedValidatingPolicy'
  return {
    kind,
    name,
    namespace: namespaced ? (fields.string(['metadata', 'namespace']) ?? 'default') : undefined,
    rules: celKinds.has(kind) ? [readValidatingPolicy(fields)] : readRules(fields),
  }
}

function unsupported(fields: FieldReader, path: Path, reason: Spoken): never {
  throw new PolicyDocumentError('policy-unsupported', fields.document, path, reason)
}

function readValidatingPolicy(fields: FieldReader): KyvernoRule {
  for (const list of ['variables', 'matchConditions', 'validations'])
    for (const index of fields.list(['spec', list]).keys()) {
      const at = ['spec', list, index, 'expression']
      const call = outsideCallIn(fields.string(at) ?? '')
      if (call !== undefined) unsupported(fields, at, { text: call.needs, args: { call: call.name } })
    }
  const mode = fields.string(['spec', 'evaluation', 'mode'])
  if (mode !== undefined && mode !== 'Kubernetes')
    unsupported(
      fields,
      ['spec', 'evaluation', 'mode'],
      spoken({ en: '{mode} objects are not judged here', ja: '{mode} のオブジェクトはここでは判定できません' }, { mode }),
    )
  const constraints = readMatchResources(fields, ['spec', 'matchConstraints'])
  const validator = readValidations(fields, ['spec'], exceptableEnvironment())
  const controllers = ['spec', 'autogen', 'podControllers', 'controllers']
  const isAboutPods = constraints.rules.length > 0 && constraints.rules.every(({ resources }) => resources.every((one) => one === 'pods'))
  const listed = fields.raw(controllers) === undefined ? allControllers : fields.strings(controllers)
  const actions = fields.strings(['spec', 'validationActions'])
  return {
    name: '',
    action: actions.length === 0 || actions.includes('Deny') ? 'deny' : actions.includes('Warn') ? 'warn' : 'audit',
    podControllers: new Set(isAboutPods && constraints.objectSelector === undefined ? listed : []),
    judge(review, exceptions = []) {
      if (!matchesResources(constraints, review, true)) return skipped
      const { whole, images, values } = permitted(exceptions, review)
      if (whole !== undefined) return { outcome: whole.result, complaints: [] }
      const failurePolicy = fields.string(['spec', 'failurePolicy'])
      return verdictOf(validator, review, ['spec', 'validations'], failurePolicy, { allowedImages: images, allowedValues: values })
    },
  }
}

const skipped: KyvernoVerdict = { outcome: 'skip', complaints: [] }

function readRules(fields: FieldReader): readonly KyvernoRule[] {
  const enforce = (value: string | undefined): KyvernoAction => (value?.toLowerCase() === 'enforce' ? 'deny' : 'audit')
  const overall = enforce(fields.string(['spec', 'validationFailureAction']))
  const autogen = fields.string(['metadata', 'annotations', 'pod-policies.kyverno.io/autogen-controllers'])
  return fields.list(['spec', 'rules']).map((_, index): KyvernoRule => {
    const at = ['spec', 'rules', index]
    const cel = [...at, 'validate', 'cel']
    if (fields.mapping(cel) === undefined)
      unsupported(
        fields,
        at,
        spoken(
          { en: "{demand} is in Kyverno's own language, not in CEL", ja: '{demand} は CEL ではなく Kyverno 独自の言語で書かれています' },
          { demand: demandOf(fields, at) },
        ),
      )
    for (const part of ['context', 'preconditions'])
      if (fields.raw([...at, part]) !== undefined)
        unsupported(fields, [...at, part], spoken({ en: 'needs JMESPath', ja: 'JMESPath が必要です' }))
    if (fields.raw([...cel, 'paramKind']) !== undefined)
      unsupported(fields, [...cel, 'paramKind'], spoken({ en: 'parameters are not read here', ja: 'パラメーターはここでは読み取れません' }))
    const match =
      readKyvernoMatch(fields, [...at, 'match']) ?? fields.fail([...at, 'match'], spoken({ en: 'is missing', ja: 'ありません' }))
    const exclude = readKyvernoMatch(fields, [...at, 'exclude'])
    const validator = readValidations(fields, cel, kyvernoEnvironment(), {
      elsewhere: { validations: [...cel, 'expressions'], matchConditions: [...at, 'celPreconditions'] },
    })
    const isAboutPods = matchedKinds(match).every((kind) => kind === 'Pod' || kind === 'v1/Pod')
    const listed = autogen === undefined ? allControllers : autogen.split(',').map((kind) => kind.trim())
    const action = fields.string([...at, 'validate', 'failureAction'])
    const fixed = fields.string([...at, 'validate', 'message'])
    return {
      name: fields.requiredString([...at, 'name']),
      action: action === undefined ? overall : enforce(action),
      podControllers: new Set(isAboutPods ? listed : []),
      judge(review, exceptions = []) {
        if (!matchesKyverno(match, review) || (exclude !== undefined && matchesKyverno(exclude, review))) return skipped
        if (permitted(exceptions, review).whole !== undefined) return skipped
        const verdict = verdictOf(validator, review, [...cel, 'expressions'], undefined)
        if (fixed === undefined) return verdict
        const complaints = verdict.complaints.map((complaint) =>
          complaint.message.startsWith('failed expression: ') ? { ...complaint, message: fixed.trim() } : complaint,
        )
        return { ...verdict, complaints }
      },
    }
  })
}

/** What a rule that is not in CEL is written as: `validate.pattern`, `mutate`. */
function demandOf(fields: FieldReader, at: Path): string {
  const own = ['pattern', 'anyPattern', 'deny', 'foreach', 'podSecurity', 'manifests', 'assert']
  const within = own.find((name) => fields.raw([...at, 'validate', name]) !== undefined)
  if (within !== undefined) return `validate.${within}`
  return ['mutate', 'generate', 'verifyImages'].find((name) => fields.raw([...at, name]) !== undefined) ?? 'rule'
}

function verdictOf(
  validator: CelValidator,
  review: Review,
  list: Path,
  failurePolicy: string | undefined,
  exceptions: Untyped = {},
): KyvernoVerdict {
  const values = (trace?: CelTrace) => new Map([...requestValues(review, undefined, trace), ['exceptions', fromJson(exceptions)]])
  const { matched, matchError, results } = validator.evaluate(values())
  if (matched === 'no') return skipped
  if (matched === 'error') return { outcome: 'error', complaints: [{ message: matchError ?? '', at: list, path: undefined }] }
  if (results.every(({ outcome }) => outcome === 'pass')) return { outcome: 'pass', complaints: [] }
  const trace = new CelTrace()
  const explained = validator.evaluate(values(trace), trace).results
  const complaints = explained
    .filter(({ outcome }) => outcome === 'fail' || (outcome === 'error' && failurePolicy !== 'Ignore'))
    .map(({ message, index, path }) => ({ message, at: [...list, index, 'expression'], path }))
  if (complaints.length === 0) return { outcome: 'pass', complaints }
  return { outcome: explained.some(({ outcome }) => outcome === 'fail') ? 'fail' : 'error', complaints }
}

/** Those of the exceptions that are about a rule. */
export function exceptionsFor(
  { kind, name, namespace }: KyvernoPolicy,
  rule: KyvernoRule,
  exceptions: readonly KyvernoException[],
): readonly KyvernoException[] {
  return exceptions.filter((exception) => exception.isAbout({ kind, policy: name, namespace, rule: rule.name }))
}

/** Whether a policy that counts in one namespace alone is about an object. */
export function reaches({ namespace }: KyvernoPolicy, review: Review): boolean {
  return namespace === undefined || (isMapping(review.object) && review.namespace === namespace)
}

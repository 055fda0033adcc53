import type { Path } from '../../core/location.ts'
import type { Spoken } from '../../core/spoken-error.ts'
import { spoken, text, type Text } from '../../core/text.ts'
import { requestValues } from '../cel/admission-policy.ts'
import { matchesResources, readMatchResources } from '../cel/match-resources.ts'
import type { MutatingPolicy } from '../cel/mutating-policy.ts'
import { CelMutator } from '../cel/mutator.ts'
import { exceptableEnvironment, kyvernoEnvironment, kyvernoMutationEnvironment } from '../cel/policy-environment.ts'
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
const mutatingKinds = new Set(['MutatingPolicy', 'NamespacedMutatingPolicy'])

/** Why policies of other kinds are not evaluated. */
const otherKinds: Readonly<Record<string, Text<'kind'>>> = {
  MutatingPolicy: text({ en: '{kind} changes objects and judges none', ja: '{kind} はオブジェクトを変更するもので、判定はしません' }),
  ImageValidatingPolicy: text({
    en: '{kind} asks a registry for signatures and attestations, which is not done here',
    ja: '{kind} は署名と証明をレジストリに問い合わせますが、ここでは行いません',
  }),
  GeneratingPolicy: text({
    en: '{kind} makes further objects, which is not done here',
    ja: '{kind} は別のオブジェクトを作成しますが、ここでは行いません',
  }),
  DeletingPolicy: text({
    en: '{kind} deletes objects on a schedule and judges none',
    ja: '{kind} は決まった時刻にオブジェクトを削除するもので、判定はしません',
  }),
}
const words = { otherKind: text({ en: '{kind} is not evaluated here', ja: '{kind} はここでは評価できません' }) }
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
  if (!celKinds.has(kind) && !ruleKinds.has(kind)) {
    const why = otherKinds[kind.replace(/^Namespaced/, '')] ?? words.otherKind
    return unsupported(fields, ['kind'], { text: why, args: { kind } })
  }
  return {
    kind,
    name,
    namespace: namespaceOf(fields, kind),
    rules: celKinds.has(kind) ? [readValidatingPolicy(fields)] : readRules(fields),
  }
}

/** The namespace that a policy of some kinds counts in alone. */
function namespaceOf(fields: FieldReader, kind: string): string | undefined {
  const isOfNamespace = kind === 'Policy' || kind.startsWith('Namespaced')
  return isOfNamespace ? (fields.string(['metadata', 'namespace']) ?? 'default') : undefined
}

/** A policy of Kyverno that changes objects on their way in. */
export interface KyvernoMutatingPolicy extends Omit<KyvernoPolicy, 'rules'> {
  readonly policy: MutatingPolicy
}

/** Whether the document is a policy of Kyverno that changes objects and says in CEL how. */
export function isKyvernoMutatingPolicy({ apiVersion, kind }: Untyped): boolean {
  return String(apiVersion).startsWith('policies.kyverno.io/') && mutatingKinds.has(String(kind))
}

/**
 * Reads a `MutatingPolicy`, which works as a MutatingAdmissionPolicy that is bound to everything.
 *
 * @throws {PolicyDocumentError} where it is not valid, asks somebody outside, or changes objects that already exist
 */
export function readKyvernoMutatingPolicy(document: Untyped): KyvernoMutatingPolicy {
  const fields = new FieldReader(describeDocument(document), document)
  const kind = fields.requiredString(['kind'])
  refuseOutsideCalls(fields, [
    ...celLists.map((list) => [list, 'expression']),
    ['mutations', 'applyConfiguration', 'expression'],
    ['mutations', 'jsonPatch', 'expression'],
  ])
  refuseOtherModes(fields)
  for (const existing of [['targetMatchConstraints'], ['evaluation', 'mutateExisting']])
    if (fields.raw(['spec', ...existing]) !== undefined && fields.raw(['spec', ...existing, 'enabled']) !== false)
      unsupported(
        fields,
        ['spec', ...existing],
        spoken({ en: 'objects that already exist are not changed here', ja: '既存のオブジェクトの変更は、ここでは行いません' }),
      )
  const reinvocation = fields.string(['spec', 'reinvocationPolicy']) ?? 'Never'
  const failurePolicy = fields.string(['spec', 'failurePolicy']) ?? 'Fail'
  const name = fields.requiredString(['metadata', 'name'])
  return {
    kind,
    name,
    namespace: namespaceOf(fields, kind),
    policy: {
      name,
      failurePolicy: failurePolicy === 'Ignore' ? 'Ignore' : 'Fail',
      reinvocation: reinvocation === 'IfNeeded' ? 'IfNeeded' : 'Never',
      paramKind: undefined,
      constraints: readMatchResources(fields, ['spec', 'matchConstraints']),
      mutator: new CelMutator(fields, kyvernoMutationEnvironment()),
    },
  }
}

const celLists = ['variables', 'matchConditions', 'validations']

/** @throws {PolicyDocumentError} for an expression that nobody can evaluate without asking somebody */
function refuseOutsideCalls(fields: FieldReader, places: readonly (readonly string[])[]): void {
  for (const [list = '', ...rest] of places)
    for (const index of fields.list(['spec', list]).keys()) {
      const at = ['spec', list, index, ...rest]
      const call = outsideCallIn(fields.string(at) ?? '')
      if (call !== undefined) unsupported(fields, at, { text: call.needs, args: { call: call.name } })
    }
}

/** @throws {PolicyDocumentError} for a policy about documents that are no objects of Kubernetes */
function refuseOtherModes(fields: FieldReader): void {
  const mode = fields.string(['spec', 'evaluation', 'mode'])
  if (mode !== undefined && mode !== 'Kubernetes')
    unsupported(
      fields,
      ['spec', 'evaluation', 'mode'],
      spoken({ en: '{mode} objects are not judged here', ja: '{mode} のオブジェクトはここでは判定できません' }, { mode }),
    )
}

function unsupported(fields: FieldReader, path: Path, reason: Spoken): never {
  throw new PolicyDocumentError('policy-unsupported', fields.document, path, reason)
}

function readValidatingPolicy(fields: FieldReader): KyvernoRule {
  refuseOutsideCalls(
    fields,
    celLists.map((list) => [list, 'expression']),
  )
  refuseOtherModes(fields)
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
  { kind, name, namespace }: Omit<KyvernoPolicy, 'rules'>,
  rule: Pick<KyvernoRule, 'name'>,
  exceptions: readonly KyvernoException[],
): readonly KyvernoException[] {
  return exceptions.filter((exception) => exception.isAbout({ kind, policy: name, namespace, rule: rule.name }))
}

/** Whether a policy that counts in one namespace alone is about an object. */
export function reaches({ namespace }: Pick<KyvernoPolicy, 'namespace'>, review: Review): boolean {
  return namespace === undefined || (isMapping(review.object) && review.namespace === namespace)
}

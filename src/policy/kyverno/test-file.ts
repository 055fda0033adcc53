import { spoken } from '../../core/text.ts'
import { KubernetesObject } from '../../models/kubernetes/object.ts'
import { controllerPods } from '../api-server/controller-pods.ts'
import { withServerDefaults } from '../api-server/defaults.ts'
import { CelUnknownError } from '../cel/errors.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { reviewOfRequest } from '../gatekeeper/review.ts'
import type { CaseResult } from '../testing/case-result.ts'
import { describeDocument, FieldReader, isMapping, type Untyped } from '../untyped.ts'
import { isKyvernoException, readKyvernoException, type KyvernoException } from './exception.ts'
import { exceptionsFor, isKyvernoPolicy, readKyvernoPolicy, reaches, type KyvernoPolicy, type KyvernoRule } from './policy.ts'

/** Whether the document is a test of the Kyverno command line. */
export function isKyvernoTest({ apiVersion, kind }: Untyped): boolean {
  return kind === 'Test' && String(apiVersion).startsWith('cli.kyverno.io/')
}

/** Parts of a test that change what is judged in ways that are not done here. */
const unsupportedParts = ['variables', 'userinfo', 'context', 'targetResources', 'jsonPayload']

/** A policy that was read, or why it cannot be judged. */
type Candidate = { readonly policy: KyvernoPolicy } | { readonly name: string; readonly error: PolicyDocumentError }

/**
 * Runs a `kyverno-test.yaml` as `kyverno test` does, for policies written in CEL. Results of others are skipped, with
 * the reason.
 *
 * @param load the documents of a file, by its path relative to the test
 * @throws {PolicyDocumentError} where the test itself is not valid
 */
export function runKyvernoTest(document: Untyped, load: (path: string) => readonly PolicyDocument[], now: Date): readonly CaseResult[] {
  const fields = new FieldReader(describeDocument(document), document)
  const suite = fields.string(['metadata', 'name']) ?? ''
  const candidates = fields
    .strings(['policies'])
    .flatMap(load)
    .filter(({ value }) => isKyvernoPolicy(value))
    .map(({ value }) => readCandidate(value))
  const resources = fields
    .strings(['resources'])
    .flatMap(load)
    .map(({ value, document: written }) => new KubernetesObject(value, written))
  // The exceptions may stand in files of their own, or beside the policies.
  const exceptions = [...fields.strings(['exceptions']), ...fields.strings(['policies'])]
    .flatMap(load)
    .filter(({ value }) => isKyvernoException(value))
    .flatMap(({ value }) => readKyvernoException(value, now) ?? [])
  const blocked = unsupportedParts.find((part) => fields.raw([part]) !== undefined)
  return fields.list(['results']).flatMap((_, index): readonly CaseResult[] => {
    const at = ['results', index]
    const policy = fields.requiredString([...at, 'policy'])
    const rule = fields.string([...at, 'rule'])
    const kind = fields.string([...at, 'kind'])
    const test = rule === undefined ? policy : `${policy}/${rule}`
    const expected = fields.requiredString([...at, 'result'])
    const named = fields.strings([...at, 'resources'])
    return named.map((name): CaseResult => {
      const result = { suite, test, case: kind === undefined ? name : `${kind}/${name}` }
      if (blocked !== undefined)
        return {
          ...result,
          outcome: 'skipped',
          reason: spoken({ en: 'the test uses {part}', ja: 'テストが {part} を使っています' }, { part: blocked }),
        }
      const candidate = candidates.find((one) => ('policy' in one ? one.policy.name : one.name) === policy)
      if (candidate === undefined)
        return {
          ...result,
          outcome: 'skipped',
          reason: spoken(
            { en: '{policy} is of no kind that is evaluated here', ja: '{policy} はここで評価できる種類ではありません' },
            { policy },
          ),
        }
      if (!('policy' in candidate)) {
        const { error } = candidate
        if (error.code === 'policy-unsupported') return { ...result, outcome: 'skipped', reason: error.says }
        return {
          ...result,
          outcome: 'failed',
          expected: spoken({ en: 'a valid policy', ja: '有効なポリシー' }),
          got: error.says,
          undecided: true,
        }
      }
      const object = resources.find((one) => isNamed(one, name, kind))
      if (object === undefined)
        return {
          ...result,
          outcome: 'failed',
          expected,
          got: spoken({ en: 'no resource is called {name}', ja: '{name} というリソースがありません' }, { name }),
          undecided: true,
        }
      const rules = candidate.policy.rules.filter(
        (one) =>
          rule === undefined ||
          one.name === '' ||
          one.name === rule ||
          `autogen-${one.name}` === rule ||
          `autogen-cronjob-${one.name}` === rule,
      )
      if (rules.length === 0)
        return {
          ...result,
          outcome: 'failed',
          expected,
          got: spoken({ en: 'no rule is called {rule}', ja: '{rule} というルールがありません' }, { rule: rule ?? '' }),
          undecided: true,
        }
      const got = known(() =>
        worst(rules.map((one) => judge(candidate.policy, one, object, exceptionsFor(candidate.policy, one, exceptions)))),
      )
      if (typeof got !== 'string') return { ...result, outcome: 'skipped', reason: got.says }
      return got === expected ? { ...result, outcome: 'passed' } : { ...result, outcome: 'failed', expected, got }
    })
  })
}

/** A verdict, or why there is none without a cluster. */
function known(run: () => Outcome): Outcome | CelUnknownError {
  try {
    return run()
  } catch (error) {
    if (error instanceof CelUnknownError) return error
    throw error
  }
}

function readCandidate(value: Untyped): Candidate {
  try {
    return { policy: readKyvernoPolicy(value) }
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error
    const metadata = value['metadata']
    return { name: isMapping(metadata) ? String(metadata['name']) : '', error }
  }
}

/** Names may have their namespace before them. */
function isNamed(object: KubernetesObject, name: string, kind: string | undefined): boolean {
  const matches = object.name === name || `${object.namespace ?? 'default'}/${object.name}` === name
  return matches && (kind === undefined || object.kind === kind || kind.endsWith(`/${object.kind}`))
}

type Outcome = 'pass' | 'skip' | 'fail' | 'error'
const order: readonly Outcome[] = ['fail', 'error', 'pass', 'skip']

function worst(outcomes: readonly Outcome[]): Outcome {
  return order.find((outcome) => outcomes.includes(outcome)) ?? 'skip'
}

/** The verdict on the object itself, or on the pods that it would run where the rule is about pods. */
function judge(policy: KyvernoPolicy, rule: KyvernoRule, object: KubernetesObject, exceptions: readonly KyvernoException[]): Outcome {
  const pods = rule.podControllers.has(object.kind) ? controllerPods(object).map(({ pod }) => pod) : []
  return worst(
    [object.value, ...pods].map((value) => {
      const workload = value === object.value ? undefined : object.value
      const review = reviewOfRequest({ operation: 'CREATE', object: withServerDefaults(value) }, { workload })
      return reaches(policy, review) ? rule.judge(review, exceptions).outcome : 'skip'
    }),
  )
}

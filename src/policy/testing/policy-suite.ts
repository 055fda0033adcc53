import { matchesCheck } from '../../core/suppression.ts'
import { render, spoken } from '../../core/text.ts'
import { KubernetesObject } from '../../models/kubernetes/object.ts'
import { strongest, type PolicyAction } from '../cluster/cluster-policy.ts'
import { ClusterJudge } from '../cluster/judge-object.ts'
import { readClusterPolicies, type ClusterPolicies } from '../cluster/read-policies.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { compileRegex } from '../rego/builtins/regex.ts'
import { describeDocument, FieldReader, type Untyped } from '../untyped.ts'
import type { CaseResult } from './case-result.ts'

/** Whether the document is a suite of Breakwater's own: it asks what a whole cluster says, whatever engines are in it. */
export function isPolicySuite({ apiVersion, kind }: Untyped): boolean {
  return kind === 'PolicySuite' && apiVersion === 'breakwater.dev/v1'
}

/** What a cluster does with objects: the strongest that any of its policies asks for. */
type Answer = PolicyAction | 'allow' | 'undecided'
const answers: ReadonlySet<string> = new Set<Answer>(['allow', 'audit', 'warn', 'deny', 'undecided'])

/**
 * Runs a `PolicySuite`: `policies` (files and folders), `cluster` (objects that are there already), and `cases` with
 * `name`, `objects`, `expect` and, where wanted, `messages` (regular expressions, each of which must match a message)
 * and `policies` (ids, or `policy/KIND/*`: only what these say counts).
 *
 * @param load the documents of a file or folder, by its path relative to the suite
 * @param now the instant at which exemptions count or have expired
 * @param kubernetes the minor of the cluster, which decides what the expressions of admission policies may use
 * @throws {PolicyDocumentError} where the suite, or a policy that it names, is not valid
 */
export function runPolicySuite(
  document: Untyped,
  load: (path: string) => readonly PolicyDocument[],
  now: Date,
  kubernetes: number,
): readonly CaseResult[] {
  const fields = new FieldReader(describeDocument(document), document)
  const suite = fields.string(['metadata', 'name']) ?? ''
  const given = [...fields.strings(['policies']), ...fields.strings(['cluster'])].flatMap(load)
  const cluster = readClusterPolicies(given, now, kubernetes)
  const [problem] = cluster.problems
  if (problem !== undefined) throw problem.error
  return fields.list(['cases']).map((_, index) => runCase(fields, suite, index, cluster, load))
}

function runCase(
  fields: FieldReader,
  suite: string,
  index: number,
  cluster: ClusterPolicies,
  load: (path: string) => readonly PolicyDocument[],
): CaseResult {
  const at = ['cases', index]
  const expected = fields.requiredString([...at, 'expect'])
  if (!answers.has(expected))
    fields.fail(
      [...at, 'expect'],
      spoken(
        { en: 'must be {answers}, not {given}', ja: '{given} ではなく、{answers} のいずれかでなければなりません' },
        { answers: [...answers].join(', '), given: JSON.stringify(expected) },
      ),
    )
  const wanted = fields.strings([...at, 'messages'])
  const only = fields.raw([...at, 'policies']) === undefined ? ['policy/*'] : fields.strings([...at, 'policies'])
  const result = { suite, test: fields.requiredString([...at, 'name']), case: fields.requiredString([...at, 'objects']) }
  if (fields.raw([...at, 'skip']) === true) return { ...result, outcome: 'skipped' }
  const objects = load(result.case).map(({ value, document }) => new KubernetesObject(value, document))
  if (objects.length === 0)
    throw new PolicyDocumentError(
      'policy-invalid',
      fields.document,
      [...at, 'objects'],
      spoken({ en: 'holds no objects', ja: 'オブジェクトがありません' }),
    )
  const judge = new ClusterJudge(cluster, objects)
  const said = objects
    .flatMap((object) => [...judge.judge(object)])
    .filter(([{ id }]) => only.some((name) => matchesCheck(name, id)))
    .flatMap(([{ action, exemption }, complaints]) =>
      exemption === undefined ? complaints.map(({ message, undecided }) => ({ message, undecided, action })) : [],
    )
  const got = answerOf(said)
  const messages = said.map(({ message }) => (typeof message === 'string' ? message : render(message, 'en')))
  if (got !== expected) {
    const undecided = got === 'undecided' ? { undecided: true as const } : {}
    return {
      ...result,
      outcome: 'failed',
      expected,
      got: messages.length === 0 ? got : `${got}: ${JSON.stringify(messages)}`,
      ...undecided,
    }
  }
  const missing = wanted.find((pattern) => !messages.some((message) => compileRegex(pattern).test(message)))
  if (missing === undefined) return { ...result, outcome: 'passed' }
  return {
    ...result,
    outcome: 'failed',
    expected: spoken({ en: 'a message matching {pattern}', ja: '{pattern} に一致するメッセージ' }, { pattern: JSON.stringify(missing) }),
    got: JSON.stringify(messages),
  }
}

/** A refusal is certain whatever else is not known; anything less is not. */
function answerOf(said: readonly { readonly undecided: boolean; readonly action: PolicyAction }[]): Answer {
  const decided = said.filter(({ undecided }) => !undecided)
  const answer = decided.length === 0 ? 'allow' : strongest(decided.map(({ action }) => action))
  return answer !== 'deny' && said.some(({ undecided }) => undecided) ? 'undecided' : answer
}

import { spoken } from '../../core/text.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import { readAdmissionPolicy } from '../cel/admission-policy.ts'
import { readMutatingPolicy } from '../cel/mutating-policy.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { isGatekeeperConfig, mergeSettings, readGatekeeperConfig, type GatekeeperSettings } from '../gatekeeper/config.ts'
import { isConstraint } from '../gatekeeper/constraint.ts'
import { isExpansionTemplate, readExpansionTemplate, type ExpansionTemplate } from '../gatekeeper/expansion.ts'
import { isMutator, readMutator, type Mutator } from '../gatekeeper/mutation/mutator.ts'
import { compileTemplate } from '../gatekeeper/template.ts'
import { isKyvernoException, readKyvernoException, type KyvernoException } from '../kyverno/exception.ts'
import { isKyvernoMutatingPolicy, isKyvernoPolicy } from '../kyverno/policy.ts'
import { describeDocument, valueAt } from '../untyped.ts'
import { boundAdmissionPolicy, type PlacedAdmissionPolicy } from './admission-policy.ts'
import { azureKind, azurePolicies, publishedAmong, type AzurePolicies } from './azure-policies.ts'
import type { ClusterPolicy } from './cluster-policy.ts'
import { gatekeeperPolicy, templateFor, type PlacedTemplate } from './gatekeeper-policy.ts'
import { kyvernoPolicies } from './kyverno-policies.ts'
import { boundMutation, kyvernoMutation, type BoundMutation, type Mutations, type PlacedMutatingPolicy } from './mutation.ts'

/** A policy document that could not be used, and why. */
export interface PolicyProblem {
  readonly document: PolicyDocument
  readonly error: PolicyDocumentError
}

/** Everything in a cluster that decides what is admitted. */
export interface ClusterPolicies {
  readonly policies: readonly ClusterPolicy[]
  readonly mutations: Mutations
  readonly expansions: readonly ExpansionTemplate[]
  readonly gatekeeper: GatekeeperSettings
  readonly resourcePolicies: AzurePolicies['resourcePolicies']
  /** Documents that are no policies: namespaces, parameters and other objects that policies look at. */
  readonly others: readonly PolicyDocument[]
  readonly problems: readonly PolicyProblem[]
}

const admissionGroup = 'admissionregistration.k8s.io/'

/**
 * Reads the policies of a cluster out of documents of all kinds, in any order. What cannot be used is reported, and
 * everything else counts all the same.
 *
 * @param now the instant at which exemptions count or have expired
 * @param kubernetes the minor of the cluster, which decides what the expressions of admission policies may use
 */
export function readClusterPolicies(documents: readonly PolicyDocument[], now: Date, kubernetes: number = defaultMinor): ClusterPolicies {
  const problems: PolicyProblem[] = []
  const guarded = (document: PolicyDocument, run: () => void): void => {
    try {
      run()
    } catch (error) {
      if (!(error instanceof PolicyDocumentError)) throw error
      problems.push({ document, error })
    }
  }
  const sorted = Map.groupBy(documents, roleOf)
  const each = (role: Role, read: (document: PolicyDocument) => void): void => {
    for (const document of sorted.get(role) ?? []) guarded(document, () => read(document))
  }
  const others = sorted.get('other') ?? []
  const policies: ClusterPolicy[] = []
  const mutators: Mutator[] = []
  const expansions: ExpansionTemplate[] = []
  const templates = readTemplates(sorted.get('template') ?? [], sorted.get('constraint') ?? [], problems)
  each('constraint', (document) => {
    policies.push(gatekeeperPolicy(templateFor(templates, document.value), document))
  })
  each('mutator', ({ value }) => mutators.push(readMutator(value)))
  each('expansion', ({ value }) => expansions.push(readExpansionTemplate(value)))
  const settings: GatekeeperSettings[] = []
  each('gatekeeper-config', ({ value }) => settings.push(readGatekeeperConfig(value)))
  const exceptions: KyvernoException[] = []
  each('kyverno-exception', ({ value }) => {
    const exception = readKyvernoException(value, now)
    if (exception !== undefined) exceptions.push(exception)
  })
  const changing: BoundMutation[] = []
  each('kyverno', (document) => {
    if (isKyvernoMutatingPolicy(document.value)) changing.push(kyvernoMutation(document, exceptions))
    else policies.push(...kyvernoPolicies(document, exceptions))
  })
  const admission = new Map<string, PlacedAdmissionPolicy>()
  each('admission-policy', (written) => {
    const policy = readAdmissionPolicy(written.value, kubernetes)
    admission.set(policy.name, { policy, written })
  })
  const objects = others.map(({ value }) => value)
  each('admission-binding', (document) => policies.push(boundAdmissionPolicy(boundTo(admission, document), document, objects)))
  const mutating = new Map<string, PlacedMutatingPolicy>()
  each('mutating-policy', (written) => {
    const policy = readMutatingPolicy(written.value, kubernetes)
    mutating.set(policy.name, { policy, written })
  })
  const bound: BoundMutation[] = []
  each('mutating-binding', (document) => bound.push(boundMutation(boundTo(mutating, document), document)))
  bound.sort(byName)
  // The webhooks come after the policies of the API server itself.
  bound.push(...changing.toSorted(byName))
  policies.push(...bound.map(({ asPolicy }) => asPolicy))
  const azure = azurePolicies(sorted.get('azure') ?? [], { now, published: publishedAmong(documents) })
  policies.push(...azure.policies)
  for (const document of azure.mutations) guarded(document, () => mutators.push(readMutator(document.value)))
  return {
    policies: withUniqueIds(policies),
    mutations: { bound, mutators, objects },
    expansions,
    gatekeeper: mergeSettings(settings),
    resourcePolicies: withUniqueIds(azure.resourcePolicies),
    others,
    problems: [...problems, ...azure.problems],
  }
}

type Role =
  | 'template'
  | 'constraint'
  | 'mutator'
  | 'expansion'
  | 'gatekeeper-config'
  | 'kyverno'
  | 'kyverno-exception'
  | 'admission-policy'
  | 'admission-binding'
  | 'mutating-policy'
  | 'mutating-binding'
  | 'azure'
  | 'other'

function roleOf(document: PolicyDocument): Role {
  const { value } = document
  const { kind, apiVersion } = value
  if (azureKind(document) !== undefined) return 'azure'
  if (kind === 'ConstraintTemplate') return 'template'
  if (isConstraint(value)) return 'constraint'
  if (isMutator(value)) return 'mutator'
  if (isExpansionTemplate(value)) return 'expansion'
  if (isGatekeeperConfig(value)) return 'gatekeeper-config'
  if (isKyvernoPolicy(value)) return 'kyverno'
  if (isKyvernoException(value)) return 'kyverno-exception'
  if (String(apiVersion).startsWith(admissionGroup)) {
    if (kind === 'ValidatingAdmissionPolicy') return 'admission-policy'
    if (kind === 'ValidatingAdmissionPolicyBinding') return 'admission-binding'
    if (kind === 'MutatingAdmissionPolicy') return 'mutating-policy'
    if (kind === 'MutatingAdmissionPolicyBinding') return 'mutating-binding'
  }
  return 'other'
}

/** @throws {PolicyDocumentError} where there is no policy of the name that the binding has */
function boundTo<T>(policies: ReadonlyMap<string, T>, { value }: PolicyDocument): T {
  const name = valueAt(value, ['spec', 'policyName'])
  const policy = policies.get(String(name))
  if (policy !== undefined) return policy
  const kind = String(value['kind']).replace(/Binding$/, '')
  throw new PolicyDocumentError(
    'policy-invalid',
    describeDocument(value),
    ['spec', 'policyName'],
    spoken({ en: 'no {kind} is called {name}', ja: '{name} という {kind} はありません' }, { kind, name: String(name) }),
  )
}

function byName(a: BoundMutation, b: BoundMutation): number {
  return compareText(a.policy.name, b.policy.name) || compareText(a.asPolicy.through ?? '', b.asPolicy.through ?? '')
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Templates without a constraint decide nothing, so what is wrong with them does not matter, and they are not compiled. */
function readTemplates(
  documents: readonly PolicyDocument[],
  constraints: readonly PolicyDocument[],
  problems: PolicyProblem[],
): ReadonlyMap<string, PlacedTemplate> {
  const used = new Set(constraints.map(({ value }) => value['kind']))
  const templates = new Map<string, PlacedTemplate>()
  for (const written of documents) {
    if (!used.has(valueAt(written.value, ['spec', 'crd', 'spec', 'names', 'kind']))) continue
    try {
      const template = compileTemplate(written.value)
      templates.set(template.kind, { template, written })
    } catch (error) {
      if (!(error instanceof PolicyDocumentError)) throw error
      problems.push({ document: written, error })
    }
  }
  return templates
}

/** One definition can be assigned several times, and one policy bound several times. */
function withUniqueIds<P extends Pick<ClusterPolicy, 'id' | 'through'>>(policies: readonly P[]): readonly P[] {
  const taken = new Set<string>()
  return policies.map((policy) => {
    let { id } = policy
    if (taken.has(id) && policy.through !== undefined) id = `${policy.id}/${policy.through}`
    for (let number = 2; taken.has(id); number++) id = `${policy.id}/${number}`
    taken.add(id)
    return { ...policy, id }
  })
}

import { readAdmissionPolicy } from '../cel/admission-policy.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { isGatekeeperConfig, mergeSettings, readGatekeeperConfig, type GatekeeperSettings } from '../gatekeeper/config.ts'
import { isConstraint } from '../gatekeeper/constraint.ts'
import { isExpansionTemplate, readExpansionTemplate, type ExpansionTemplate } from '../gatekeeper/expansion.ts'
import { isMutator, readMutator, type Mutator } from '../gatekeeper/mutation/mutator.ts'
import { compileTemplate } from '../gatekeeper/template.ts'
import { isKyvernoPolicy } from '../kyverno/policy.ts'
import { describeDocument, valueAt } from '../untyped.ts'
import { boundAdmissionPolicy, type PlacedAdmissionPolicy } from './admission-policy.ts'
import { azureKind, azurePolicies, publishedAmong, type AzurePolicies } from './azure-policies.ts'
import type { ClusterPolicy } from './cluster-policy.ts'
import { gatekeeperPolicy, templateFor, type PlacedTemplate } from './gatekeeper-policy.ts'
import { kyvernoPolicies } from './kyverno-policies.ts'

/** A policy document that could not be used, and why. */
export interface PolicyProblem {
  readonly document: PolicyDocument
  readonly error: PolicyDocumentError
}

/** Everything in a cluster that decides what is admitted. */
export interface ClusterPolicies {
  readonly policies: readonly ClusterPolicy[]
  readonly mutators: readonly Mutator[]
  readonly expansions: readonly ExpansionTemplate[]
  readonly gatekeeper: GatekeeperSettings
  readonly resourceModes: AzurePolicies['resourceModes']
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
 */
export function readClusterPolicies(documents: readonly PolicyDocument[], now: Date): ClusterPolicies {
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
  each('unsupported', ({ value }) => {
    throw new PolicyDocumentError('policy-unsupported', describeDocument(value), ['kind'], `${String(value['kind'])} is not evaluated here`)
  })
  each('mutator', ({ value }) => mutators.push(readMutator(value)))
  each('expansion', ({ value }) => expansions.push(readExpansionTemplate(value)))
  const settings: GatekeeperSettings[] = []
  each('gatekeeper-config', ({ value }) => settings.push(readGatekeeperConfig(value)))
  each('kyverno', (document) => policies.push(...kyvernoPolicies(document)))
  const admission = new Map<string, PlacedAdmissionPolicy>()
  each('admission-policy', (written) => {
    const policy = readAdmissionPolicy(written.value)
    admission.set(policy.name, { policy, written })
  })
  const objects = others.map(({ value }) => value)
  each('admission-binding', (document) => {
    const name = valueAt(document.value, ['spec', 'policyName'])
    const policy = admission.get(String(name))
    if (policy === undefined)
      throw new PolicyDocumentError(
        'policy-invalid',
        describeDocument(document.value),
        ['spec', 'policyName'],
        `no ValidatingAdmissionPolicy is called ${String(name)}`,
      )
    policies.push(boundAdmissionPolicy(policy, document, objects))
  })
  const azure = azurePolicies(sorted.get('azure') ?? [], { now, published: publishedAmong(documents) })
  policies.push(...azure.policies)
  for (const document of azure.mutations) guarded(document, () => mutators.push(readMutator(document.value)))
  return {
    policies: withUniqueIds(policies),
    mutators,
    expansions,
    gatekeeper: mergeSettings(settings),
    resourceModes: azure.resourceModes,
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
  | 'admission-policy'
  | 'admission-binding'
  | 'azure'
  | 'unsupported'
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
  if (String(apiVersion).startsWith(admissionGroup)) {
    if (kind === 'ValidatingAdmissionPolicy') return 'admission-policy'
    if (kind === 'ValidatingAdmissionPolicyBinding') return 'admission-binding'
    if (kind === 'MutatingAdmissionPolicy') return 'unsupported'
  }
  return 'other'
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
function withUniqueIds(policies: readonly ClusterPolicy[]): readonly ClusterPolicy[] {
  const taken = new Set<string>()
  return policies.map((policy) => {
    let { id } = policy
    if (taken.has(id) && policy.through !== undefined) id = `${policy.id}/${policy.through}`
    for (let number = 2; taken.has(id); number++) id = `${policy.id}/${number}`
    taken.add(id)
    return { ...policy, id }
  })
}

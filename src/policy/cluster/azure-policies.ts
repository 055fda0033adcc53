import type { Place } from '../../core/location.ts'
import { spoken, type Message } from '../../core/text.ts'
import { PolicyCatalogue, type AssignedPolicy } from '../azure-policy/assignment.ts'
import {
  idKey,
  readPolicyAssignment,
  readPolicyDefinition,
  readPolicyExemption,
  readPolicySetDefinition,
  type PolicyAssignment,
} from '../azure-policy/documents.ts'
import { anyCluster, isKubernetesMode, toClusterPolicy } from '../azure-policy/kubernetes.ts'
import { overriddenEffect, selectsResource } from '../azure-policy/selectors.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { readPolicyDocuments, type PolicyDocument } from '../documents.ts'
import { compileTemplate } from '../gatekeeper/template.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import type { ClusterPolicy, Exemption } from './cluster-policy.ts'
import { gatekeeperPolicy, type PlacedTemplate } from './gatekeeper-policy.ts'
import { resourcePolicies, type ResourcePolicy } from './resource-policy.ts'

/** The documents of Azure Policy by what they are; undefined for all others. */
export function azureKind({ value }: PolicyDocument): 'definition' | 'initiative' | 'assignment' | 'exemption' | undefined {
  if (typeof value['kind'] === 'string' && typeof value['apiVersion'] === 'string') return undefined
  const properties = isMapping(value['properties']) ? value['properties'] : value
  if (isMapping(properties['policyRule'])) return 'definition'
  if (Array.isArray(properties['policyDefinitions'])) return 'initiative'
  if (typeof properties['policyAssignmentId'] === 'string') return 'exemption'
  return typeof properties['policyDefinitionId'] === 'string' ? 'assignment' : undefined
}

/** What of Azure's policies acts inside of clusters, and what could not be used. */
export interface AzurePolicies {
  readonly policies: readonly ClusterPolicy[]
  /** Documents that change objects before they are judged. */
  readonly mutations: readonly PolicyDocument[]
  /** Assigned definitions that judge the Azure resources themselves. */
  readonly resourcePolicies: readonly ResourcePolicy[]
  readonly problems: readonly { readonly document: PolicyDocument; readonly error: PolicyDocumentError }[]
}

export interface AzureOptions {
  /** The instant at which exemptions count or have expired. */
  readonly now: Date
  /** The document that Azure publishes at an address; undefined where it is not among those at hand. */
  readonly published: (url: string) => PolicyDocument | undefined
}

/** Reads definitions, initiatives, assignments and exemptions, and puts into effect what is assigned. */
export function azurePolicies(documents: readonly PolicyDocument[], options: AzureOptions): AzurePolicies {
  const problems: { document: PolicyDocument; error: PolicyDocumentError }[] = []
  const guarded = <T>(document: PolicyDocument, run: () => T): T | undefined => {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof PolicyDocumentError)) throw error
      problems.push({ document, error })
      return undefined
    }
  }
  const catalogue = new PolicyCatalogue()
  const assignments: { assignment: PolicyAssignment; document: PolicyDocument }[] = []
  const exemptions = new Map<string, PolicyDocument>()
  const definitions = new Map<string, PolicyDocument>()
  for (const document of documents)
    guarded(document, () => {
      const kind = azureKind(document)
      if (kind === 'definition') {
        const definition = readPolicyDefinition(document.value)
        definitions.set(idKey(definition.id), document)
        catalogue.addDefinition(definition)
      }
      if (kind === 'initiative') catalogue.addSet(readPolicySetDefinition(document.value))
      else if (kind === 'assignment') assignments.push({ assignment: readPolicyAssignment(document.value), document })
      else if (kind === 'exemption') {
        const exemption = readPolicyExemption(document.value)
        exemptions.set(exemption.id, document)
        catalogue.addExemption(exemption)
      }
    })
  const policies: ClusterPolicy[] = []
  const mutations: PolicyDocument[] = []
  const resources: ResourcePolicy[] = []
  const compiled = new Map<string, PlacedTemplate>()
  for (const { assignment, document } of assignments) {
    const members = guarded(document, () => catalogue.resolve(assignment, options.now, (error) => problems.push({ document, error }))) ?? []
    for (const member of members) {
      if (!isKubernetesMode(member.definition)) {
        guarded(document, () => {
          const found = resourcePolicies(member, {
            place: document.document.place([]),
            rule: conditionOf(definitions.get(idKey(member.definition.id))),
            exemption: exemptionOf(member, exemptions, document),
          })
          resources.push(...found)
        })
        continue
      }
      guarded(document, () => {
        if (!selectsResource(assignment.resourceSelectors, anyCluster)) return
        const effect = toClusterPolicy(member.definition, member.parameters, {
          enforced: assignment.enforced,
          effect: overriddenEffect(assignment.overrides, member.referenceId, anyCluster),
        })
        if (effect === undefined) return
        const content = documentOf(effect.content, member, document, options)
        if (effect.kind === 'mutation') {
          if (assignment.enforced) mutations.push(content)
          return
        }
        const key = 'url' in effect.content ? effect.content.url : effect.content.text
        const placed = compiled.get(key) ?? { template: compileTemplate(content.value), written: content }
        compiled.set(key, placed)
        policies.push(
          gatekeeperPolicy(
            placed,
            { value: effect.constraint(placed.template.kind), document: document.document },
            {
              kind: 'AzurePolicy',
              name: idKey(member.definition.id),
              title: member.definition.displayName,
              through: assignment.displayName,
              exemption: exemptionOf(member, exemptions, document),
            },
          ),
        )
      })
    }
  }
  return { policies, mutations, resourcePolicies: resources, problems }
}

/** Where the condition of a definition is written. */
function conditionOf(definition: PolicyDocument | undefined): Place | undefined {
  if (definition === undefined) return undefined
  const { value, document } = definition
  return document.place([...(isMapping(value['properties']) ? ['properties'] : []), 'policyRule', 'if'], 'key')
}

function exemptionOf(
  { exemption }: AssignedPolicy,
  documents: ReadonlyMap<string, PolicyDocument>,
  assignment: PolicyDocument,
): Exemption | undefined {
  if (exemption === undefined) return undefined
  const { category, description, expiresOn, id } = exemption
  return {
    reason: `Azure Policy exemption (${category})${description === '' ? '' : `: ${description}`}`,
    until: expiresOn?.toISOString().slice(0, 10),
    place: (documents.get(id) ?? assignment).document.place([]),
  }
}

function documentOf(
  content: { readonly url: string } | { readonly text: string },
  { definition }: AssignedPolicy,
  beside: PolicyDocument,
  { published }: AzureOptions,
): PolicyDocument {
  const at = ['properties', 'policyRule', 'then', 'details', 'templateInfo']
  const fail = (reason: Message): never => {
    throw new PolicyDocumentError('policy-unsupported', definition.displayName, at, reason)
  }
  if ('url' in content)
    return (
      published(content.url) ??
      fail(
        spoken(
          { en: 'the template at {url} is not among the given documents', ja: '{url} のテンプレートが、与えられた文書の中にありません' },
          { url: content.url },
        ),
      )
    )
  const [document] = readPolicyDocuments({ uri: `${beside.document.uri}#${idKey(definition.id)}.yaml`, text: content.text }).documents
  return document ?? fail(spoken({ en: 'holds no document', ja: '文書がありません' }))
}

/**
 * Finds what Azure publishes among documents at hand: a template in a cluster names its address in the annotation
 * `constraint-template`; a file is known by the end of its path, with the version (`container-no-privilege/v2/template.yaml`)
 * or without it.
 */
export function publishedAmong(documents: readonly PolicyDocument[]): AzureOptions['published'] {
  const annotated = new Map<string, PolicyDocument>()
  for (const document of documents) {
    const url = valueAt(document.value, ['metadata', 'annotations', 'constraint-template'])
    if (typeof url === 'string') annotated.set(url, document)
  }
  return (url) => {
    const known = annotated.get(url)
    if (known !== undefined) return known
    const [file = '', version = '', name = ''] = url.split('/').toReversed()
    const ends = [`/${name}/${version}/${file}`, `/${name}/${file}`]
    for (const end of ends) {
      const found = documents.find(({ value, document }) => `/${document.uri}`.endsWith(end) && isPublishable(value))
      if (found !== undefined) return found
    }
    return undefined
  }
}

function isPublishable({ kind, apiVersion }: Untyped): boolean {
  return kind === 'ConstraintTemplate' || String(apiVersion).startsWith('mutations.gatekeeper.sh/')
}

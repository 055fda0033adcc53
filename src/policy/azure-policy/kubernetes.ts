import { createHash } from 'node:crypto'

import type { Spoken } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import { fillIn, type PolicyDefinition } from './documents.ts'
import type { SelectedResource } from './selectors.ts'

/** The mode of definitions that the add-on enforces inside of clusters. */
export function isKubernetesMode({ mode }: PolicyDefinition): boolean {
  return mode.toLowerCase() === 'microsoft.kubernetes.data'
}

/** Where the template or mutation of a definition is: published at an address, or in the definition itself. */
export type ClusterContent = { readonly url: string } | { readonly text: string }

/** What the add-on makes of an assigned definition, before the template has been fetched. */
export interface ClusterPolicy {
  /** In lower case: `audit`, `deny`, `mutate`. */
  readonly effect: string
  readonly kind: 'template' | 'mutation'
  readonly content: ClusterContent
  /** The constraint for a template whose constraints are of `kind`. */
  constraint(kind: string): Untyped
}

/** What a definition of this mode is about, as far as it is known: a cluster, wherever it is. */
export const anyCluster: SelectedResource = {
  type: 'Microsoft.ContainerService/managedClusters',
  location: undefined,
  hasLocation: true,
}

/** Namespaces that the add-on never judges. */
export const alwaysExcluded = ['kube-system', 'gatekeeper-system', 'azure-arc'] as const

/**
 * What the add-on would put into a cluster for a definition with these parameters; undefined where the effect is
 * `disabled`.
 *
 * @throws {PolicyDocumentError} where the rule has no template and no mutation
 */
export function toClusterPolicy(
  definition: PolicyDefinition,
  parameters: Untyped,
  options: { readonly enforced?: boolean; readonly effect?: string | undefined } = {},
): ClusterPolicy | undefined {
  const fail = (path: readonly string[], reason: Spoken): never => {
    throw new PolicyDocumentError('policy-invalid', definition.displayName, ['properties', 'policyRule', 'then', ...path], reason)
  }
  const then = fillIn(valueAt(definition.policyRule, ['then']), parameters)
  const effect = options.effect ?? valueAt(then, ['effect'])
  if (typeof effect !== 'string') return fail(['effect'], spoken({ en: 'is missing', ja: 'ありません' }))
  if (effect.toLowerCase() === 'disabled') return undefined
  const details = valueAt(then, ['details'])
  if (!isMapping(details)) return fail(['details'], spoken({ en: 'is missing', ja: 'ありません' }))
  const isMutation = isMapping(details['mutationInfo'])
  const content = readContent(isMutation ? details['mutationInfo'] : details['templateInfo'])
  if (content === undefined)
    return fail(
      ['details', 'templateInfo'],
      spoken({ en: 'must have a sourceType with a url or content', ja: 'sourceType と、url か content が必要です' }),
    )
  return {
    effect: effect.toLowerCase(),
    kind: isMutation ? 'mutation' : 'template',
    content,
    constraint: (kind) => toConstraint(kind, definition, details, actionOf(effect.toLowerCase(), options.enforced ?? true)),
  }
}

function readContent(info: unknown): ClusterContent | undefined {
  const [type, url, content] = ['sourceType', 'url', 'content'].map((key) => valueAt(info, [key]))
  if (typeof type === 'string' && type.toLowerCase() === 'base64encoded')
    return typeof content === 'string' ? { text: Buffer.from(content, 'base64').toString('utf8') } : undefined
  return typeof url === 'string' ? { url } : undefined
}

function actionOf(effect: string, enforced: boolean): string {
  return effect === 'deny' && enforced ? 'deny' : 'dryrun'
}

function toConstraint(kind: string, definition: PolicyDefinition, details: Untyped, action: string): Untyped {
  const values = details['values']
  const hash = createHash('sha256')
    .update(`${definition.id}\u0000${JSON.stringify(values ?? {})}`)
    .digest('hex')
    .slice(0, 20)
  const warns = details['warn'] === true || String(details['warn']).toLowerCase() === 'true'
  return {
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind,
    metadata: { name: `azurepolicy-${kind.toLowerCase()}-${hash}`, annotations: { 'azure-policy-definition-id': definition.id } },
    spec: {
      ...(warns && action === 'dryrun'
        ? {
            enforcementAction: 'scoped',
            scopedEnforcementActions: [
              { action: 'dryrun', enforcementPoints: [{ name: '*' }] },
              { action: 'warn', enforcementPoints: [{ name: 'validation.gatekeeper.sh' }] },
            ],
          }
        : { enforcementAction: action }),
      match: toMatch(details),
      parameters: isMapping(values) ? values : {},
    },
  }
}

/** Empty lists in a definition mean that the field does not narrow anything down. */
function toMatch(details: Untyped): Untyped {
  const list = (key: string): readonly unknown[] => (Array.isArray(details[key]) ? details[key] : [])
  const selector = (key: string): Untyped => {
    const value = details[key]
    return isMapping(value) && Object.keys(value).length > 0 ? { [key]: value } : {}
  }
  const source = details['source']
  const scopes = list('scope')
  return {
    kinds:
      Array.isArray(details['kinds']) || Array.isArray(details['apiGroups'])
        ? [{ apiGroups: list('apiGroups'), kinds: list('kinds') }]
        : scopes,
    ...(list('namespaces').length === 0 ? {} : { namespaces: list('namespaces') }),
    excludedNamespaces: [...new Set([...alwaysExcluded, ...list('excludedNamespaces')])],
    ...selector('labelSelector'),
    ...selector('namespaceSelector'),
    ...(typeof source === 'string' ? { source } : {}),
  }
}

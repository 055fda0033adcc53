import { dictionary, entry, isText, scalar, unknown, type Entry, type Origin, type Scalar, type Value } from '../value/value.ts'
import { listArgument, stringArgument, tolerant, type Call, type FunctionTable } from './library.ts'
import { placeholderId } from './placeholder-id.ts'
import { asText, interpolated } from './strings.ts'

export type ScopeKind = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant'

/** Where a template is deployed. Ids may be unknown; those of the deployment's own scope are placeholders unless they are given. */
export interface Scope {
  readonly kind: ScopeKind
  readonly id: Value
}

/** What is known of a deployment beside its parameters. */
export interface Place {
  readonly subscriptionId?: string
  readonly tenantId?: string
  readonly resourceGroup?: string
  readonly location?: string
  readonly managementGroup?: string
}

function placeholder(at: Origin, given: string | undefined, otherwise: string): Scalar {
  return given === undefined ? { ...scalar(at, otherwise), synthetic: true } : scalar(at, given)
}

/** The scope that a template of this kind is deployed to. */
export function scopeAt(at: Origin, kind: ScopeKind, place: Place): Scope {
  const subscription = placeholder(at, place.subscriptionId, placeholderId)
  const group = placeholder(at, place.resourceGroup, 'resource-group')
  if (kind === 'tenant') return { kind, id: scalar(at, '') }
  if (kind === 'managementGroup') {
    const name = placeholder(at, place.managementGroup, 'management-group')
    return { kind, id: interpolated(at, ['/providers/Microsoft.Management/managementGroups/', ''], [name]) }
  }
  if (kind === 'subscription') return { kind, id: interpolated(at, ['/subscriptions/', ''], [subscription]) }
  return { kind, id: interpolated(at, ['/subscriptions/', '/resourceGroups/', ''], [subscription, group]) }
}

/** The scope that an id names: of a resource group, a subscription, a management group, or else the tenant. */
export function scopeOf(id: Value): Scope {
  const text = isText(id) ? id.value : ((id.kind === 'unknown' ? id.shape : undefined) ?? '')
  if (/\/resourceGroups\//i.test(text)) return { kind: 'resourceGroup', id }
  if (/^\/subscriptions\//i.test(text)) return { kind: 'subscription', id }
  if (/\/managementGroups\//i.test(text)) return { kind: 'managementGroup', id }
  return { kind: id.kind === 'unknown' ? 'resourceGroup' : 'tenant', id }
}

/** The part of a scope's id that names its subscription, or the scope itself where it has none. */
export function subscriptionOf({ id }: Scope): Value {
  const shorten = (text: string): string => /^\/subscriptions\/[^/]*/i.exec(text)?.[0] ?? text
  if (isText(id)) return { ...id, value: shorten(id.value) }
  return id.kind === 'unknown' && id.shape !== undefined ? { ...id, shape: shorten(id.shape) } : id
}

/** `scope/providers/Namespace/type/name/childType/childName`. */
export function resourceIdAt(at: Origin, scope: Value, type: string, names: readonly Value[]): Value {
  const [namespace = '', ...types] = type.split('/')
  const group = /^microsoft\.resources\/resourcegroups$/i.test(type)
  const texts = types.map((segment, index) =>
    index === 0 ? (group ? '/resourceGroups/' : `/providers/${namespace}/${segment}/`) : `/${segment}/`,
  )
  return interpolated(at, ['', ...texts.slice(0, names.length), ''], [scope, ...names.slice(0, texts.length)])
}

export function subscriptionIdOf(at: Origin, id: Value): Value {
  return interpolated(at, ['/subscriptions/', ''], [id])
}

export function resourceGroupIdOf(at: Origin, subscription: Value, name: Value): Value {
  return interpolated(at, ['', '/resourceGroups/', ''], [subscription, name])
}

function record(at: Origin, fields: Readonly<Record<string, Value>>): Value {
  const entries = new Map<string, Entry>()
  for (const [key, value] of Object.entries(fields)) entries.set(key, entry(at, value))
  return dictionary(at, entries, unknown(at, 'runtime', 'deployment'))
}

/** Segment `index` of an id such as `/subscriptions/x/resourceGroups/y`, counted from 0. */
function idSegment(at: Origin, id: Value, index: number): Value {
  if (isText(id)) return { ...scalar(at, id.value.split('/')[index + 1] ?? ''), ...(id.synthetic && { synthetic: true as const }) }
  if (id.kind !== 'unknown') return unknown(at, 'runtime', 'deployment')
  const shape = id.shape?.split('/')[index + 1]
  return { ...id, source: at.source, range: at.range, ...(shape !== undefined && { shape }) }
}

/** The functions that name resources and say where a template is deployed. */
export function deploymentFunctions(scope: Scope, place: Place): FunctionTable {
  const resourceGroup = (at: Origin, id: Value): Value =>
    record(at, {
      id,
      name: idSegment(at, id, 3),
      type: scalar(at, 'Microsoft.Resources/resourceGroups'),
      location: place.location === undefined ? unknown(at, 'runtime', 'resourceGroup().location') : scalar(at, place.location),
      tags: unknown(at, 'runtime', 'resourceGroup().tags'),
      properties: record(at, { provisioningState: scalar(at, 'Succeeded') }),
    })
  const subscription = (at: Origin, id: Value): Value =>
    record(at, {
      id,
      subscriptionId: idSegment(at, id, 1),
      tenantId: placeholder(at, place.tenantId, placeholderId),
      displayName: unknown(at, 'runtime', 'subscription().displayName'),
    })
  return {
    resourceGroup: tolerant((args, call) => {
      if (args.length === 0) return resourceGroup(call, scope.id)
      const [first, second] = args
      const owner = second === undefined ? subscriptionOf(scope) : subscriptionIdOf(call, first!)
      return resourceGroup(call, resourceGroupIdOf(call, owner, second ?? first!))
    }),
    subscription: tolerant((args, call) =>
      subscription(call, args[0] === undefined ? subscriptionOf(scope) : subscriptionIdOf(call, args[0])),
    ),
    managementGroup: tolerant((args, call) => {
      const id = args[0] === undefined ? scope.id : interpolated(call, ['/providers/Microsoft.Management/managementGroups/', ''], [args[0]])
      return record(call, { id, name: idSegment(call, id, 3) })
    }),
    tenant: (_, call) =>
      record(call, {
        id: scalar(call, ''),
        tenantId: placeholder(call, place.tenantId, placeholderId),
        displayName: unknown(call, 'runtime', 'tenant().displayName'),
        countryCode: unknown(call, 'runtime', 'tenant().countryCode'),
      }),
    deployment: (_, call) =>
      record(call, {
        name: { ...scalar(call, 'deployment'), synthetic: true },
        location: place.location === undefined ? unknown(call, 'runtime', 'deployment().location') : scalar(call, place.location),
        properties: unknown(call, 'runtime', 'deployment().properties'),
      }),
    deployer: (_, call) =>
      record(call, {
        objectId: unknown(call, 'runtime', 'deployer().objectId'),
        tenantId: placeholder(call, place.tenantId, placeholderId),
        userPrincipalName: unknown(call, 'runtime', 'deployer().userPrincipalName'),
      }),
    environment: (_, call) => environment(call),
    resourceId: tolerant((args, call) => {
      const typeAt = args.findIndex((value) => isText(value) && value.value.includes('/'))
      const before = args.slice(0, Math.max(typeAt, 0))
      const type = stringArgument(args, Math.max(typeAt, 0), call)
      const named =
        before.length === 0
          ? scope.id
          : resourceGroupIdOf(call, before.length === 2 ? subscriptionIdOf(call, before[0]!) : subscriptionOf(scope), before.at(-1)!)
      return resourceIdAt(call, named, type, args.slice(typeAt + 1))
    }),
    subscriptionResourceId: tolerant((args, call) => {
      const typeAt = args.findIndex((value) => isText(value) && value.value.includes('/'))
      const owner = typeAt === 1 ? subscriptionIdOf(call, args[0]!) : subscriptionOf(scope)
      return resourceIdAt(call, owner, stringArgument(args, Math.max(typeAt, 0), call), args.slice(typeAt + 1))
    }),
    managementGroupResourceId: tolerant((args, call) => {
      const typeAt = args.findIndex((value) => isText(value) && value.value.includes('/'))
      const owner = typeAt === 1 ? interpolated(call, ['/providers/Microsoft.Management/managementGroups/', ''], [args[0]!]) : scope.id
      return resourceIdAt(call, owner, stringArgument(args, Math.max(typeAt, 0), call), args.slice(typeAt + 1))
    }),
    tenantResourceId: tolerant((args, call) => resourceIdAt(call, scalar(call, ''), stringArgument(args, 0, call), args.slice(1))),
    extensionResourceId: tolerant((args, call) =>
      resourceIdAt(call, args[0] ?? scalar(call, ''), stringArgument(args, 1, call), args.slice(2)),
    ),
    roleDefinitions: (args, call) => unknown(call, 'runtime', `roleDefinitions('${asText(args[0] ?? scalar(call, ''))}')`),
    pickZones: (args, call) => unknown(call, 'runtime', `pickZones(${args.map((value) => JSON.stringify(asText(value))).join(', ')})`),
    toLogicalZone: (_, call) => unknown(call, 'runtime', 'toLogicalZone()'),
    toLogicalZones: (_, call) => unknown(call, 'runtime', 'toLogicalZones()'),
    toPhysicalZone: (_, call) => unknown(call, 'runtime', 'toPhysicalZone()'),
    toPhysicalZones: (args, call) => unknown(call, 'runtime', `toPhysicalZones(${listArgument(args, 2, call).items.length})`),
    providers: (args, call) => unknown(call, 'runtime', `providers('${asText(args[0] ?? scalar(call, ''))}')`),
    reference: tolerant((args, call) =>
      unknown(call, 'runtime', `reference(${args[0] !== undefined && isText(args[0]) ? args[0].value : ''})`),
    ),
    getSecret: (_, call) => ({ ...unknown(call, 'runtime', 'getSecret()'), secret: true }),
  }
}

/** Azure's public cloud: suffixes that templates put into names of hosts. */
function environment(call: Call): Value {
  const suffixes = {
    acrLoginServer: '.azurecr.io',
    azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
    azureFrontDoorEndpointSuffix: 'azurefd.net',
    keyvaultDns: '.vault.azure.net',
    sqlServerHostname: '.database.windows.net',
    storage: 'core.windows.net',
  }
  const text = (value: string): Value => ({ ...scalar(call, value), synthetic: true })
  return record(call, {
    name: text('AzureCloud'),
    resourceManager: text('https://management.azure.com/'),
    portal: text('https://portal.azure.com'),
    graph: text('https://graph.windows.net/'),
    suffixes: record(call, Object.fromEntries(Object.entries(suffixes).map(([key, value]) => [key, text(value)]))),
    authentication: record(call, { loginEndpoint: text('https://login.microsoftonline.com/') }),
  })
}

/** What `bicepconfig.json` lets stand for the beginning of a reference: `br/alias:path:tag`, `ts/alias:name:version`. */
export interface ModuleAliases {
  readonly br: Readonly<Record<string, { readonly registry: string; readonly modulePath?: string }>>
  readonly ts: Readonly<Record<string, { readonly subscription: string; readonly resourceGroup: string }>>
}

const publicRegistry: ModuleAliases['br'] = { public: { registry: 'mcr.microsoft.com', modulePath: 'bicep' } }

type ModuleReference =
  | { readonly kind: 'br'; readonly registry: string; readonly repository: string; readonly tag: string }
  | {
      readonly kind: 'ts'
      readonly subscription: string
      readonly resourceGroup: string
      readonly name: string
      readonly version: string
    }

/** A reference without its alias; undefined for anything that is none, so that no path can be smuggled in. */
function parseReference(reference: string, aliases: ModuleAliases): ModuleReference | undefined {
  return reference.startsWith('ts') ? templateSpec(reference, aliases.ts) : registryModule(reference, { ...publicRegistry, ...aliases.br })
}

function registryModule(reference: string, aliases: ModuleAliases['br']): ModuleReference | undefined {
  const direct = /^br:([\w.-]+(?::\d+)?)\/([a-z0-9._/-]+):([\w.-]+)$/.exec(reference)
  const aliased = /^br\/([\w-]+):([a-z0-9._/-]+):([\w.-]+)$/.exec(reference)
  const [, name = '', path = '', tag = ''] = direct ?? aliased ?? []
  if (name === '' || /^\.+$/.test(tag)) return undefined
  const alias = direct === null ? aliases[name] : { registry: name }
  if (alias === undefined) return undefined
  const repository = alias.modulePath === undefined ? path : `${alias.modulePath}/${path}`
  const isPlain = /^[\w.-]+(?::\d+)?$/.test(alias.registry) && !repository.split('/').includes('..')
  return isPlain ? { kind: 'br', registry: alias.registry, repository, tag } : undefined
}

function templateSpec(reference: string, aliases: ModuleAliases['ts']): ModuleReference | undefined {
  const direct = /^ts:([0-9a-f-]{36})\/([\w.()-]+)\/([\w.()-]+):([\w.-]+)$/i.exec(reference)
  const aliased = /^ts\/([\w-]+):([\w.()-]+):([\w.-]+)$/.exec(reference)
  const alias = aliased === null ? undefined : aliases[aliased[1]!]
  const parts = direct?.slice(1) ?? (alias === undefined ? [] : [alias.subscription, alias.resourceGroup, aliased![2]!, aliased![3]!])
  const [subscription, resourceGroup, name, version] = parts
  if (subscription === undefined || resourceGroup === undefined || name === undefined || version === undefined) return undefined
  if (parts.some((part) => /^\.*$/.test(part) || !/^[\w.()-]+$/.test(part))) return undefined
  return { kind: 'ts', subscription, resourceGroup, name, version }
}

/** The reference as it would be written without an alias; as it is where it is none. */
export function withoutAlias(reference: string, aliases: ModuleAliases): string {
  const parsed = parseReference(reference, aliases)
  if (parsed === undefined) return reference
  return parsed.kind === 'br'
    ? `br:${parsed.registry}/${parsed.repository}:${parsed.tag}`
    : `ts:${parsed.subscription}/${parsed.resourceGroup}/${parsed.name}:${parsed.version}`
}

/**
 * Where the Bicep compiler keeps a restored module, below its cache folder: as the ARM template that it was published as.
 * Undefined where the reference is none.
 */
export function cachePathOf(reference: string, aliases: ModuleAliases): string | undefined {
  const parsed = parseReference(reference, aliases)
  if (parsed === undefined) return undefined
  if (parsed.kind === 'br')
    return `br/${parsed.registry.replaceAll(':', '$')}/${parsed.repository.replaceAll('/', '$')}/${parsed.tag}$/main.json`
  const { subscription, resourceGroup, name, version } = parsed
  return `ts/${[subscription, resourceGroup, name, version].join('/').toLowerCase()}/main.json`
}

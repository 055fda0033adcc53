import type { Source } from '../../../core/location.ts'
import type { HclAttribute, HclBlock } from '../../../syntax/hcl/ast.ts'

/** A block and the file that it stands in. */
export interface Placed {
  readonly source: Source
  readonly block: HclBlock
}

/** Arguments of every resource that say how it is made, not what it is. */
export const metaArguments: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'depends_on'])
/** Arguments of module calls that say which module it is. */
const ofCalls: ReadonlySet<string> = new Set(['source', 'version', 'providers'])
/** Blocks of every resource that say how it is made. */
export const metaBlocks: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection', 'timeouts'])

/** The attribute of a block that has a name. */
export function attributeOf(block: HclBlock, name: string): HclAttribute | undefined {
  return block.body.attributes.find((attribute) => attribute.name === name)
}

/** The arguments of a module call that are for variables of the module. */
export function givenBy({ block }: Placed): readonly HclAttribute[] {
  return block.body.attributes.filter(({ name }) => !metaArguments.has(name) && !ofCalls.has(name))
}

/** Whether a variable may be left out by those who call its module. */
export function hasDefault({ block }: Placed): boolean {
  return block.body.attributes.some(({ name }) => name === 'default')
}

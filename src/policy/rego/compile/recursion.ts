import { RegoError } from '../errors.ts'
import type { DocumentNode, VirtualDocument } from './documents.ts'
import type { Dependency } from './resolve.ts'

/**
 * Refuses documents that need themselves to be computed.
 *
 * @throws {RegoError} `rego_recursion_error`, with the way round
 */
export function refuseRecursion(tree: DocumentNode, dependencies: ReadonlyMap<VirtualDocument, readonly Dependency[]>): void {
  const edges = new Map([...dependencies].map(([document, paths]) => [document, [...documentsRead(tree, document, paths)]]))
  const finished = new Set<VirtualDocument>()
  for (const start of edges.keys()) {
    // A stack of our own: chains of rules can be longer than the call stack is deep.
    const trail = [{ document: start, next: 0 }]
    const onTrail = new Set([start])
    while (trail.length > 0) {
      const top = trail.at(-1)!
      const read = finished.has(top.document) ? undefined : edges.get(top.document)?.[top.next++]
      if (read === undefined) {
        finished.add(top.document)
        onTrail.delete(top.document)
        trail.pop()
      } else if (onTrail.has(read)) {
        const way = [...trail.slice(trail.findIndex(({ document }) => document === read)).map(({ document }) => document.name), read.name]
        throw new RegoError('rego_recursion_error', `rule ${read.name} is recursive: ${way.join(' -> ')}`, read.rules[0]!.rule.at)
      } else if (!finished.has(read)) {
        trail.push({ document: read, next: 0 })
        onTrail.add(read)
      }
    }
  }
}

function documentsRead(tree: DocumentNode, reader: VirtualDocument, paths: readonly Dependency[]): ReadonlySet<VirtualDocument> {
  const read = new Set<VirtualDocument>()
  for (const { path, open } of paths) {
    let node: DocumentNode | undefined = tree
    for (const step of path) {
      if (node === undefined || node.document !== undefined) break
      node = node.children.get(step)
    }
    // Which document a variable in the path leads to is known when it runs, and so is whether that goes in a circle.
    if (node?.document === undefined && open) continue
    for (const document of node?.documents() ?? []) read.add(document)
  }
  // Rules of one nested object may read each other's parts; what really goes in a circle is found when it runs.
  if (reader.kind === 'object') read.delete(reader)
  return read
}

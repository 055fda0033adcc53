import type { ResourceRef } from '../core/subject.ts'

/** A resource as people name it: `Deployment/web`, with its namespace before it where that is written: `shop/Deployment/web`. */
export function resourceName(resource: ResourceRef): string {
  if (!('kind' in resource)) return `${resource.type}/${resource.name}`
  const name = `${resource.kind}/${resource.name}`
  return resource.namespace === undefined ? name : `${resource.namespace}/${name}`
}

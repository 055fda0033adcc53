import { quantityValue } from '../kubernetes-api/quantity.ts'
import { isObject } from '../kubernetes/json.ts'
import type { Container } from './container.ts'

/** A quantity as it is written, and how much it is. */
export interface Amount {
  readonly written: string | number
  readonly value: number
}

/** An amount as it is written, with its value; undefined for what is no quantity. */
export function amountOf(written: unknown): Amount | undefined {
  const value = quantityValue(written)
  return value === undefined || (typeof written !== 'string' && typeof written !== 'number') ? undefined : { written, value }
}

/** The resources of which a container states both what it needs and what it may take. */
export function* boundPairs(
  container: Container,
): Generator<{ readonly resource: string; readonly request: Amount; readonly limit: Amount }> {
  const limits = container.get('resources', 'limits')
  if (!isObject(limits)) return
  for (const resource of Object.keys(limits)) {
    const request = amountOf(container.get('resources', 'requests', resource))
    const limit = amountOf(limits[resource])
    if (request !== undefined && limit !== undefined) yield { resource, request, limit }
  }
}

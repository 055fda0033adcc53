import { isText, type Value } from './value.ts'

/** The truth value that is written, as one or as its word, which the service takes too; undefined for anything else. */
export function truthOf(value: Value | undefined): boolean | undefined {
  if (value?.kind !== 'scalar') return undefined
  if (typeof value.value === 'boolean') return value.value
  const word = isText(value) ? value.value.toLowerCase() : ''
  return word === 'true' ? true : word === 'false' ? false : undefined
}

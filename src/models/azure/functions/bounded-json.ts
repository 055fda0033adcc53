import { longestString } from './library.ts'

/**
 * JSON of a value, each part of it changed before it is written. One string may stand in a value ten thousand times, so that
 * what is small in memory is large in JSON.
 *
 * @throws {RangeError} where it would be longer than strings may get
 */
export function boundedJson(plain: unknown, change: (value: unknown) => unknown = (value) => value): string {
  let length = 0
  return JSON.stringify(plain, (key, value: unknown) => {
    length += key.length + (typeof value === 'string' ? value.length : 4)
    if (length > longestString) throw new RangeError('too long')
    return change(value)
  })
}

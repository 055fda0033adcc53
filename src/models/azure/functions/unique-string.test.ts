import { expect, test } from 'vitest'

import { uniqueString } from './unique-string.ts'

test.each([
  ['rbgf3xv4ufgzg', ['test']],
  ['a7wkljktk6wne', ['hello', 'world']],
  ['cgtzqvhu4i23s', ['abc']],
  ['bmg7c6xu4tw46', ['/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg']],
  ['xzi4ioaxtmth4', ['foo', 'bar', 'baz']],
])('%s, as the service gives it', (unique, parts) => {
  expect(uniqueString(parts)).toBe(unique)
})

import { expect, test } from 'vitest'

import { terraformFunctions } from '../terraform/functions/table.ts'
import { fromPlain } from '../value/plain.ts'
import { unknown, type Value } from '../value/value.ts'
import { addresses } from './addresses.ts'
import { collections } from './collections.ts'
import { dates } from './dates.ts'
import { deploymentFunctions, scopeAt } from './deployment.ts'
import { encoding } from './encoding.ts'
import { invoke, Misuse, type FunctionTable } from './library.ts'
import { logic } from './logic.ts'
import { strings } from './strings.ts'

const at = { source: { uri: 'main.bicep', text: '' }, range: { start: 0, end: 0 } }
const lambda: Value = { kind: 'lambda', arity: 1, apply: ([value]) => value ?? fromPlain(at, null), ...at }
const values: readonly Value[] = [
  ...[null, '', 'abc', 3, -1, 1e18, true, [], [1, 'a', null, {}], {}, { a: 1, b: { c: [1] } }, '10.0.0.0/8', '::/0'].map((plain) =>
    fromPlain(at, plain),
  ),
  unknown(at, 'runtime', 'x'),
  lambda,
]

const tables: readonly (readonly [string, FunctionTable])[] = [
  ['logic', logic],
  ['strings', strings],
  ['collections', collections],
  ['encoding', encoding],
  ['dates', dates],
  ['addresses', addresses],
  ['deployment', deploymentFunctions(scopeAt(at, 'resourceGroup', {}), {})],
  ['terraform', Object.fromEntries(terraformFunctions)],
]

test.each(tables)('no function of %s breaks on arguments that it does not expect', (_, table) => {
  let calls = 0
  for (const [name, implementation] of Object.entries(table)) {
    const argumentLists = [
      [],
      ...values.flatMap((a) => [
        [a],
        ...values.flatMap((b) => [
          [a, b],
          [a, b, values[3]!],
          [a, b, lambda],
        ]),
      ]),
    ]
    for (const args of argumentLists) {
      calls++
      try {
        invoke(implementation, args, { ...at, name, spend: () => undefined })
      } catch (error) {
        if (!(error instanceof Misuse)) throw new Error(`${name} of ${args.map(({ kind }) => kind).join(', ')}`, { cause: error })
      }
    }
  }
  expect(calls).toBeGreaterThan(500)
})

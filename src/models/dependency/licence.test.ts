import { expect, test } from 'vitest'

import { isLicenceAccepted } from './licence.ts'

test.each([
  ['MIT', ['MIT'], [], true],
  ['mit', ['MIT'], [], true],
  ['ISC', ['MIT'], [], false],
  ['ISC', [], ['GPL-3.0-only'], true],
  ['GPL-3.0-only', [], ['GPL-3.0-only'], false],
  ['MIT OR GPL-3.0-only', [], ['GPL-3.0-only'], true],
  ['MIT AND GPL-3.0-only', [], ['GPL-3.0-only'], false],
  ['(MIT OR ISC) AND Apache-2.0', ['ISC', 'Apache-2.0'], [], true],
  ['MIT OR ISC AND Apache-2.0', ['ISC'], [], false],
  ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only WITH Classpath-exception-2.0'], [], true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', ['MIT'], [], false],
  ['SEE LICENSE IN licence.txt', ['MIT'], [], false],
  ['', ['MIT'], [], false],
  ['('.repeat(1000), ['MIT'], [], false],
  ['A'.repeat(5000), ['MIT'], [], false],
])('%s', (expression, allow, deny, accepted) => {
  expect(isLicenceAccepted(expression, { allow, deny })).toBe(accepted)
})

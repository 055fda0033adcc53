import { describe, expect, it } from 'vitest'

import { keyName, resolvePlain, resolveTagged } from './resolve.ts'

/** A plain text, its value to the API server (sigs.k8s.io/yaml 1.6.0), and its value by YAML 1.2 where that is another. */
const scalars: readonly (readonly [text: string, kubernetes: unknown, core?: unknown])[] = [
  ['', null],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['true', true],
  ['TRUE', true],
  ['tRUE', 'tRUE'],
  ['yes', true, 'yes'],
  ['No', false, 'No'],
  ['ON', true, 'ON'],
  ['off', false, 'off'],
  ['y', true, 'y'],
  ['N', false, 'N'],
  ['yep', 'yep'],
  ['0', 0],
  ['-12', -12],
  ['+5', 5],
  ['0777', 511, 777],
  ['-010', -8, -10],
  ['08', 8],
  ['0o17', 15],
  ['0O17', 15, '0O17'],
  ['-0o17', -15, '-0o17'],
  ['0x1F', 31],
  ['0X1f', 31, '0X1f'],
  ['+0x1F', 31, '+0x1F'],
  ['0b101', 5, '0b101'],
  ['-0b11', -3, '-0b11'],
  ['1_000', 1000, '1_000'],
  ['0x1_0', 16, '0x1_0'],
  ['_1', '_1'],
  ['1:30', '1:30'],
  ['1.5', 1.5],
  ['1.', 1],
  ['.5', 0.5],
  ['.5_0', 0.5, '.5_0'],
  ['._5', '._5'],
  ['+.5', 0.5],
  ['-.5e3', -500],
  ['1e3', 1000],
  ['1.e3', 1000],
  ['1e400', '1e400'],
  ['1e', '1e'],
  ['-', '-'],
  ['.', '.'],
  ['1.2.3', '1.2.3'],
  ['18446744073709551616', 18446744073709551616],
  ['0777777777777777777777777', 7.777777777777778e23],
  ['0xfffffffffffffffff', '0xfffffffffffffffff', 295147905179352830000],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  ['.NaN', Number.NaN],
  ['2001-12-14', '2001-12-14'],
  ['<<', '<<'],
]

describe('plain scalars', () => {
  it.each(scalars.map(([text, kubernetes, core = kubernetes]) => ({ text, kubernetes, core })))('$text', ({ text, kubernetes, core }) => {
    expect(resolvePlain(text, 'kubernetes')).toBe(kubernetes)
    expect(resolvePlain(text, 'core')).toBe(core)
  })
})

describe('keys', () => {
  it.each([
    ['a', 'a'],
    ['yes', 'true'],
    ['0x10', '16'],
    ['1.20', '1.2'],
    ['1e6', '1e+06'],
    ['0.00001', '1e-05'],
    ['1234567.5', '1.2345675e+06'],
    ['.inf', '.inf'],
    ['-.inf', '-.inf'],
    ['.nan', '.nan'],
  ])('%s', (text, name) => {
    expect(keyName(text, 'kubernetes')).toBe(name)
  })

  it('are as JavaScript has them in the core schema', () => {
    expect(['on', '1e6', '1.20'].map((text) => keyName(text, 'core'))).toEqual(['on', '1000000', '1.2'])
  })
})

describe('tagged scalars', () => {
  it.each([
    ['1', '!!str', '1'],
    ['1', '!!int', 1],
    ['1', '!!float', 1],
    ['1.5', '!!int', undefined],
    ['x', '!!int', undefined],
    ['yes', '!!bool', true],
    ['', '!!null', null],
    ['x', '!!null', undefined],
    ['2001-01-01', '!!timestamp', '2001-01-01'],
    ['aGk=', '!!binary', 'hi'],
    ['a', '!!binary', undefined],
    ['1', '!local', '1'],
    ['1', '!', '1'],
  ])('%s as %s', (text, tag, value) => {
    expect(resolveTagged(text, tag, 'kubernetes')).toBe(value)
  })
})

import { describe, expect, test } from 'vitest'

import { withParameterDefaults } from './parameters.ts'

const schema = {
  type: 'object',
  properties: {
    most: { type: 'integer', default: 5 },
    nested: { type: 'object', properties: { on: { type: 'boolean', default: true } } },
    whole: { type: 'object', default: {}, properties: { on: { type: 'boolean', default: true } } },
    list: { type: 'array', items: { type: 'object', properties: { on: { type: 'boolean', default: true } } } },
  },
}

describe('defaults of parameters', () => {
  test.each([
    [undefined, { most: 5, whole: { on: true } }],
    [{ most: 7 }, { most: 7, whole: { on: true } }],
    [{ nested: {} }, { most: 5, nested: { on: true }, whole: { on: true } }],
    [{ list: [{}, { on: false }] }, { most: 5, whole: { on: true }, list: [{ on: true }, { on: false }] }],
  ])('of %j', (parameters, filled) => {
    expect(withParameterDefaults({ kind: 'K', spec: { parameters } }, schema)).toEqual({ kind: 'K', spec: { parameters: filled } })
  })

  test('a schema without defaults changes nothing', () => {
    const constraint = { kind: 'K', spec: { match: {} } }
    expect(withParameterDefaults(constraint, { type: 'object', properties: { a: { type: 'string' } } })).toBe(constraint)
    expect(withParameterDefaults(constraint, undefined)).toBe(constraint)
  })
})

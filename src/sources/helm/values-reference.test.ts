import { describe, expect, test } from 'vitest'

import { anyStep, outermost, scopeAfterAssignment, scopeInside, valuesRoutes } from './values-reference.ts'

describe('what an expression reads of the values', () => {
  test.each([
    ['.Values.a.b', [['a', 'b']]],
    ['$.Values.a | default .Values.b', [['a'], ['b']]],
    ['.context.Values.a', [['a']]],
    ['index .Values "a-b" "c" 0', [['a-b', 'c', 0]]],
    ['(index .Values.x "y")', [['x', 'y']]],
    ['include "x" (dict "value" .Values.a "context" $)', [['a']]],
    ['"{{ .Values.in.a.string }}"', []],
    ['.Release.Name', []],
    ['toYaml .Values | indent 2', [[]]],
    ['.', []],
    ['$x', []],
  ])('%s', (code, expected) => {
    expect(valuesRoutes(code, outermost)).toEqual(expected)
  })

  test('`with`, `range` and variables are followed', () => {
    const inside = scopeInside('with', '.Values.a', outermost)
    expect(valuesRoutes('toYaml .', inside)).toEqual([['a']])
    expect(valuesRoutes('.b.c', inside)).toEqual([['a', 'b', 'c']])
    const loop = scopeInside('range', '$key, $value := .list', inside)
    expect(valuesRoutes('$value.name', loop)).toEqual([['a', 'list', anyStep, 'name']])
    expect(valuesRoutes('.name', loop)).toEqual([['a', 'list', anyStep, 'name']])
    const assigned = scopeAfterAssignment('$x := .Values.y', loop)
    expect(valuesRoutes('$x.z', assigned)).toEqual([['y', 'z']])
    expect(valuesRoutes('$x.z', scopeAfterAssignment('$x = "text"', assigned))).toEqual([])
    expect(valuesRoutes('.', scopeInside('with', '.Release', outermost))).toEqual([])
  })
})

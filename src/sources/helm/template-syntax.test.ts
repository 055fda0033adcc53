import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readTemplate, withoutStrings } from './template-syntax.ts'

function pieces(text: string): readonly string[] | undefined {
  return readTemplate(text)?.map((piece) =>
    piece.type === 'text'
      ? `text ${JSON.stringify(text.slice(piece.range.start, piece.range.end))}`
      : `${piece.trimsBefore ? '-' : ''}${piece.kind}${piece.trimsAfter ? '-' : ''} ${piece.code}`,
  )
}

describe('templates', () => {
  test('texts and actions', () => {
    expect(pieces('a: {{ .Values.a }}\n{{- if and .x (eq .y "}}") -}}\nb\n{{- else if .z }}{{ end -}}')).toEqual([
      'text "a: "',
      'output .Values.a',
      'text "\\n"',
      '-if- and .x (eq .y "}}")',
      'text "\\nb\\n"',
      '-else if .z',
      'end- ',
    ])
  })

  test.each([
    ['{{/* }} is no end */}}', ['comment /* }} is no end */']],
    ['{{- /* a */ -}}', ['-comment- /* a */']],
    ['{{ `}}` }}', ['output `}}`']],
    ["{{ '}' }}", ["output '}'"]],
    ['{{ "\\"}}" }}', ['output "\\"}}"']],
    ['{{ $x := 1 }}', ['assignment $x := 1']],
    ['{{ $x = .y }}', ['assignment $x = .y']],
    ['{{ $x }}', ['output $x']],
    ['{{ range $k, $v := .a }}', ['range $k, $v := .a']],
    ['{{ template "a" . }}', ['template "a" .']],
    ['{{ ifEmpty .a }}', ['output ifEmpty .a']],
    ['{{-1}}', ['output -1']],
    ['{{ break }}', ['loop-control ']],
    ['no action', ['text "no action"']],
    ['', []],
  ])('%s', (template, expected) => {
    expect(pieces(template)).toEqual(expected)
  })

  test.each(['{{', 'a {{ "', '{{ .a }', '{{/* }}', '{{ "\n" '])('an action that is not closed: %j', (template) => {
    expect(readTemplate(template)).toBeUndefined()
  })

  test('the pieces of any text are the text', () => {
    const token = constantFrom('{{', '}}', '{{-', '-}}', ' ', '\n', '"', '`', "'", '/*', '*/', 'if', 'end', '.a', '$x', ':=', 'b: c')
    const holds = (tokens: readonly string[]): boolean => {
      const text = tokens.join('')
      const joined = readTemplate(text)?.map(({ range }) => text.slice(range.start, range.end))
      return joined === undefined || joined.join('') === text
    }
    expect(() => assert(property(array(token), holds))).not.toThrow()
  })

  test('strings are blanked, positions stay', () => {
    expect(withoutStrings('a "b|c" | d `x`')).toBe('a "   " | d ` `')
  })
})

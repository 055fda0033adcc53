import { RE2JS } from 're2js'

import type { Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { characters } from './characters.ts'
import { elementsAt, builtinError, stringAt, stringsAt } from './operands.ts'
import { matchesRegex } from './regex.ts'

/**
 * The glob as a regular expression. `*` and `?` stop at the delimiters and `**` does not; `[abc]`, `[!a-c]` and
 * `{one,two}` are as in shells.
 */
function toRegex(glob: string, delimiters: readonly string[]): string {
  const stop = delimiters.map((delimiter) => `\\x{${delimiter.codePointAt(0)!.toString(16)}}`).join('')
  const one = stop === '' ? '(?s:.)' : `[^${stop}]`
  let depth = 0
  let regex = ''
  for (let offset = 0; offset < glob.length; offset++) {
    const character = glob[offset]!
    if (character === '\\') regex += RE2JS.quote(glob[++offset] ?? '\\')
    else if (character === '*') {
      const isSuper = glob[offset + 1] === '*'
      while (glob[offset + 1] === '*') offset++
      regex += isSuper ? '(?s:.)*' : `${one}*`
    } else if (character === '?') regex += one
    else if (character === '[') {
      const end = glob.indexOf(']', offset + 2)
      if (end === -1) return builtinError('unexpected end of input')
      regex += toClass(glob.slice(offset + 1, end))
      offset = end
    } else if (character === '{') {
      depth++
      regex += '(?:'
    } else if (character === '}' && depth > 0) {
      depth--
      regex += ')'
    } else if (character === ',' && depth > 0) regex += '|'
    else regex += RE2JS.quote(character)
  }
  if (depth > 0) return builtinError('unexpected end of input')
  return `^(?:${regex})$`
}

function toClass(content: string): string {
  const negated = content.startsWith('!') || content.startsWith('^')
  const members = (negated ? content.slice(1) : content).replace(/[\\[\]^&~]/g, (character) => `\\${character}`)
  return `[${negated ? '^' : ''}${members}]`
}

function match(args: readonly Value[]): Value {
  const glob = stringAt(args, 1)
  const delimiters = args[1] === null ? [] : elementsAt(args, 2, 'one of {null, array}').length === 0 ? ['.'] : stringsAt(args, 2)
  if (delimiters.some((delimiter) => characters(delimiter).length !== 1)) builtinError('delimiters must be single characters')
  return matchesRegex(toRegex(glob, delimiters), stringAt(args, 3))
}

export const globBuiltins: BuiltinFamily = {
  'glob.match': builtin(3, match),
  'glob.quote_meta': builtin(1, (args) => stringAt(args, 1).replace(/[*?\\[\]{}]/g, (character) => `\\${character}`)),
}

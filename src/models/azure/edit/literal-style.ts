import type { JsonValue } from '../../../core/edit.ts'
import type { Source } from '../../../core/location.ts'

/** How a language writes values, for edits of values to become edits of text. */
export interface LiteralStyle {
  readonly separator: '' | ','
  /** What stands between a key and its value. */
  readonly assigns: ': ' | ' = '
  key(name: string): string
  /** `indent` is that of the line on which the value starts. */
  value(value: JsonValue, indent: string, newline: string): string
}

const step = '  '

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const bicepStyle: LiteralStyle = {
  separator: '',
  assigns: ': ',
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : bicepString(name)),
  value(value, indent, newline) {
    if (typeof value === 'string') return bicepString(value)
    if (Array.isArray(value))
      return block(
        value.map((item: JsonValue) => this.value(item, indent + step, newline)),
        '[]',
        indent,
        newline,
        '',
      )
    if (!isObject(value)) return JSON.stringify(value)
    const entries = Object.entries(value).map(([key, held]) => `${this.key(key)}: ${this.value(held, indent + step, newline)}`)
    return block(entries, '{}', indent, newline, '')
  },
}

export const jsonStyle: LiteralStyle = {
  separator: ',',
  assigns: ': ',
  key: (name) => JSON.stringify(name),
  value(value, indent, newline) {
    if (Array.isArray(value))
      return block(
        value.map((item: JsonValue) => this.value(item, indent + step, newline)),
        '[]',
        indent,
        newline,
        ',',
      )
    if (!isObject(value)) return JSON.stringify(typeof value === 'string' && value.startsWith('[') ? `[${value}` : value)
    const entries = Object.entries(value).map(([key, held]) => `${this.key(key)}: ${this.value(held, indent + step, newline)}`)
    return block(entries, '{}', indent, newline, ',')
  },
}

/** Objects of Terraform configurations; blocks of resources are another matter. */
export const hclStyle: LiteralStyle = {
  separator: '',
  assigns: ' = ',
  key: (name) => (/^[A-Za-z_][\w-]*$/.test(name) ? name : hclString(name)),
  value(value, indent, newline) {
    if (typeof value === 'string') return hclString(value)
    if (Array.isArray(value)) return `[${value.map((item: JsonValue) => this.value(item, indent, newline)).join(', ')}]`
    if (!isObject(value)) return JSON.stringify(value)
    const entries = Object.entries(value).map(([key, held]) => `${this.key(key)} = ${this.value(held, indent + step, newline)}`)
    return block(entries, '{}', indent, newline, '')
  },
}

/** A string of a Terraform configuration, in which nothing is interpolated. */
export function hclString(value: string): string {
  return JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{')
}

function block(items: readonly string[], brackets: '[]' | '{}', indent: string, newline: string, separator: string): string {
  if (items.length === 0) return brackets
  const lines = items.map((item) => `${indent}${step}${item}`).join(separator + newline)
  return `${brackets[0]}${newline}${lines}${newline}${indent}${brackets[1]}`
}

function bicepString(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')
  return `'${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`
}

/** The style of a template's language; undefined for one whose text is not edited. */
export function literalStyleOf({ uri }: Source): LiteralStyle | undefined {
  if (/\.bicep$/i.test(uri)) return bicepStyle
  return /\.jsonc?$/i.test(uri) ? jsonStyle : undefined
}

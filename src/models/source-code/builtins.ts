import type { Constant } from '../../syntax/source-code/program.ts'

/** What an operator makes of two known values; undefined where that is not known. */
export function foldBinary(operator: string, left: Constant, right: Constant, hasIntegerDivision: boolean): Constant | undefined {
  if (operator === '==' || operator === '===') return left === right
  if (operator === '!=' || operator === '!==') return left !== right
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return `${String(left)}${String(right)}`
  if (typeof left === 'boolean' && typeof right === 'boolean')
    return operator === '&&' ? left && right : operator === '||' ? left || right : undefined
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      if (right === 0) return undefined
      return hasIntegerDivision && Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right
    case '%':
      return right === 0 ? undefined : left % right
    case '<':
      return left < right
    case '>':
      return left > right
    case '<=':
      return left <= right
    case '>=':
      return left >= right
    default:
      return undefined
  }
}

export function foldUnary(operator: string, operand: Constant): Constant | undefined {
  if (operator === '!') return typeof operand === 'boolean' ? !operand : undefined
  if (operator === '-') return typeof operand === 'number' ? -operand : undefined
  return undefined
}

type Method = (text: string, args: readonly Constant[]) => Constant | undefined

const numberAt = (args: readonly Constant[], index: number): number | undefined =>
  typeof args[index] === 'number' ? args[index] : undefined
const textAt = (args: readonly Constant[], index: number): string | undefined => (typeof args[index] === 'string' ? args[index] : undefined)

const charAt: Method = (text, args) => text[numberAt(args, 0) ?? -1]
const substring: Method = (text, args) => {
  const [start, end] = [numberAt(args, 0), args.length > 1 ? numberAt(args, 1) : text.length]
  return start === undefined || end === undefined ? undefined : text.slice(start, end)
}
const lower: Method = (text) => text.toLowerCase()
const upper: Method = (text) => text.toUpperCase()
const trim: Method = (text) => text.trim()
const equals: Method = (text, args) => (args.length === 1 ? text === args[0] : undefined)
const includes: Method = (text, args) => (textAt(args, 0) === undefined ? undefined : text.includes(textAt(args, 0)!))
const starts: Method = (text, args) => (textAt(args, 0) === undefined ? undefined : text.startsWith(textAt(args, 0)!))
const ends: Method = (text, args) => (textAt(args, 0) === undefined ? undefined : text.endsWith(textAt(args, 0)!))
const same: Method = (text) => text

const methods: ReadonlyMap<string, Method> = new Map([
  ['charAt', charAt],
  ['substring', substring],
  ['toLowerCase', lower],
  ['ToLower', lower],
  ['ToLowerInvariant', lower],
  ['lower', lower],
  ['toUpperCase', upper],
  ['ToUpper', upper],
  ['upper', upper],
  ['trim', trim],
  ['Trim', trim],
  ['strip', trim],
  ['equals', equals],
  ['Equals', equals],
  ['contains', includes],
  ['includes', includes],
  ['Contains', includes],
  ['startsWith', starts],
  ['StartsWith', starts],
  ['startswith', starts],
  ['endsWith', ends],
  ['EndsWith', ends],
  ['endswith', ends],
  ['toString', same],
  ['ToString', same],
  ['intern', same],
])

/** What a method of a known text gives; undefined where that is not known. */
export function foldMethod(text: string, name: string, args: readonly Constant[]): Constant | undefined {
  return methods.get(name)?.(text, args)
}

/** Calls whose result says nothing of what is in their arguments: numbers, truths, sizes. */
export const plainResults: ReadonlySet<string> = new Set(
  'length size Length Count count len equals equalsIgnoreCase Equals contains containsKey containsValue Contains ContainsKey includes has isEmpty IsNullOrEmpty IsNullOrWhiteSpace isBlank startsWith StartsWith startswith endsWith EndsWith endswith indexOf IndexOf lastIndexOf LastIndexOf find_index index compareTo compareToIgnoreCase CompareTo matches IsMatch hashCode GetHashCode test isdigit isalpha isalnum isnumeric isinstance issubclass hasattr callable isNaN isFinite isInteger isArray isDirectory isFile exists Exists canRead canWrite exists_ok parseInt parseFloat parseLong parseDouble parseBoolean parseShort parseByte toInteger Number Boolean int float bool ord abs round TryParse ToInt32 ToInt64 ToDouble ToBoolean ToDecimal intValue longValue doubleValue booleanValue valueOfInt getTime nameof typeof typeOf localeCompare some every'.split(
    ' ',
  ),
)

/** Calls that give their receiver or argument in another form, so that it is still what it was. */
export const sameText: ReadonlySet<string> = new Set(
  'toString ToString String str repr format Format join concat trim Trim strip lower upper toLowerCase toUpperCase substring slice Substring replace stringify dumps encode decode valueOf getBytes GetBytes GetString get Get append Append add push'.split(
    ' ',
  ),
)

/** Calls that put their arguments into their receiver. */
export const putsIn =
  /^(?:add|append|put|push|insert|offer|unshift|extend|update|write|set(?!Attribute)|Add|Append|Insert|Push|Enqueue|Write|Set|command|arguments|concat_in|prepend|replace$)/

/** Names of types whose objects hold what is put into them. */
export const holders =
  /(?:List|Vector|Stack|Queue|Deque|Set|Map|Table|Dictionary|Builder|Buffer|Joiner|Writer|Collection|Array|URLSearchParams|FormData|Properties)$/

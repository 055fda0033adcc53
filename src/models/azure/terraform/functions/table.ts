import { tolerant, type TemplateFunction } from '../../functions/library.ts'
import { unknown } from '../../value/value.ts'
import { addresses } from './addresses.ts'
import { collections } from './collections.ts'
import { conversions } from './conversion-functions.ts'
import { dates } from './dates.ts'
import { encodings } from './encodings.ts'
import { numbers } from './numbers.ts'
import { strings } from './strings.ts'

/** Functions whose results only applying decides, or that nothing that is judged hangs on. */
const onlyWhenApplied = ['bcrypt', 'base64gzip', 'textencodebase64', 'textdecodebase64', 'rsadecrypt', 'uuid', 'type']

/**
 * Terraform's functions whose results hang on their arguments alone. `try`, `can` and those that read files are not here:
 * the ones need their arguments unevaluated, the others the folder.
 */
export const terraformFunctions: ReadonlyMap<string, TemplateFunction> = new Map([
  ...Object.entries(strings),
  ...Object.entries(collections),
  ...Object.entries(numbers),
  ...Object.entries(conversions),
  ...Object.entries(encodings),
  ...Object.entries(dates),
  ...Object.entries(addresses),
  ...onlyWhenApplied.map((name): [string, TemplateFunction] => [name, tolerant((_, call) => unknown(call, 'runtime', `${name}()`))]),
])

import { addresses } from './addresses.ts'
import { collections } from './collections.ts'
import { dates } from './dates.ts'
import { encoding } from './encoding.ts'
import type { FunctionTable, TemplateFunction } from './library.ts'
import { logic } from './logic.ts'
import { strings } from './strings.ts'

/** Every function whose result hangs on its arguments alone, under its name in lower case: the service compares names without case. */
const shared: ReadonlyMap<string, TemplateFunction> = lowered(logic, strings, collections, encoding, dates, addresses)

function lowered(...tables: readonly FunctionTable[]): ReadonlyMap<string, TemplateFunction> {
  return new Map(tables.flatMap((table) => Object.entries(table)).map(([name, implementation]) => [name.toLowerCase(), implementation]))
}

/** The functions of a deployment: the shared ones and those that know where it is deployed. */
export class FunctionLibrary {
  readonly #own: ReadonlyMap<string, TemplateFunction>

  constructor(own: FunctionTable) {
    this.#own = lowered(own)
  }

  find(name: string): TemplateFunction | undefined {
    const lower = name.toLowerCase()
    return this.#own.get(lower) ?? shared.get(lower)
  }
}

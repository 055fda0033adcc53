import type { PathEdit, TextEdit } from '../../../core/edit.ts'
import type { Source } from '../../../core/location.ts'
import { text, type Message } from '../../../core/text.ts'
import type { Place, Scope } from '../functions/deployment.ts'
import { unknown, type Origin, type Unknown, type Value } from '../value/value.ts'

/** Where templates come from. Reading is confined to the scanned tree; nothing is fetched. */
export interface TemplateFiles {
  /** The text at `uri`, or undefined where there is none or it may not be read. */
  read(uri: string): Source | undefined
  /** A module of a registry or a template spec, from a cache or a vendored folder: Bicep or ARM JSON. */
  registry?(reference: string, from: string): Source | undefined
  /** A reference with the registry or subscription that its alias stands for in the file at `from`. */
  fullReference?(reference: string, from: string): string
}

/** Something in a template that cannot be right, or could not be followed. The rest is evaluated all the same. */
export interface TemplateProblem extends Origin {
  readonly kind: ProblemKind
  readonly message: Message
}

export type ProblemKind =
  /** The text is not of the language. */
  | 'syntax'
  /** A module or linked template that could not be had: what it deploys is not judged. */
  | 'module'
  /** An expression that is wrong or takes too long: its value is unknown. */
  | 'evaluation'

/** A resource as a template declares it, in the shape in which the service takes it. */
export interface TemplateResource {
  /** `Microsoft.ContainerService/managedClusters`, with the types of parents before it. */
  readonly type: string
  readonly apiVersion: string | undefined
  /** With the names of parents before it, separated by slashes. */
  readonly name: Value
  readonly id: Value
  /** Everything that is sent: `name`, `location`, `sku`, `properties` … */
  readonly body: Value
  /** Whether it is deployed: true, or unknown. What is surely not deployed is left out. */
  readonly condition: Value
  /** Refers to a resource that is deployed elsewhere. */
  readonly existing: boolean
  /** Set where the resource stands for a number of them that is not known. */
  readonly repeated: Unknown | undefined
  readonly symbol: string
  readonly declaration: Origin
  /** The part of the declaration that says which resource it is: its symbol, its type, its labels. */
  readonly head: Origin
  /** The module calls through which it is declared, outermost first. */
  readonly trail: readonly Origin[]
  /** Set for a resource of a language that does not write it in this shape: how edits of it are made there. */
  readonly editor?: { edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined }
}

/** A template with its parameters: what can be asked of it, whatever language it is written in. */
export interface Unit {
  resources(): readonly TemplateResource[]
  /** Undefined where it has no such output. */
  output(name: string, at: Origin): Value | undefined
  outputNames(): readonly string[]
  /** What a parameter comes out as; undefined where there is no such parameter. */
  parameterValue(name: string): Value | undefined
  parameterNames(): readonly string[]
  /** Parameters that have to be given a value. */
  requiredParameters(): readonly string[]
  /** A variable or function that it exports. */
  exported(name: string, at: Origin): Value | undefined
}

export interface UnitRequest {
  readonly source: Source
  readonly parameters: ReadonlyMap<string, Value>
  /** Undefined for the entry: then it is what the template says that it is deployed to. */
  readonly scope: Scope | undefined
  /** The module calls that led here, outermost first. */
  readonly trail: readonly Origin[]
  /** The files that those calls stand in. */
  readonly chain: readonly string[]
}

/** Thrown where evaluation has to stop; caught where a declaration is evaluated. */
class LimitReached extends Error {}

/** Work that one declaration may take, in values made; a cluster module of 1,000 lines takes about 20,000 in all. */
const stepsOfDeclaration = 200_000
/** Work that one entry may take. */
const stepsInAll = 10_000_000
/** How deeply expressions, declarations and modules may call each other. */
const deepest = 500

const messages = {
  tooMuch: text({
    en: '{name} takes too long to evaluate; it is left unknown',
    ja: '{name} の評価に時間がかかりすぎるため、不明のままにします',
  }),
}

/** The state of evaluating one entry: files, limits, problems. */
export class Evaluation {
  readonly files: TemplateFiles
  readonly place: Place
  readonly problems: TemplateProblem[] = []
  readonly #open: (evaluation: Evaluation, request: UnitRequest) => Unit
  readonly #libraries = new Map<string, Unit>()
  readonly #reported = new Set<string>()
  #depth = 0
  #left = stepsOfDeclaration
  #leftInAll = stepsInAll

  constructor(files: TemplateFiles, place: Place, open: (evaluation: Evaluation, request: UnitRequest) => Unit) {
    this.files = files
    this.place = place
    this.#open = open
  }

  open(request: UnitRequest): Unit {
    return this.#open(this, request)
  }

  /** A file that is read for what it exports: without parameters, once. */
  library(source: Source, chain: readonly string[]): Unit {
    let unit = this.#libraries.get(source.uri)
    if (unit === undefined) {
      unit = this.open({ source, parameters: new Map(), scope: undefined, trail: [], chain: [...chain, source.uri] })
      this.#libraries.set(source.uri, unit)
    }
    return unit
  }

  /** Notes a problem, once for each place and wording: loops evaluate the same expression many times. */
  report({ source, range }: Origin, message: Message, kind: ProblemKind = 'evaluation'): void {
    const key = `${source.uri}\u0000${range.start}\u0000${message.text.en}`
    if (this.#reported.has(key) || this.problems.length >= 1000) return
    this.#reported.add(key)
    this.problems.push({ source, range, message, kind })
  }

  /** Accounts for work. @throws {LimitReached} when the declaration, or the entry, has used up its share */
  spend(steps: number): void {
    this.#left -= steps
    this.#leftInAll -= steps
    if (this.#left < 0 || this.#leftInAll < 0) throw new LimitReached()
  }

  /** Runs `evaluate` one level deeper. @throws {LimitReached} when that is too deep */
  nested<T>(evaluate: () => T): T {
    if (this.#depth >= deepest) throw new LimitReached()
    this.#depth++
    try {
      return evaluate()
    } finally {
      this.#depth--
    }
  }

  /** Evaluates one declaration with limits of its own; when it exceeds them it is unknown, and a problem. */
  declaration(at: Origin, name: string, evaluate: () => Value): Value {
    const left = this.#left
    this.#left = stepsOfDeclaration
    try {
      this.spend(1)
      return this.nested(evaluate)
    } catch (error) {
      // A RangeError is what a string that is too long for the runtime ends in.
      if (!(error instanceof LimitReached || error instanceof RangeError)) throw error
      this.report(at, { text: messages.tooMuch, args: { name } })
      return unknown(at, 'limit', name)
    } finally {
      this.#left = left
    }
  }
}

/** `path` as it is meant in the file at `from`: both with forward slashes. Undefined where it leads out of the tree. */
export function resolvePath(from: string, path: string): string | undefined {
  const parts = from.split('/').slice(0, -1)
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length === 0 || parts.at(-1) === '..') return undefined
    else parts.pop()
  }
  return (from.startsWith('/') ? '/' : '') + parts.filter((part) => part !== '').join('/')
}

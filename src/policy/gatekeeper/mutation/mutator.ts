import { spoken } from '../../../core/text.ts'
import { describeDocument, FieldReader, isMapping, type Untyped } from '../../untyped.ts'
import { appliesTo, readApplyTo } from '../apply-to.ts'
import { matches, readMatch } from '../match.ts'
import type { Review } from '../review.ts'
import { LocationError, parseLocation, type Location, type LocationStep } from './location.ts'
import { readAssign, readAssignImage, readAssignMetadata, readModifySet, type Setter } from './setter.ts'

/** A change that is made to objects before they are judged. */
export interface Mutator {
  readonly kind: string
  readonly name: string
  /** Whether it is about the object: `undecided` where that needs labels of a namespace that are not known. */
  matches(review: Review): 'yes' | 'no' | 'undecided'
  /**
   * Changes the object in place; true where something changed.
   *
   * @throws {PolicyDocumentError} where the object has another shape than the location
   */
  mutate(object: Untyped, review: Review): boolean
}

const setters: Readonly<Record<string, (fields: FieldReader) => Setter>> = {
  Assign: readAssign,
  AssignImage: readAssignImage,
  AssignMetadata: readAssignMetadata,
  ModifySet: readModifySet,
}

/** Whether the document says that it is a mutator of Gatekeeper's. */
export function isMutator(document: Untyped): boolean {
  return String(document['apiVersion']).startsWith('mutations.gatekeeper.sh/') && Object.hasOwn(setters, String(document['kind']))
}

/** @throws {PolicyDocumentError} where it is not valid */
export function readMutator(document: unknown): Mutator {
  const fields = new FieldReader(describeDocument(document), document)
  const kind = fields.requiredString(['kind'])
  const read =
    setters[kind] ??
    fields.fail(
      ['kind'],
      spoken({ en: 'must be one of {kinds}', ja: '{kinds} のいずれかでなければなりません' }, { kinds: Object.keys(setters).join(', ') }),
    )
  const setter = read(fields)
  const location = readLocation(fields, ['spec', 'location'])
  checkLocation(fields, kind, location)
  const tests = readPathTests(fields, location)
  const applyTo = kind === 'AssignMetadata' ? undefined : readApplyTo(fields)
  const match = readMatch(fields, ['spec', 'match'])
  return {
    kind,
    name: fields.requiredString(['metadata', 'name']),
    matches: (review) => (applyTo === undefined || appliesTo(applyTo, review) ? matches(match, review) : 'no'),
    mutate: (object, review) => new Walk(fields, location, tests, (present) => setter(present, review)).enter(object, 0),
  }
}

function readLocation(fields: FieldReader, path: readonly (string | number)[]): Location {
  try {
    return parseLocation(fields.requiredString(path))
  } catch (error) {
    if (error instanceof LocationError) return fields.fail(path, error.says)
    throw error
  }
}

function checkLocation(fields: FieldReader, kind: string, location: Location): void {
  const [first, second] = location
  const isMetadata = first !== undefined && 'field' in first && first.field === 'metadata'
  const isLabel =
    second !== undefined && 'field' in second && (second.field === 'labels' || second.field === 'annotations') && location.length === 3
  if (kind === 'AssignMetadata' && !(isMetadata && isLabel))
    fields.fail(
      ['spec', 'location'],
      spoken({
        en: 'must be a label or an annotation: metadata.labels.… or metadata.annotations.…',
        ja: 'ラベルか注釈（metadata.labels.… か metadata.annotations.…）でなければなりません',
      }),
    )
  if (kind !== 'AssignMetadata' && isMetadata)
    fields.fail(
      ['spec', 'location'],
      spoken({ en: 'metadata can be changed by AssignMetadata only', ja: 'metadata を変更できるのは AssignMetadata だけです' }),
    )
  const last = location.at(-1)!
  if ('key' in last && last.value === undefined)
    fields.fail(
      ['spec', 'location'],
      spoken({ en: 'must not end with all elements of a list', ja: 'リストのすべての要素で終わってはいけません' }),
    )
}

/** What must or must not be there at each depth of the location for anything to happen. */
type PathTests = ReadonlyMap<number, 'MustExist' | 'MustNotExist'>

function readPathTests(fields: FieldReader, location: Location): PathTests {
  const path = ['spec', 'parameters', 'pathTests']
  return new Map(
    fields.list(path).map((_, index) => {
      const condition = fields.requiredString([...path, index, 'condition'])
      if (condition !== 'MustExist' && condition !== 'MustNotExist')
        return fields.fail(
          [...path, index, 'condition'],
          spoken({ en: 'must be MustExist or MustNotExist', ja: 'MustExist か MustNotExist でなければなりません' }),
        )
      const subPath = readLocation(fields, [...path, index, 'subPath'])
      if (!subPath.every((step, depth) => sameStep(step, location[depth])))
        fields.fail(
          [...path, index, 'subPath'],
          spoken({ en: 'must be the start of the location', ja: 'location の先頭部分でなければなりません' }),
        )
      return [subPath.length - 1, condition] as const
    }),
  )
}

function sameStep(a: LocationStep, b: LocationStep | undefined): boolean {
  if (b === undefined) return false
  return 'field' in a ? 'field' in b && a.field === b.field : 'key' in b && a.key === b.key && a.value === b.value
}

/** One way of a setter through an object. */
class Walk {
  readonly #fields: FieldReader
  readonly #location: Location
  readonly #tests: PathTests
  readonly #set: (present: unknown) => unknown

  constructor(fields: FieldReader, location: Location, tests: PathTests, set: (present: unknown) => unknown) {
    this.#fields = fields
    this.#location = location
    this.#tests = tests
    this.#set = set
  }

  enter(current: unknown, depth: number): boolean {
    const step = this.#location[depth]!
    return 'field' in step ? this.#enterField(current, step.field, depth) : this.#enterList(current, step, depth)
  }

  #allows(depth: number, exists: boolean): boolean {
    const test = this.#tests.get(depth)
    return test === undefined || (test === 'MustExist') === exists
  }

  #enterField(current: unknown, field: string, depth: number): boolean {
    if (!isMapping(current))
      return this.#fields.fail(
        ['spec', 'location'],
        spoken(
          { en: 'the object has no mapping where {field} belongs', ja: 'オブジェクトの {field} を置く場所がマッピングではありません' },
          { field: JSON.stringify(field) },
        ),
      )
    const mapping = current as Record<string, unknown>
    const present = Object.hasOwn(mapping, field) ? (mapping[field] ?? undefined) : undefined
    if (!this.#allows(depth, present !== undefined)) return false
    if (depth === this.#location.length - 1) {
      const value = this.#set(present)
      if (value !== undefined) put(mapping, field, value)
      return value !== undefined
    }
    const next = present ?? ('field' in this.#location[depth + 1]! ? {} : [])
    const changed = this.enter(next, depth + 1)
    if (changed) put(mapping, field, next)
    return changed
  }

  #enterList(current: unknown, { key, value }: Extract<LocationStep, { key: string }>, depth: number): boolean {
    if (!Array.isArray(current))
      return this.#fields.fail(
        ['spec', 'location'],
        spoken(
          { en: 'the object has no list where [{key}] belongs', ja: 'オブジェクトの [{key}] を置く場所がリストではありません' },
          { key },
        ),
      )
    const found = value === undefined ? current : current.filter((item) => isMapping(item) && item[key] === value)
    if (depth === this.#location.length - 1) return this.#setElement(current, found[0], key, value!)
    if (found.length > 0 || value === undefined) {
      if (!this.#allows(depth, found.length > 0)) return false
      return found.map((item) => this.enter(item, depth + 1)).includes(true)
    }
    if (!this.#allows(depth, false)) return false
    const element = { [key]: value }
    const changed = this.enter(element, depth + 1)
    if (changed) current.push(element)
    return changed
  }

  /** A location that ends at an element of a list replaces it, and it must keep its key. */
  #setElement(list: unknown[], present: unknown, key: string, value: string | number): boolean {
    if (!this.#allows(this.#location.length - 1, present !== undefined)) return false
    const element = this.#set(present)
    if (element === undefined) return false
    if (!isMapping(element) || element[key] !== value)
      this.#fields.fail(
        ['spec', 'parameters', 'assign', 'value'],
        spoken({ en: 'must have {key}: {value}', ja: '{key}: {value} が必要です' }, { key, value: String(value) }),
      )
    if (present === undefined) list.push(element)
    else list[list.indexOf(present)] = element
    return true
  }
}

/** Also for `__proto__`, which plain assignment would not make a field. */
function put(mapping: Record<string, unknown>, field: string, value: unknown): void {
  Object.defineProperty(mapping, field, { value, enumerable: true, configurable: true, writable: true })
}

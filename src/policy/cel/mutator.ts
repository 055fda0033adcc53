import { spoken } from '../../core/text.ts'
import { isMapping, type FieldReader, type Untyped } from '../untyped.ts'
import { structType } from './check/built-in-types.ts'
import type { CheckEnvironment } from './check/checker.ts'
import { listOf, type StaticType } from './check/static-type.ts'
import { CelError, CelUnknownError } from './errors.ts'
import { applyConfiguration } from './mutation/apply-configuration.ts'
import { applyJsonPatch, type JsonPatchOperation } from './mutation/json-patch.ts'
import { PatchError } from './mutation/patch-error.ts'
import { plainValue } from './mutation/plain-value.ts'
import { PolicyScope, type Matched } from './policy-scope.ts'
import type { CelProgram } from './program.ts'
import { readScope, withPlaces } from './read-validations.ts'
import { CelObject, isList, typeName, type CelValue } from './values.ts'

const patchTypes = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' } as const
type PatchType = keyof typeof patchTypes

const resultOf: Readonly<Record<PatchType, readonly StaticType[]>> = {
  ApplyConfiguration: [structType('Object', true)!.value],
  JSONPatch: [listOf(structType('JSONPatch', true)!.value)],
}

interface Mutation {
  readonly patchType: PatchType
  readonly program: CelProgram
}

/** How the variables of expressions are made of an object as it is at the moment. */
export type ValuesOf = (object: Untyped) => ReadonlyMap<string, CelValue>

/** The mutations of a MutatingAdmissionPolicy, compiled. */
export class CelMutator {
  readonly #scope: PolicyScope
  readonly #mutations: readonly Mutation[]

  /** @throws {PolicyDocumentError} where a mutation is missing or does not compile */
  constructor(fields: FieldReader, environment: CheckEnvironment) {
    const placeOf = (list: string) => ['spec', list]
    const given = fields.list(['spec', 'mutations'])
    if (given.length === 0) fields.fail(['spec', 'mutations'], spoken({ en: 'must be given', ja: '1 つ以上必要です' }))
    const sources = given.map((_, index) => readMutation(fields, index))
    const scope = withPlaces(fields, placeOf, () => new PolicyScope(readScope(fields, placeOf), environment))
    this.#scope = scope
    this.#mutations = sources.map(({ patchType, expression }, index) => ({
      patchType,
      program: withPlaces(fields, placeOf, () =>
        scope.compile(['mutations', index, patchTypes[patchType], 'expression'], expression, resultOf[patchType]),
      ),
    }))
  }

  matched(values: ReadonlyMap<string, CelValue>): Matched {
    return this.#scope.evaluation(values).matched()
  }

  /**
   * The object after all mutations, each of which sees what those before it made; and the first error.
   *
   * @throws {CelUnknownError} where one of them hangs on what is not known here
   */
  mutate(object: Untyped, valuesOf: ValuesOf): { readonly object: Untyped; readonly error: string | undefined } {
    let current = object
    let first: string | undefined
    for (const mutation of this.#mutations) {
      try {
        current = this.#made(mutation, current, valuesOf)
      } catch (error) {
        if (!(error instanceof PatchError)) throw error
        first ??= error.message
      }
    }
    return { object: current, error: first }
  }

  #made({ patchType, program }: Mutation, object: Untyped, valuesOf: ValuesOf): Untyped {
    const value = this.#scope.evaluation(valuesOf(object)).run(program)
    if (value instanceof CelUnknownError) throw value
    if (value instanceof CelError) throw new PatchError(`expression '${program.text.trim()}' resulted in error: ${value.message}`)
    return patchType === 'ApplyConfiguration' ? applied(object, value) : applyJsonPatch(object, operationsOf(value))
  }
}

function readMutation(fields: FieldReader, index: number): { readonly patchType: PatchType; readonly expression: string } {
  const at = ['spec', 'mutations', index]
  const patchType = fields.requiredString([...at, 'patchType'])
  if (patchType !== 'ApplyConfiguration' && patchType !== 'JSONPatch')
    return fields.fail(
      [...at, 'patchType'],
      spoken({ en: 'must be ApplyConfiguration or JSONPatch', ja: 'ApplyConfiguration か JSONPatch でなければなりません' }),
    )
  return { patchType, expression: fields.requiredString([...at, patchTypes[patchType], 'expression']) }
}

function applied(object: Untyped, value: CelValue): Untyped {
  if (!(value instanceof CelObject) || value.type !== 'Object') throw new PatchError(`must evaluate to Object, not ${typeName(value)}`)
  const configuration = plainValue(value)
  try {
    return applyConfiguration(object, isMapping(configuration) ? configuration : {})
  } catch (error) {
    if (error instanceof PatchError) throw new PatchError(`error applying patch: ${error.message}`)
    throw error
  }
}

function operationsOf(value: CelValue): readonly JsonPatchOperation[] {
  if (!isList(value)) throw new PatchError(`must evaluate to a list of JSONPatch, not ${typeName(value)}`)
  return value.map((item) => {
    if (!(item instanceof CelObject) || item.type !== 'JSONPatch')
      throw new PatchError(`must evaluate to a list of JSONPatch, not of ${typeName(item)}`)
    const text = (name: string): string => {
      const field = item.fields.get(name) ?? ''
      if (typeof field !== 'string') throw new PatchError(`unexpected type ${typeName(field)} for JSONPatchType '${name}' field`)
      return field
    }
    const made = item.fields.get('value')
    return { op: text('op'), path: text('path'), from: text('from'), value: made === undefined ? undefined : plainValue(made) }
  })
}

import { spoken } from '../../core/text.ts'
import type { FieldReader } from '../untyped.ts'

/** Group, version and kind of an object. */
export interface ObjectKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

interface Target {
  readonly groups: readonly string[]
  readonly versions: readonly string[]
  readonly kinds: readonly string[]
}

/** The exact kinds that a mutator changes or an ExpansionTemplate expands; `*` stands for all of a field. */
export type ApplyTo = readonly Target[]

/** @throws {PolicyDocumentError} where it is missing or not valid */
export function readApplyTo(fields: FieldReader): ApplyTo {
  const path = ['spec', 'applyTo']
  const targets = fields.list(path).map((_, index) => ({
    groups: fields.strings([...path, index, 'groups']),
    versions: fields.strings([...path, index, 'versions']),
    kinds: fields.strings([...path, index, 'kinds']),
  }))
  return targets.length === 0 ? fields.fail(path, spoken({ en: 'must name at least one kind', ja: 'kind が 1 つ以上必要です' })) : targets
}

export function appliesTo(applyTo: ApplyTo, { group, version, kind }: ObjectKind): boolean {
  const among = (wanted: readonly string[], actual: string): boolean => wanted.includes('*') || wanted.includes(actual)
  return applyTo.some(({ groups, versions, kinds }) => among(groups, group) && among(versions, version) && among(kinds, kind))
}

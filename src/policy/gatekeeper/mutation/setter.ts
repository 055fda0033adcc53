import { isDeepStrictEqual } from 'node:util'

import { spoken } from '../../../core/text.ts'
import type { FieldReader } from '../../untyped.ts'
import type { Review } from '../review.ts'
import { splitImage } from './image.ts'

/** What becomes of the value at a location; undefined leaves it as it is. */
export type Setter = (present: unknown, review: Review) => unknown

const parameters = ['spec', 'parameters']

/** Assign: the value becomes the given one. */
export function readAssign(fields: FieldReader): Setter {
  const valueOf = readAssignedValue(fields)
  return (present, review) => {
    const value = valueOf(review)
    return isDeepStrictEqual(present, value) ? undefined : structuredClone(value)
  }
}

/** AssignMetadata: a label or annotation is added where there is none; one that is there is left alone. */
export function readAssignMetadata(fields: FieldReader): Setter {
  const valueOf = readAssignedValue(fields)
  return (present, review) => {
    if (present !== undefined) return undefined
    const value = valueOf(review)
    return typeof value === 'string'
      ? value
      : fields.fail([...parameters, 'assign', 'value'], spoken({ en: 'must be a string', ja: '文字列でなければなりません' }))
  }
}

function readAssignedValue(fields: FieldReader): (review: Review) => unknown {
  const path = [...parameters, 'assign']
  const assign = fields.mapping(path) ?? fields.fail(path, spoken({ en: 'is missing', ja: 'ありません' }))
  const given = ['value', 'fromMetadata', 'externalData'].filter((name) => assign[name] !== undefined)
  if (given.length !== 1)
    fields.fail(
      path,
      spoken({
        en: 'must have exactly one of value, fromMetadata and externalData',
        ja: 'value、fromMetadata、externalData のうち 1 つだけが必要です',
      }),
    )
  if (given[0] === 'externalData')
    fields.fail(
      [...path, 'externalData'],
      spoken({ en: 'needs a provider, and there is none here', ja: 'プロバイダーが必要ですが、ここにはありません' }),
    )
  if (given[0] === 'value') return () => assign['value']
  const field = fields.requiredString([...path, 'fromMetadata', 'field'])
  if (field !== 'name' && field !== 'namespace')
    fields.fail(
      [...path, 'fromMetadata', 'field'],
      spoken({ en: 'must be name or namespace', ja: 'name か namespace でなければなりません' }),
    )
  return (review) => (field === 'name' ? review.name : review.namespace)
}

/** ModifySet: values are put into a list that is used as a set, or taken out of it. */
export function readModifySet(fields: FieldReader): Setter {
  const values = fields.list([...parameters, 'values', 'fromList'])
  const operation = fields.string([...parameters, 'operation']) ?? 'merge'
  if (operation !== 'merge' && operation !== 'prune')
    fields.fail([...parameters, 'operation'], spoken({ en: 'must be merge or prune', ja: 'merge か prune でなければなりません' }))
  const among = (list: readonly unknown[], value: unknown): boolean => list.some((item) => isDeepStrictEqual(item, value))
  return (present) => {
    if (present !== undefined && !Array.isArray(present)) return undefined
    const list: readonly unknown[] = present ?? []
    const result =
      operation === 'merge' ? [...list, ...values.filter((value) => !among(list, value))] : list.filter((item) => !among(values, item))
    return result.length === list.length ? undefined : result
  }
}

/** AssignImage: registry, path and tag of an image are replaced one by one. */
export function readAssignImage(fields: FieldReader): Setter {
  const [domain, path, tag] = ['assignDomain', 'assignPath', 'assignTag'].map((name) => fields.string([...parameters, name]) ?? '') as [
    string,
    string,
    string,
  ]
  if (domain === '' && path === '' && tag === '')
    fields.fail(
      parameters,
      spoken({
        en: 'must have at least one of assignDomain, assignPath and assignTag',
        ja: 'assignDomain、assignPath、assignTag のいずれかが必要です',
      }),
    )
  if (tag !== '' && !/^[:@]/.test(tag))
    fields.fail([...parameters, 'assignTag'], spoken({ en: 'must start with : or @', ja: ': か @ で始まらなければなりません' }))
  return (present) => {
    if (typeof present !== 'string') return undefined
    const image = splitImage(present)
    const registry = domain || image.domain
    const changed = `${registry === '' ? '' : `${registry}/`}${path || image.path}${tag || image.tag}`
    return changed === present ? undefined : changed
  }
}

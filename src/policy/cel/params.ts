import type { Path } from '../../core/location.ts'
import { message, spoken, text, type Message } from '../../core/text.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { readLabelSelector } from '../label-selector.ts'
import { isMapping, valueAt, type FieldReader, type Untyped } from '../untyped.ts'

/** The kind of the objects that a policy takes as its parameters. */
export interface ParamKind {
  readonly apiVersion: string
  readonly kind: string
}

/** Which objects of that kind a binding means: the one of a name, or all that a selector selects. */
export interface ParamRef {
  readonly name: string | undefined
  readonly namespace: string | undefined
  readonly selector: JsonObject | undefined
  /** What becomes of requests where there is no such object. */
  readonly notFound: 'Allow' | 'Deny'
}

/** @throws {PolicyDocumentError} where it is not valid */
export function readParamKind(fields: FieldReader): ParamKind | undefined {
  if (fields.mapping(['spec', 'paramKind']) === undefined) return undefined
  return {
    apiVersion: fields.requiredString(['spec', 'paramKind', 'apiVersion']),
    kind: fields.requiredString(['spec', 'paramKind', 'kind']),
  }
}

/** @throws {PolicyDocumentError} where it is not valid */
export function readParamRef(fields: FieldReader): ParamRef | undefined {
  const at: Path = ['spec', 'paramRef']
  if (fields.mapping(at) === undefined) return undefined
  const name = fields.string([...at, 'name'])
  const selector = readLabelSelector(fields, [...at, 'selector'])
  if ((name === undefined) === (selector === undefined))
    fields.fail(at, spoken({ en: 'must have either name or selector', ja: 'name と selector のどちらか一方だけが必要です' }))
  const notFound =
    fields.string([...at, 'parameterNotFoundAction']) ??
    fields.fail([...at, 'parameterNotFoundAction'], spoken({ en: 'is missing', ja: 'ありません' }))
  if (notFound !== 'Allow' && notFound !== 'Deny')
    return fields.fail(
      [...at, 'parameterNotFoundAction'],
      spoken({ en: 'must be Allow or Deny', ja: 'Allow か Deny でなければなりません' }),
    )
  return { name, namespace: fields.string([...at, 'namespace']), selector, notFound }
}

/**
 * The parameters of a policy for an object in `namespace`: one list item for each evaluation, undefined where it is
 * evaluated without. Empty where none of the objects is meant.
 *
 * @param objects what there is to choose from
 */
export function paramsFor(
  kind: ParamKind | undefined,
  ref: ParamRef | undefined,
  namespace: string,
  objects: readonly Untyped[],
): readonly (Untyped | undefined)[] {
  if (kind === undefined || ref === undefined) return [undefined]
  const within = ref.namespace ?? namespace
  return objects.filter((object) => {
    if (object['apiVersion'] !== kind.apiVersion || object['kind'] !== kind.kind) return false
    const own = valueAt(object, ['metadata', 'namespace'])
    if (own !== undefined && own !== within) return false
    if (ref.name !== undefined) return valueAt(object, ['metadata', 'name']) === ref.name
    const labels = valueAt(object, ['metadata', 'labels'])
    return ref.selector !== undefined && selects(ref.selector, isMapping(labels) ? labels : {})
  })
}

const missing = {
  words: text({
    en: 'the parameters of binding {binding} ({kind} {meant}) are not among the given documents; a cluster without them {otherwise}',
    ja: 'バインディング {binding} のパラメーター（{kind} {meant}）が、与えられた文書にありません。これがないクラスターは{otherwise}',
  }),
  selected: text({ en: 'those that its selector selects', ja: 'セレクターが選ぶもの' }),
  refuses: text({ en: 'refuses', ja: '拒否します' }),
  admits: text({ en: 'admits', ja: '受け入れます' }),
}

/** Why there is no verdict where none of the objects at hand is meant: the cluster may have one. */
export function missingParams(binding: string, kind: ParamKind | undefined, ref: ParamRef | undefined): Message {
  return message(missing.words, {
    binding,
    kind: kind?.kind ?? '',
    meant: ref?.name ?? missing.selected,
    otherwise: ref?.notFound === 'Deny' ? missing.refuses : missing.admits,
  })
}

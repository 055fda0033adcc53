import { spoken, type Message } from '../../core/text.ts'
import type { TemplateResource } from '../../models/azure/template/evaluation.ts'
import { isText, type Unknown, type Value } from '../../models/azure/value/value.ts'
import { furtherMembers, UnknownValue } from '../azure-policy/value.ts'
import type { Untyped } from '../untyped.ts'

const deepest = 128

/** A resource of a template as Azure Policy is asked about it; what only the deployment decides is marked as not known. */
export function resourceFields({ type, name, id, body }: TemplateResource): Untyped {
  const fields = fieldsOf(body, 0)
  return {
    ...(fields instanceof UnknownValue || typeof fields !== 'object' ? {} : fields),
    type,
    name: fieldsOf(name, 0),
    id: isText(id) ? id.value : unknownValue(id),
  }
}

function fieldsOf(value: Value, depth: number): unknown {
  if (depth > deepest) return new UnknownValue(spoken({ en: 'values are nested too deeply', ja: '値の入れ子が深すぎます' }), true)
  switch (value.kind) {
    case 'scalar':
      // Compared with a value of a policy, what stands for another one would give an answer by chance.
      return value.synthetic === true || value.secret === true ? unknownValue(value) : value.value
    case 'unknown':
      return value.choices?.length === 1 ? fieldsOf(value.choices[0]!, depth + 1) : unknownValue(value)
    case 'lambda':
      return null
    case 'entity':
      return fieldsOf(value.plain(value), depth + 1)
    case 'list':
      return value.open === undefined ? value.items.map((item) => fieldsOf(item, depth + 1)) : unknownValue(value.open)
    case 'dictionary': {
      const members = Object.fromEntries([...value.entries].map(([key, entry]) => [key, fieldsOf(entry.value, depth + 1)] as const))
      return value.open === undefined ? members : { ...members, [furtherMembers]: unknownValue(value.open) }
    }
  }
}

function unknownValue(value: Value): UnknownValue {
  if (value.kind !== 'unknown')
    return new UnknownValue(spoken({ en: 'a value that only the deployment gives', ja: 'デプロイ時に決まる値' }), true)
  return new UnknownValue(reasonOf(value), value.reason.kind === 'runtime')
}

function reasonOf({ reason }: Unknown): Message {
  return spoken({ en: '{input}', ja: '{input}' }, { input: reason.decidedBy })
}

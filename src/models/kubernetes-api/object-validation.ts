import type { KubernetesObject } from '../kubernetes/object.ts'
import { validateObject, type Validation } from './validate.ts'

interface Judged {
  readonly minor: number
  readonly validation: Validation
}

const judged = new WeakMap<KubernetesObject, Judged>()

/** `validateObject` of an object, kept for the next check that asks about the same object and version. */
export function validationOf(object: KubernetesObject, minor: number): Validation {
  let known = judged.get(object)
  if (known?.minor !== minor) judged.set(object, (known = { minor, validation: validateObject(object.value, minor) }))
  return known.validation
}

import { defineCheck, type Check, type Example } from '../core/check.ts'
import { set } from '../core/edit.ts'
import type { Severity } from '../core/severity.ts'
import type { Text } from '../core/text.ts'
import { azureStorageClass, type AzureStorageClass } from '../models/kubernetes/azure-storage-class.ts'

export interface StorageClassCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly default?: 'on' | 'off'
  readonly title: Text<never>
  readonly why: Text<never>
  /** The parameter that the check is about. */
  readonly parameter: string
  /** Whether volumes of the class break the demand. */
  readonly breaks: (subject: AzureStorageClass) => boolean
  /** The same in CEL. */
  readonly breaksInCel: string
  readonly message: Text<'name'>
  /** The value of the parameter that keeps the demand, and what it does. */
  readonly fix: { readonly value: string; readonly title: Text<never> }
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check of one parameter of Azure's storage drivers. Classes cannot be changed once they exist, so each fix is to be reviewed. */
export function storageClassCheck({ parameter, breaks, breaksInCel, message, fix, ...rest }: StorageClassCheck): Check {
  return defineCheck({
    ...rest,
    subject: azureStorageClass,
    confidence: 'high',
    since: '0.1.0',
    messages: { breaks: message },
    enforce: { cel: [{ of: 'object', forbids: breaksInCel, message: 'breaks', args: { name: 'object.metadata.name' } }] },
    *evaluate(subject, { report }) {
      if (!breaks(subject)) return
      const at = subject.at(parameter)
      yield report(
        'breaks',
        { name: subject.object.name },
        { at, fix: { title: fix.title, safety: 'review', edits: [set(at, fix.value)] } },
      )
    },
  })
}

import { formatPath, type Path } from '../core/location.ts'
import { SpokenError, type Spoken } from '../core/spoken-error.ts'
import { text } from '../core/text.ts'

const words = text({ en: '{where}: {reason}', ja: '{where}: {reason}' })

/** A policy document that cannot be used as it is written. */
export class PolicyDocumentError extends SpokenError {
  /** A stable word for programs. */
  readonly code: 'policy-invalid' | 'policy-unsupported' | 'policy-undecided'
  /** What the document calls itself: `ConstraintTemplate k8srequiredlabels`. */
  readonly document: string
  readonly path: Path
  /** What is wrong at the end of `path`. */
  readonly reason: Spoken
  /** Where in the text at the end of `path` it is, in UTF-16 units from its start; undefined where all of it is meant. */
  readonly offset: number | undefined

  constructor(
    code: PolicyDocumentError['code'],
    document: string,
    path: Path,
    reason: Spoken,
    options?: ErrorOptions & { readonly offset?: number },
  ) {
    const where = path.length === 0 ? document : `${document}: ${formatPath(path)}`
    super({ text: words, args: { where, reason } }, options)
    this.name = 'PolicyDocumentError'
    this.code = code
    this.document = document
    this.path = path
    this.reason = reason
    this.offset = options?.offset
  }
}

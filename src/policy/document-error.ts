import { formatPath, type Path } from '../core/location.ts'

/** A policy document that cannot be used as it is written. */
export class PolicyDocumentError extends Error {
  /** A stable word for programs. */
  readonly code: 'policy-invalid' | 'policy-unsupported' | 'policy-undecided'
  /** What the document calls itself: `ConstraintTemplate k8srequiredlabels`. */
  readonly document: string
  readonly path: Path

  constructor(code: PolicyDocumentError['code'], document: string, path: Path, reason: string, options?: ErrorOptions) {
    super(`${document}${path.length === 0 ? '' : `: ${formatPath(path)}`}: ${reason}`, options)
    this.name = 'PolicyDocumentError'
    this.code = code
    this.document = document
    this.path = path
  }
}

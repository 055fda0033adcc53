import type { Path } from '../../core/location.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { FieldReader } from '../untyped.ts'
import { CelValidator, ValidationSyntaxError, type ValidationSource } from './validator.ts'

/**
 * Reads and compiles `variables`, `matchConditions`, `validations` and `auditAnnotations` below `path`, as
 * ValidatingAdmissionPolicies and Gatekeeper's templates have them.
 *
 * @throws {PolicyDocumentError} where an expression is missing or does not compile
 */
export function readValidations(fields: FieldReader, path: Path, names: readonly string[]): CelValidator {
  const each = <T>(list: string, read: (at: Path) => T): readonly T[] =>
    fields.list([...path, list]).map((_, index) => read([...path, list, index]))
  const named = (at: Path) => ({ name: fields.requiredString([...at, 'name']), expression: fields.requiredString([...at, 'expression']) })
  const source: ValidationSource = {
    variables: each('variables', named),
    matchConditions: each('matchConditions', named),
    validations: each('validations', (at) => ({
      expression: fields.requiredString([...at, 'expression']),
      message: fields.string([...at, 'message']),
      messageExpression: fields.string([...at, 'messageExpression']),
      reason: fields.string([...at, 'reason']),
    })),
    auditAnnotations: each('auditAnnotations', (at) => ({
      key: fields.requiredString([...at, 'key']),
      valueExpression: fields.requiredString([...at, 'valueExpression']),
    })),
  }
  try {
    return new CelValidator(source, names)
  } catch (error) {
    if (error instanceof ValidationSyntaxError)
      throw new PolicyDocumentError('policy-invalid', fields.document, [...path, ...error.path], error.message, { cause: error })
    throw error
  }
}

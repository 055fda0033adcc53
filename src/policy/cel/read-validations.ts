import type { Path } from '../../core/location.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { FieldReader } from '../untyped.ts'
import { CelValidator, ValidationSyntaxError, type ValidationSource } from './validator.ts'

/**
 * Reads and compiles `variables`, `matchConditions`, `validations` and `auditAnnotations` below `path`, as
 * ValidatingAdmissionPolicies and Gatekeeper's templates have them.
 *
 * @param elsewhere where a kind of policy keeps some of it under another name
 * @throws {PolicyDocumentError} where an expression is missing or does not compile
 */
export function readValidations(
  fields: FieldReader,
  path: Path,
  names: readonly string[],
  elsewhere: Readonly<Record<string, Path>> = {},
): CelValidator {
  const placeOf = (list: string): Path => elsewhere[list] ?? [...path, list]
  const each = <T>(list: string, read: (at: Path) => T): readonly T[] =>
    fields.list(placeOf(list)).map((_, index) => read([...placeOf(list), index]))
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
      throw new PolicyDocumentError(
        'policy-invalid',
        fields.document,
        [...placeOf(String(error.path[0])), ...error.path.slice(1)],
        error.message,
        { cause: error },
      )
    throw error
  }
}

import type { Path } from '../../core/location.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { FieldReader } from '../untyped.ts'
import type { CheckEnvironment } from './check/checker.ts'
import { ExpressionSyntaxError, type ScopeSource } from './policy-scope.ts'
import { CelValidator, type ValidationSource } from './validator.ts'

interface ReadOptions {
  /** Where a kind of policy keeps some of it under another name. */
  readonly elsewhere?: Readonly<Record<string, Path>>
  /** Variables that the engine adds to those of the policy. */
  readonly variables?: readonly string[]
}

/**
 * Reads and compiles `variables`, `matchConditions`, `validations` and `auditAnnotations` below `path`, as
 * ValidatingAdmissionPolicies and Gatekeeper's templates have them.
 *
 * @param environment what the expressions may use
 * @throws {PolicyDocumentError} where an expression is missing or does not compile
 */
export function readValidations(
  fields: FieldReader,
  path: Path,
  environment: CheckEnvironment,
  { elsewhere = {}, variables }: ReadOptions = {},
): CelValidator {
  const placeOf = (list: string): Path => elsewhere[list] ?? [...path, list]
  const each = <T>(list: string, read: (at: Path) => T): readonly T[] =>
    fields.list(placeOf(list)).map((_, index) => read([...placeOf(list), index]))
  const source: ValidationSource = {
    ...readScope(fields, placeOf),
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
  return withPlaces(fields, placeOf, () => new CelValidator(source, environment, variables))
}

/**
 * Reads `variables` and `matchConditions`.
 *
 * @param placeOf where a list stands in the document
 */
export function readScope(fields: FieldReader, placeOf: (list: string) => Path): ScopeSource {
  const each = (list: string) =>
    fields.list(placeOf(list)).map((_, index) => {
      const at = [...placeOf(list), index]
      return { name: fields.requiredString([...at, 'name']), expression: fields.requiredString([...at, 'expression']) }
    })
  return { variables: each('variables'), matchConditions: each('matchConditions') }
}

/**
 * Compiles expressions, and says of those that do not compile where they stand in the document.
 *
 * @throws {PolicyDocumentError}
 */
export function withPlaces<T>(fields: FieldReader, placeOf: (list: string) => Path, compile: () => T): T {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error
    const path = [...placeOf(String(error.path[0])), ...error.path.slice(1)]
    throw new PolicyDocumentError('policy-invalid', fields.document, path, error.says, { cause: error, offset: error.offset })
  }
}

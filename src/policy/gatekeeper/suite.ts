import { message, spoken, text, type HoleValue } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { compileRegex } from '../rego/builtins/regex.ts'
import type { CaseResult } from '../testing/case-result.ts'
import { describeDocument, FieldReader, isMapping, valueAt, type Untyped } from '../untyped.ts'
import { Gatekeeper, type GatekeeperOptions } from './engine.ts'
import { reviewOfObject, reviewOfRequest } from './review.ts'

const words = {
  invalid: text({ en: 'an invalid template or constraint', ja: '無効なテンプレートまたは制約' }),
  valid: text({ en: 'a valid template and constraint', ja: '有効なテンプレートと制約' }),
  bothValid: text({ en: 'both are valid', ja: 'どちらも有効です' }),
  oneObject: text({ en: 'exactly one object in the file', ja: 'ファイルにちょうど 1 個のオブジェクト' }),
  objects: text({ en: '{count} objects', ja: 'オブジェクト {count} 個' }),
  verdict: text({ en: 'a verdict', ja: '判定' }),
  violations: text({ en: 'violations: {violations}', ja: '違反: {violations}' }),
  matching: text({ en: 'violations matching {pattern}: {violations}', ja: '{pattern} に一致する違反: {violations}' }),
  counted: text({ en: '{count} of {all}: {messages}', ja: '{all} 件中 {count} 件: {messages}' }),
}

/** The documents of a file that a suite names, by its path relative to the suite. */
export type LoadDocuments = (path: string) => readonly Untyped[]

interface Assertion {
  readonly violations: 'yes' | 'no' | number
  readonly message: string | undefined
}

/** Whether the document is a Gatekeeper `Suite`. */
export function isSuite(document: Untyped): boolean {
  return document['kind'] === 'Suite' && String(document['apiVersion']).startsWith('test.gatekeeper.sh/')
}

/**
 * Runs a `Suite` as `gator verify` does.
 *
 * @throws {PolicyDocumentError} where the suite itself is not valid; what is wrong with the policies in it fails its cases
 */
export function runSuite(document: Untyped, load: LoadDocuments, options: GatekeeperOptions = {}): readonly CaseResult[] {
  const fields = new FieldReader(describeDocument(document), document)
  const suite = fields.string(['metadata', 'name']) ?? ''
  const skipAll = fields.raw(['skip']) === true
  return fields.list(['tests']).flatMap((_, index) => runTest(fields, suite, index, skipAll, load, options))
}

function runTest(
  fields: FieldReader,
  suite: string,
  index: number,
  skipAll: boolean,
  load: LoadDocuments,
  options: GatekeeperOptions,
): readonly CaseResult[] {
  const path = ['tests', index]
  const test = fields.requiredString([...path, 'name'])
  const cases = fields.list([...path, 'cases']).map((_, position) => [...path, 'cases', position])
  const name = (at: (typeof cases)[number]): string => fields.string([...at, 'name']) ?? ''
  const skipTest = skipAll || fields.raw([...path, 'skip']) === true
  if (skipTest) return cases.map((at) => ({ suite, test, case: name(at), outcome: 'skipped' }))
  const invalid = fields.raw([...path, 'invalid']) === true
  let engine: () => Gatekeeper
  try {
    engine = prepare(fields, path, load, options)
    if (invalid) return [{ suite, test, case: '', outcome: 'failed', expected: words.invalid, got: words.bothValid }]
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error
    if (invalid) return [{ suite, test, case: '', outcome: 'passed' }]
    return cases.map((at) => ({
      suite,
      test,
      case: name(at),
      outcome: 'failed',
      expected: words.valid,
      got: error.says,
    }))
  }
  return cases.map((at): CaseResult => {
    if (fields.raw([...at, 'skip']) === true) return { suite, test, case: name(at), outcome: 'skipped' }
    return { suite, test, case: name(at), ...runCase(fields, at, engine(), load) }
  })
}

/** Templates are compiled once for a test; each case gets its own inventory. */
function prepare(
  fields: FieldReader,
  path: readonly (string | number)[],
  load: LoadDocuments,
  options: GatekeeperOptions,
): () => Gatekeeper {
  const engine = new Gatekeeper(options)
  for (const template of load(fields.requiredString([...path, 'template']))) engine.addTemplate(template)
  for (const constraint of load(fields.requiredString([...path, 'constraint']))) engine.addConstraint(constraint)
  return () => engine
}

function runCase(
  fields: FieldReader,
  path: readonly (string | number)[],
  engine: Gatekeeper,
  load: LoadDocuments,
): Omit<CaseResult, 'suite' | 'test' | 'case'> {
  const inventory = fields.strings([...path, 'inventory']).flatMap((file) => load(file))
  const [object, ...others] = load(fields.requiredString([...path, 'object']))
  if (object === undefined || others.length > 0)
    return {
      outcome: 'failed',
      expected: words.oneObject,
      got: message(words.objects, { count: others.length + (object === undefined ? 0 : 1) }),
    }
  engine.setInventory(inventory)
  const namespaceObject = namespaceFrom(inventory, object)
  const review =
    object['kind'] === 'AdmissionReview' ? reviewOfRequest(object, { namespaceObject }) : reviewOfObject(object, { namespaceObject })
  const { violations, undecided } = engine.review(review)
  if (undecided[0] !== undefined) return { outcome: 'failed', expected: words.verdict, got: undecided[0].reason, undecided: true }
  const messages = violations.map((violation) => violation.message)
  for (const assertion of readAssertions(fields, [...path, 'assertions'])) {
    const failure = check(assertion, messages)
    if (failure !== undefined) return { outcome: 'failed', ...failure }
  }
  return { outcome: 'passed' }
}

function namespaceFrom(inventory: readonly Untyped[], object: Untyped): Untyped | undefined {
  const namespace = valueAt(object, ['metadata', 'namespace'])
  return inventory.find((candidate) => candidate['kind'] === 'Namespace' && valueAt(candidate, ['metadata', 'name']) === namespace)
}

function readAssertions(fields: FieldReader, path: readonly (string | number)[]): readonly Assertion[] {
  const list = fields.list(path)
  if (list.length === 0) return [{ violations: 'yes', message: undefined }]
  return list.map((entry, index) => {
    const given = isMapping(entry)
      ? (entry['violations'] ?? 'yes')
      : fields.fail([...path, index], spoken({ en: 'must be a mapping', ja: 'マッピングでなければなりません' }))
    // YAML 1.1 readers make booleans of yes and no.
    const violations = given === true ? 'yes' : given === false ? 'no' : given
    if (violations !== 'yes' && violations !== 'no' && !(typeof violations === 'number' && Number.isInteger(violations) && violations >= 0))
      return fields.fail(
        [...path, index, 'violations'],
        spoken({ en: 'must be yes, no or a number', ja: 'yes、no、数のいずれかでなければなりません' }),
      )
    return { violations, message: fields.string([...path, index, 'message']) }
  })
}

function check(
  { violations, message: pattern }: Assertion,
  messages: readonly string[],
): { readonly expected: HoleValue; readonly got: HoleValue } | undefined {
  const regex = pattern === undefined ? undefined : compileRegex(pattern)
  const count = messages.filter((told) => regex === undefined || regex.test(told)).length
  const holds = violations === 'yes' ? count > 0 : violations === 'no' ? count === 0 : count === violations
  if (holds) return undefined
  return {
    expected:
      pattern === undefined
        ? message(words.violations, { violations })
        : message(words.matching, { pattern: JSON.stringify(pattern), violations }),
    got: message(words.counted, { count, all: messages.length, messages: JSON.stringify(messages) }),
  }
}

/** A version of a definition: three numbers, and `preview` or `deprecated` behind a hyphen. */
interface DefinitionVersion {
  readonly numbers: readonly number[]
  readonly suffix: string
}

function readVersion(text: string): DefinitionVersion {
  const [core = '', suffix = ''] = text.split('-', 2)
  return { numbers: core.split('.').map(Number), suffix: suffix.toLowerCase() }
}

/**
 * Whether a version is one that `definitionVersion` asks for: `1.*.*`, `1.2.*`, `2.*.*-preview`. A preview counts only where
 * it is asked for. A definition without a version is the only one there is.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#policy-definition-id-and-version-preview
 */
export function isAskedVersion(version: string, pattern: string): boolean {
  if (version === '') return true
  const { numbers, suffix } = readVersion(version)
  const [core = '', wanted = ''] = pattern.split('-', 2)
  if (suffix !== '' && suffix !== wanted.toLowerCase()) return false
  return core.split('.').every((part, index) => part === '*' || Number(part) === numbers[index])
}

/** Less than zero where `a` is older than `b`; a preview is older than the version itself. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [readVersion(a), readVersion(b)]
  for (const [index, number] of first.numbers.entries()) {
    const order = number - (second.numbers[index] ?? 0)
    if (order !== 0) return order
  }
  return Number(first.suffix === '') - Number(second.suffix === '')
}

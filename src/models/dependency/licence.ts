/** What a team accepts, as SPDX ids. */
export interface LicenceRules {
  /** Where it names any, all others are refused. */
  readonly allow: readonly string[]
  readonly deny: readonly string[]
}

/** Longer ones are no licences that anybody has written. In UTF-16 units. */
const longestExpression = 2000

/**
 * Whether an SPDX licence expression can be met: of `A OR B` one side has to be accepted, of `A AND B` both; `WITH` binds
 * an exception to the licence before it. Ids are compared without regard to case, as SPDX says.
 */
export function isLicenceAccepted(expression: string, { allow, deny }: LicenceRules): boolean {
  const allowed = new Set(allow.map((id) => id.toLowerCase()))
  const denied = new Set(deny.map((id) => id.toLowerCase()))
  const accepts = (id: string): boolean => !denied.has(id) && (allowed.size === 0 || allowed.has(id))
  if (expression.length > longestExpression) return allowed.size === 0
  const words = expression.toLowerCase().match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const either = (): boolean => {
    let accepted = both()
    while (words[at] === 'or') {
      at++
      accepted = both() || accepted
    }
    return accepted
  }
  const both = (): boolean => {
    let accepted = one()
    while (words[at] === 'and') {
      at++
      accepted = one() && accepted
    }
    return accepted
  }
  const one = (): boolean => {
    const word = words[at++]
    if (word === '(') {
      const accepted = either()
      if (words[at] === ')') at++
      return accepted
    }
    if (words[at] !== 'with') return accepts(word ?? '')
    const exception = words[at + 1] ?? ''
    at += 2
    return accepts(`${word} with ${exception}`) || accepts(word ?? '')
  }
  const accepted = either()
  // What is no expression of SPDX, such as the name of a licence in words, is compared as a whole.
  return at < words.length ? accepts(expression.toLowerCase()) : accepted
}

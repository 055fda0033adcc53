import type { Check } from '../../core/check.ts'
import { BreakwaterError } from '../../core/error.ts'
import { matchesCheck } from '../../core/suppression.ts'
import { closest } from '../closest.ts'

export interface Selection {
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly standards?: readonly string[]
  /** Checks that the configuration switches on or off. */
  readonly states?: ReadonlyMap<string, 'on' | 'off'>
}

/** Standards that contain another one: who asks for the first gets the checks of the second as well. */
const includes: Readonly<Record<string, readonly string[]>> = { 'pss-restricted': ['pss-baseline'] }

/**
 * The checks to run. Those that are off by default run only when they are asked for by name or by standard.
 *
 * @throws {BreakwaterError} `unknown-id` when a name matches nothing
 */
export function selectChecks(checks: readonly Check[], { only, skip, standards, states }: Selection): readonly Check[] {
  for (const name of [...(only ?? []), ...(skip ?? [])]) assertKnown(checks, name)
  const wantedStandards = standards?.flatMap((standard) => [standard, ...(includes[standard] ?? [])])
  if (wantedStandards !== undefined) for (const standard of standards!) assertStandard(checks, standard)
  return checks.filter((check) => {
    if (skip?.some((name) => namesCheck(name, check))) return false
    if (wantedStandards !== undefined && !isOfStandard(check, wantedStandards)) return false
    // Noise that is off by default is not let in by naming its whole area.
    if (only !== undefined) return check.default === 'off' ? only.includes(check.id) : only.some((name) => namesCheck(name, check))
    const state = states?.get(check.id)
    if (state !== undefined) return state === 'on'
    return wantedStandards !== undefined || check.default !== 'off'
  })
}

/** Whether a name means the check: its id, its area with `/*`, its bare area, or a control that it proves. */
export function namesCheck(name: string, check: Check): boolean {
  return matchesCheck(name, check.id) || check.id.startsWith(`${name}/`) || check.controls.includes(name)
}

function isOfStandard(check: Check, standards: readonly string[]): boolean {
  return (check.standards ?? []).some((standard) => standards.some((wanted) => standard === wanted || standard.startsWith(`${wanted}/`)))
}

function assertKnown(checks: readonly Check[], name: string): void {
  if (checks.some((check) => namesCheck(name, check))) return
  const near = closest(
    name,
    checks.flatMap((check) => [check.id, ...check.controls]),
  )
  throw new BreakwaterError('unknown-id', { id: near === undefined ? name : `${name} (${near}?)` })
}

function assertStandard(checks: readonly Check[], name: string): void {
  if (checks.some((check) => isOfStandard(check, [name]))) return
  const known = [...new Set(checks.flatMap((check) => (check.standards ?? []).map((standard) => standard.split('/')[0]!)))]
  throw new BreakwaterError('bad-flag-value', { flag: '--standard', expected: known.join(', '), given: name })
}

import { readsLikeWords } from './placeholder.ts'

/** Small questions about values that several rules ask. */

export function hasDigit(value: string): boolean {
  return /\d/.test(value)
}

/** Letters and digits both, and no name of a type that happens to hold a digit. */
export function mixed(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && !(value.length >= 20 && readsLikeWords(value))
}

export const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

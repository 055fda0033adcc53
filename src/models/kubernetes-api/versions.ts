/** Minor versions of Kubernetes whose API is recorded, oldest first. */
export const knownMinors: readonly number[] = Array.from({ length: 37 - 11 + 1 }, (_, index) => 11 + index)

/**
 * The version that is judged against when nobody names one: 1.36, the newest that AKS offers as generally available, and
 * one of its long-term support versions (AKS release notes of 2026-06-19). Newer than most clusters on purpose: what
 * will be refused after the next upgrade should be known before it.
 */
export const defaultMinor = 36

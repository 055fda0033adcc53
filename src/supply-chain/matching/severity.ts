import cvss from 'ae-cvss-calculator'

import type { Severity } from '../../core/severity.ts'

export interface Score {
  /** 0 to 10 with one decimal. */
  readonly score: number
  readonly vector: string
}

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'low',
  unimportant: 'low',
  none: 'info',
}

/** The severity that a vendor's word stands for, or its score. Undefined for a word that says nothing, such as `not yet assigned`. */
export function severityOfWord(word: string | undefined): Severity | undefined {
  if (word === undefined) return undefined
  return /^\d/.test(word) ? severityOfScore(Number(word)) : words[word.toLowerCase()]
}

/** The band of a CVSS score, as versions 3 and 4 of the standard name it. */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'info'
}

/** The score of a CVSS vector of version 2, 3.0, 3.1 or 4.0; undefined where it is none. */
export function scoreOf(vector: string): Score | undefined {
  try {
    const parsed = cvss.fromVector(vector)
    const score = parsed?.calculateScores(false).overall
    return score === undefined || Number.isNaN(score) ? undefined : { score, vector }
  } catch {
    return undefined
  }
}

/** The score to report among several vectors: of the newest version of the standard, and there the highest. */
export function bestScore(vectors: readonly string[]): Score | undefined {
  const version = (vector: string): number => Number(/^CVSS:(\d)/.exec(vector)?.[1] ?? 2)
  return vectors.flatMap((vector) => scoreOf(vector) ?? []).sort((a, b) => version(b.vector) - version(a.vector) || b.score - a.score)[0]
}

/** How bad it is when the check fails, worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof severities)[number]

/** Whether a word is one of the severities. */
export function isSeverity(said: string): said is Severity {
  return severities.some((severity) => severity === said)
}

/** How sure the check is that what it reports is true of the input. */
export const confidences = ['high', 'medium', 'low'] as const
export type Confidence = (typeof confidences)[number]

/** Negative when `a` is worse than `b`: sorts worst first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b)
}

import { readFileSync } from 'node:fs'

import { BreakwaterError } from '../../core/error.ts'
import type { RunOptions } from '../../core/run.ts'

/** The findings of an earlier JSON report, by fingerprint. */
export function readBaseline(path: string): NonNullable<RunOptions['baseline']> {
  let report: unknown
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new BreakwaterError('path-not-found', { path }, { cause })
    throw notReport(path, cause)
  }
  const findings = (report as { findings?: unknown }).findings
  if (!Array.isArray(findings)) throw notReport(path)
  return new Map(findings.map(({ fingerprint }: { fingerprint: string }) => [fingerprint, { by: 'baseline', reason: 'baseline' }]))
}

function notReport(path: string, cause?: unknown): BreakwaterError {
  return new BreakwaterError('bad-flag-value', { flag: '--baseline', expected: 'breakwater scan --format json', given: path }, { cause })
}

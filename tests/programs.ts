import { execFileSync } from 'node:child_process'

/**
 * Whether all of some programs are installed, which a suite needs as its judges. Where one is missing, the suite is skipped
 * with a printed reason; in CI, which installs them, that is an error: a suite that nobody misses proves nothing.
 */
export function hasPrograms(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => !isInstalled(program))
  if (missing.length === 0) return true
  if (process.env['CI'] === 'true') throw new Error(`${missing.join(', ')} not installed: see .ci/run`)
  process.stderr.write(`skipped: ${missing.join(', ')} not installed\n`)
  return false
}

/** The same for another project's program to compare with, which nobody has to have. */
export function hasPeer(program: string): boolean {
  if (isInstalled(program)) return true
  process.stderr.write(`skipped: ${program}, to compare with, not installed\n`)
  return false
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

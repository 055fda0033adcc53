import { fromKubectlLayer } from '../src/sources/programs/kubectl-layer.ts'

/**
 * The Helm of the devDependency, so that tests do not depend on what a machine has installed. Undefined, with a printed
 * reason, where that package has no executable for the machine: the suites that need it are then skipped.
 */
export function helmBinary(): string | undefined {
  return binary('helm')
}

/** The kubectl of the same package. */
export function kubectlBinary(): string | undefined {
  return binary('kubectl')
}

function binary(name: 'helm' | 'kubectl'): string | undefined {
  const found = fromKubectlLayer(name)
  if (found === undefined) process.stderr.write(`skipped: no ${name} for ${process.platform} ${process.arch} in the installed packages\n`)
  return found
}

import { authorizationLibrary } from './authorization.ts'
import { encoderLibrary } from './encoders.ts'
import { formatLibrary } from './formats.ts'
import type { CelFunction, CelLibrary } from './function.ts'
import { kubernetesLibrary } from './kubernetes.ts'
import { listLibrary } from './lists.ts'
import { mathLibrary } from './math.ts'
import { networkLibrary } from './networks.ts'
import { optionalLibrary } from './optionals.ts'
import { standardLibrary } from './standard.ts'
import { stringLibrary } from './strings.ts'
import { timeLibrary } from './time.ts'
import { versionLibrary } from './versions.ts'

/** Libraries may have functions of one name for different types: the first that takes the values answers. */
function combine(libraries: readonly CelLibrary[]): ReadonlyMap<string, CelFunction> {
  const all = new Map<string, CelFunction>()
  for (const library of libraries)
    for (const [name, call] of Object.entries(library)) {
      const before = all.get(name)
      all.set(name, before === undefined ? call : (...values) => before(...values) ?? call(...values))
    }
  return all
}

/** The functions of CEL and of Kubernetes' libraries. */
export const celFunctions = combine([
  standardLibrary,
  stringLibrary,
  listLibrary,
  timeLibrary,
  optionalLibrary,
  kubernetesLibrary,
  networkLibrary,
  versionLibrary,
  formatLibrary,
  mathLibrary,
  encoderLibrary,
  authorizationLibrary,
])

import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'

import { fromKubectlLayer } from './kubectl-layer.ts'
import type { Program } from './run-program.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Helm: `HELM`, else `helm` on the path, else the one in an installed package. */
export function findHelm(env: Environment = process.env): Program | undefined {
  const path = named(env['HELM'], env) ?? findOnPath('helm', env) ?? fromKubectlLayer('helm')
  return path === undefined ? undefined : { path, args: [] }
}

/** Kustomize: `KUSTOMIZE`, else `kustomize` on the path, else the one inside kubectl, found in the same three ways by `KUBECTL`. */
export function findKustomize(env: Environment = process.env): Program | undefined {
  const alone = named(env['KUSTOMIZE'], env) ?? findOnPath('kustomize', env)
  if (alone !== undefined) return { path: alone, args: ['build'] }
  const kubectl = named(env['KUBECTL'], env) ?? findOnPath('kubectl', env) ?? fromKubectlLayer('kubectl')
  return kubectl === undefined ? undefined : { path: kubectl, args: ['kustomize'] }
}

/** The Azure CLI: `AZ`, else `az` on the path. */
export function findAzureCli(env: Environment = process.env): Program | undefined {
  const path = named(env['AZ'], env) ?? findOnPath('az', env)
  return path === undefined ? undefined : { path, args: [] }
}

/** What a person named in the environment: a path, or a name to look up. */
function named(value: string | undefined, env: Environment): string | undefined {
  if (value === undefined || value === '') return undefined
  if (!/[/\\]/.test(value)) return findOnPath(value, env)
  const file = resolve(value)
  return isExecutable(file) ? file : undefined
}

/** Relative folders of the path are left out: a scanned tree must not get to say which program is run. */
export function findOnPath(name: string, env: Environment): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe'] : ['']
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue
    for (const ending of endings) {
      const file = join(folder, name + ending)
      if (isExecutable(file)) return file
    }
  }
  return undefined
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

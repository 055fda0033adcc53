import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
export const bundle = join(root, 'dist', 'breakwater.mjs')

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  /** In milliseconds. */
  readonly timeout?: number
  /** A file that takes the output in place of the result. */
  readonly stdout?: number
}

/** Runs the built program as its users do. It must have been built; `npm test` does so first. */
export function breakwater(args: readonly string[], { cwd = root, input, env, timeout = 60_000, stdout: file }: RunOptions = {}): Ended {
  if (!existsSync(bundle)) throw new Error('dist/breakwater.mjs is missing: npm run build')
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd,
    input: input ?? '',
    encoding: 'utf8',
    stdio: ['pipe', file ?? 'pipe', 'pipe'],
    timeout,
    maxBuffer: 256 * 1024 * 1024,
    // What the machine says of languages and colours must not change what is tested.
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  })
  return { status, stdout, stderr }
}

const folders: string[] = []

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own with these files, which is gone when the tests of the file are over. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-e2e-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** A pod that every check of the restricted standard accepts, with a name of choice. */
export function goodPod(name = 'web'): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop: [ALL]
`
}

/** A pod with one privileged container. */
export function badPod(name = 'web'): string {
  return goodPod(name).replace('allowPrivilegeEscalation: false', 'privileged: true')
}

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A program of the machine, with the arguments that always come first (`kubectl kustomize`). */
export interface Program {
  readonly path: string
  readonly args: readonly string[]
}

export interface RunOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** In milliseconds. */
  readonly timeout: number
  /** Bound of what it may write, in bytes. */
  readonly largestOutput: number
  /** Bound of its address space, in bytes; kept where the system has a shell that can set it. */
  readonly largestMemory?: number
}

export type Run =
  | { readonly ended: 'well'; readonly stdout: string }
  | { readonly ended: 'badly'; readonly stderr: string }
  | { readonly ended: 'timeout' | 'too-large' | 'not-started'; readonly stderr: string }

/**
 * Runs a program to its end, with exactly the given environment. No shell reads its arguments. A program that takes too
 * long or writes too much is killed, and the result says so; the promise never rejects.
 */
export function runProgram(program: Program, args: readonly string[], options: RunOptions): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>()
  const settings = {
    cwd: options.cwd,
    env: { ...options.env },
    timeout: options.timeout,
    killSignal: 'SIGKILL',
    maxBuffer: options.largestOutput,
    encoding: 'utf8',
    windowsHide: true,
  } as const
  const bounded = options.largestMemory === undefined ? program : withinMemory(program, options.largestMemory)
  const child = execFile(bounded.path, [...bounded.args, ...args], settings, (error, stdout, stderr) => {
    if (error === null) resolve({ ended: 'well', stdout })
    else if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') resolve({ ended: 'too-large', stderr })
    else if (error.killed === true) resolve({ ended: 'timeout', stderr })
    else if (typeof error.code === 'string') resolve({ ended: 'not-started', stderr: error.message })
    else resolve({ ended: 'badly', stderr: stderr === '' ? error.message : stderr })
  })
  child.stdin?.end()
  return promise
}

/** POSIX has no other way to bound a program that is to be started; `exec` puts the program in the shell's place. */
function withinMemory({ path, args }: Program, bytes: number): Program {
  const shell = '/bin/sh'
  if (process.platform === 'win32' || !existsSync(shell)) return { path, args }
  return { path: shell, args: ['-c', `ulimit -v ${Math.floor(bytes / 1024)} 2>/dev/null; exec "$0" "$@"`, path, ...args] }
}

/**
 * The environment for programs that read files of strangers: no configuration of the user, no cluster, no other
 * programs to call, and no way out to the network but a closed door.
 *
 * @param home an empty folder that stands in for the home and all configuration folders
 */
export function scrubbedEnvironment(home: string): Record<string, string> {
  const closed = 'http://127.0.0.1:9'
  return {
    PATH: '',
    HOME: home,
    USERPROFILE: home,
    TMPDIR: home,
    TMP: home,
    TEMP: home,
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    KUBECONFIG: `${home}/no-kubeconfig`,
    HTTP_PROXY: closed,
    HTTPS_PROXY: closed,
    http_proxy: closed,
    https_proxy: closed,
    // Programs written in Go work harder to stay below this.
    GOMEMLIMIT: '1GiB',
    ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
  }
}

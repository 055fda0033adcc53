import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'

/** Git said no, or is not there. The message is git's own. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly exitCode: number | undefined

  constructor(message: string, exitCode?: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Settings of the repository that could start a program or open the network are overridden: a scanned repository
 * is not trusted.
 */
const noHooks = ['-c', 'core.hooksPath=/dev/null']
const safety = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'protocol.allow=never',
  '-c',
  'log.showSignature=false',
  '-c',
  'core.quotePath=false',
  '--no-pager',
]

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  LC_ALL: 'C',
})

/** Starts git in a folder. `hooksPath` leaves the repository's setting of that name in force. The caller reads its output and calls {@link finished}. */
export function startGit(folder: string, args: readonly string[], { hooksPath = false } = {}): ChildProcessWithoutNullStreams {
  const child = spawn('git', [...safety, ...(hooksPath ? [] : noHooks), ...args], {
    cwd: folder,
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // A reader that stops early closes the pipe; that is no failure.
  child.stdin.on('error', () => {})
  return child
}

/** @throws {GitError} when git ended with another status than those allowed */
export async function finished(child: ChildProcessWithoutNullStreams, allowed: readonly number[] = [0]): Promise<void> {
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    if (complaint.length < 4000) complaint += piece
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(new GitError(`git could not be started: ${error.message}`)))
    if (child.exitCode !== null && child.stdout.closed) resolve(child.exitCode)
    else child.once('close', resolve)
  })
  if (code === null || !allowed.includes(code)) throw new GitError(complaint.trim() || `git ended with status ${code}`, code ?? undefined)
}

/** Runs git and gives what it printed. @throws {GitError} */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const child = startGit(folder, args)
  child.stdin.end()
  const done = finished(child)
  const pieces: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
  await done
  return Buffer.concat(pieces).toString('utf8')
}

/** Records of a `-z` list, without the empty one at its end. */
export function records(output: string): readonly string[] {
  const list = output.split('\0')
  if (list.at(-1) === '') list.pop()
  return list
}

/** The top folder of the working tree (or the git directory of a bare repository). @throws {GitError} when there is none */
export async function repositoryRoot(folder: string): Promise<string> {
  const bare = (await git(folder, 'rev-parse', '--is-bare-repository')).trim() === 'true'
  return (await git(folder, 'rev-parse', bare ? '--absolute-git-dir' : '--show-toplevel')).trimEnd()
}

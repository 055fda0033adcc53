import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { GitError, repositoryRoot } from './command.ts'
import { pushedSelection, scanHistory, scanStaged } from './secrets.ts'

/* Sample secrets are put together here, so that no file of the repository holds one. */
const deep = ['glpat-', 'bzoo9crjw89o5816plp8'].join('')
const inMerge = ['sk_', 'live_', '4eC39HqLyjWDarjtT1zdp7dc'].join('')
const inMessage = ['npm_', 'uorvntji94m70y4jtpx42fgz97s2hw79463k'].join('')
const onBranch = ['xoxb-', '864564013299-6086274785918-IkyNTEsQuyDYDsZ1ZdrKKktR'].join('')

let folder: string
const at = (...parts: string[]): string => join(folder, ...parts)

function run(...args: string[]): string {
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: 'Hanako',
    GIT_AUTHOR_EMAIL: 'hanako@example.com',
    GIT_COMMITTER_NAME: 'C',
    GIT_COMMITTER_EMAIL: 'c@example.com',
    GIT_CONFIG_GLOBAL: '/dev/null',
  }
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim()
}

/** Two hundred commits in one go. */
function bury(): void {
  let stream = ''
  for (let number = 0; number < 200; number++) {
    const when = 1_700_000_000 + number * 60
    stream += `commit refs/heads/main\nauthor Hanako <hanako@example.com> ${when} +0900\ncommitter C <c@example.com> ${when} +0900\ndata 3\nfix\n`
    if (number === 0) stream += 'from refs/heads/main^0\n'
    stream += `M 100644 inline src/file.txt\ndata <<END\nversion ${number}\nEND\n\n`
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: stream })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-git-'))
  run('init', '--quiet', '--initial-branch=main')
  await mkdir(at('config dir'))
  writeFileSync(at('config dir', 'ci 日本.yml'), `a: 1\ntoken: ${deep}\n`)
  run('add', '.')
  run('commit', '--quiet', '-m', 'start', '--date=2023-01-01T00:00:00+09:00')
  writeFileSync(at('config dir', 'ci 日本.yml'), `a: 1\nb: 2\nc: 3\ntoken: ${deep}\n`)
  run('commit', '--quiet', '-am', 'move it')
  writeFileSync(at('config dir', 'ci 日本.yml'), 'a: 1\n')
  run('commit', '--quiet', '-am', 'remove it')
  bury()
  run('reset', '--quiet', '--hard')
  run('checkout', '--quiet', '-b', 'topic', 'HEAD~3')
  writeFileSync(at('slack.txt'), `${onBranch}\n`)
  run('add', '.')
  run('commit', '--quiet', '-m', `use ${inMessage}`)
  run('checkout', '--quiet', 'main')
  run('merge', '--quiet', '--no-commit', '--no-ff', 'topic')
  writeFileSync(at('src', 'file.txt'), `stripe = ${inMerge}\n`)
  run('commit', '--quiet', '-am', 'merge')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('scanHistory', () => {
  const summary = async (options: Parameters<typeof scanHistory>[1] = {}) =>
    (await scanHistory(folder, { cache: false, ...options })).secrets.map(({ match, source, commit, atHead }) => [
      match.rule,
      source.uri,
      run('log', '-1', '--format=%s', commit!.hash).slice(0, 9),
      atHead,
    ])

  test('finds what was buried, on branches, in merges and in messages, each once with its first commit', async () => {
    expect(await summary()).toEqual([
      ['npm-access-token', 'COMMIT_MESSAGE', `use ${inMessage}`.slice(0, 9), false],
      ['gitlab-pat', 'config dir/ci 日本.yml', 'start', false],
      ['slack-bot-token', 'slack.txt', `use ${inMessage}`.slice(0, 9), true],
      ['stripe-access-token', 'src/file.txt', 'merge', true],
    ])
  })

  test('gives author and date', async () => {
    const { secrets, commits, read } = await scanHistory(folder, { cache: false })
    expect(secrets.find(({ match }) => match.rule === 'gitlab-pat')!.commit).toMatchObject({
      author: 'Hanako',
      email: 'hanako@example.com',
      date: '2023-01-01T00:00:00+09:00',
      message: 'start\n',
    })
    expect([commits, read]).toEqual([205, 205])
  })

  test('reads only selected commits', async () => {
    expect(await summary({ selection: ['main~1..main', '--not', 'topic'] })).toEqual([
      ['stripe-access-token', 'src/file.txt', 'merge', true],
    ])
    expect(pushedSelection([{ localHash: 'a'.repeat(40), remoteHash: '0'.repeat(40) }], 'origin')).toEqual([
      'a'.repeat(40),
      '--not',
      '--remotes=origin',
    ])
    expect(pushedSelection([{ localHash: '0'.repeat(40), remoteHash: 'b'.repeat(40) }], 'origin')).toEqual([])
  })

  test('remembers what is clean, and no secret', async () => {
    const first = await scanHistory(folder)
    const second = await scanHistory(folder)
    expect([first.cached, second.cached, second.read]).toEqual([0, first.read - 4, 4])
    expect(second.secrets.map(({ match }) => match.fingerprint)).toEqual(first.secrets.map(({ match }) => match.fingerprint))
    const kept = readdirSync(at('.git', 'breakwater')).map((file) => readFileSync(at('.git', 'breakwater', file)))
    for (const bytes of kept) for (const secret of [deep, inMerge, inMessage, onBranch]) expect(bytes.includes(secret)).toBe(false)
  })
})

describe('scanStaged', () => {
  test('reports what a commit would add, not what is there already or not staged', async () => {
    writeFileSync(at('slack.txt'), `# moved\n\n${onBranch}\n`)
    writeFileSync(at('new.env'), `GITLAB_TOKEN=${deep}\n`)
    run('add', '.')
    writeFileSync(at('unstaged.txt'), deep)
    const { secrets, read } = await scanStaged(folder)
    expect(secrets.map(({ match, source }) => [match.rule, source.uri])).toEqual([['gitlab-pat', 'new.env']])
    expect(read).toBe(2)
    writeFileSync(at('slack.txt'), `${onBranch.slice(0, -1)}Z\n`)
    run('add', 'slack.txt')
    expect((await scanStaged(folder)).secrets.map(({ source }) => source.uri)).toEqual(['new.env', 'slack.txt'])
    run('reset', '--quiet', '--hard')
  })

  test('works before the first commit', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'breakwater-empty-'))
    execFileSync('git', ['init', '--quiet'], { cwd: empty })
    writeFileSync(join(empty, 'a.txt'), deep)
    execFileSync('git', ['add', '.'], { cwd: empty })
    expect((await scanStaged(empty)).secrets.map(({ match }) => match.rule)).toEqual(['gitlab-pat'])
    expect((await scanHistory(empty)).secrets).toEqual([])
    rmSync(empty, { recursive: true })
  })
})

test('a folder without repository is an error in words of git', async () => {
  await expect(repositoryRoot(dirname(tmpdir()))).rejects.toThrow(GitError)
})

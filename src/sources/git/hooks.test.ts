import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { hookNames, installHooks, uninstallHooks } from './hooks.ts'

let folder: string
const at = (...parts: string[]): string => join(folder, ...parts)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "breakwater hooks' "))
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  writeFileSync(
    at('program.sh'),
    '#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\ncat >> "$(dirname "$0")/input" <&0\nexit ${STATUS:-0}\n',
  )
  chmodSync(at('program.sh'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function commit(env: Record<string, string> = {}): number | null {
  const identity = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b.c', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b.c' }
  return spawnSync('git', ['commit', '--allow-empty', '-m', 'x'], { cwd: folder, env: { ...process.env, ...identity, ...env }, input: '' })
    .status
}

test('runs Breakwater before a commit and refuses when it refuses', async () => {
  const installed = await installHooks(folder, ['pre-commit', 'commit-msg'], [at('program.sh')])
  expect(installed.map(({ hook, state }) => [hook, state])).toEqual([
    ['pre-commit', 'installed'],
    ['commit-msg', 'installed'],
  ])
  expect(commit()).toBe(0)
  expect(readFileSync(at('calls'), 'utf8')).toBe('secrets --staged\nsecrets --message .git/COMMIT_EDITMSG\n')
  expect(commit({ STATUS: '1' })).toBe(1)
  expect((await installHooks(folder, ['pre-commit'], [at('program.sh')]))[0]!.state).toBe('unchanged')
})

test('keeps a hook that stands there, runs it first and puts it back', async () => {
  const mine = '#!/bin/sh\necho mine > mine\nexit ${MINE:-0}\n'
  writeFileSync(at('.git', 'hooks', 'pre-commit'), mine)
  chmodSync(at('.git', 'hooks', 'pre-commit'), 0o755)
  const [hook] = await installHooks(folder, ['pre-commit'], [at('program.sh')])
  expect(hook!.kept).toBe(at('.git', 'hooks', 'pre-commit.before-breakwater'))
  expect(commit({ MINE: '3' })).toBe(1)
  expect(existsSync(at('calls'))).toBe(false)
  expect(commit()).toBe(0)
  expect(await uninstallHooks(folder)).toEqual(['pre-commit'])
  expect(readFileSync(at('.git', 'hooks', 'pre-commit'), 'utf8')).toBe(mine)
})

test('refuses when Breakwater has gone, rather than pass everything', async () => {
  await installHooks(folder, ['pre-commit'], [at('program.sh')])
  rmSync(at('program.sh'))
  expect(commit({ PATH: '/usr/bin:/bin' })).toBe(1)
})

test('goes where core.hooksPath points, and hands the refs of a push on', async () => {
  execFileSync('git', ['config', 'core.hooksPath', 'team hooks'], { cwd: folder })
  const installed = await installHooks(folder, hookNames, [at('program.sh')])
  expect(installed[0]!.file).toBe(at('team hooks', 'pre-commit'))
  const status = spawnSync(at('team hooks', 'pre-push'), ['origin', 'url'], {
    cwd: folder,
    input: 'refs/heads/a 1 refs/heads/a 2\n',
  }).status
  expect(status).toBe(0)
  expect(readFileSync(at('input'), 'utf8')).toBe('refs/heads/a 1 refs/heads/a 2\n')
  expect(readFileSync(at('calls'), 'utf8')).toBe('secrets --pushed origin\n')
})

import { expect, test } from 'vitest'

import type { Io } from './command.ts'
import { runProgram } from './program.ts'

async function complaint(...args: readonly string[]): Promise<readonly [number, string]> {
  let said = ''
  const write = (line: string) => (said += line).length > 0
  const code = await runProgram(args, { cwd: '/', env: {}, stdout: { write }, stderr: { write }, stdin: process.stdin } as unknown as Io)
  return [code, said]
}

function beginning(line: string): RegExp {
  return new RegExp(`^${line.replaceAll(/[^\w\s]/g, String.raw`\$&`)}\n`)
}

test.each([
  [['scan', '--nope', '.'], 'breakwater: there is no flag --nope', 'breakwater: --nope というフラグはありません'],
  [
    ['scan', '--ofline', '.'],
    'breakwater: there is no flag --ofline; did you mean --offline?',
    'breakwater: --ofline というフラグはありません。--offline のことですか?',
  ],
  [
    ['scan', '--fail-on', 'silly', '.'],
    'breakwater: --fail-on takes critical, high, medium, low, never, not silly',
    'breakwater: --fail-on に指定できるのは critical, high, medium, low, never です（指定された値: silly）',
  ],
  [['scan', '.', '--config'], 'breakwater: --config takes a value', 'breakwater: --config には値が必要です'],
  [
    ['policy', 'eval'],
    'breakwater: this is how it is called: breakwater policy eval PATH…',
    'breakwater: 次のように指定します: breakwater policy eval PATH…',
  ],
  [
    ['scan', 'azure'],
    'breakwater: this is how it is called: breakwater scan azure --subscription ID',
    'breakwater: 次のように指定します: breakwater scan azure --subscription ID',
  ],
])('%j is refused in both languages', async (args, english, japanese) => {
  expect(await complaint(...args)).toEqual([2, expect.stringMatching(beginning(english))])
  expect(await complaint(...args, '--lang=ja')).toEqual([2, expect.stringMatching(beginning(japanese))])
})

test('help is in the language of the reader, and ends lines between Japanese words', async () => {
  const [code, said] = await complaint('--lang', 'ja')
  expect([code, said.split('\n')[0], said]).toEqual([
    0,
    '使い方: breakwater COMMAND [flags]',
    expect.stringContaining('コマンド:\n  scan '),
  ])
  const [, help] = await complaint('controls', '--help', '--lang', 'ja')
  expect(help).toContain('この状態の管理策だけを一覧する（値: proven, manual,')
})

import { expect, test } from 'vitest'

import type { Io } from './command.ts'
import { runProgram } from './program.ts'

async function complaint(...args: readonly string[]): Promise<readonly [number, string]> {
  let said = ''
  const write = (line: string) => (said += line).length > 0
  const code = await runProgram(args, { cwd: '/', env: {}, stdout: { write }, stderr: { write }, stdin: process.stdin } as unknown as Io)
  return [code, said.split('\n')[0]!]
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
  expect(await complaint(...args)).toEqual([2, english])
  expect(await complaint(...args, '--lang=ja')).toEqual([2, japanese])
})

import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { beforeAll, describe, expect, test } from 'vitest'

import { generateManifests } from '../../bench/generate-manifests.ts'
import { badPod, breakwater, bundle, folderWith } from './breakwater.ts'

let estate = ''
beforeAll(() => {
  estate = folderWith({})
  generateManifests(estate, 3_000)
})

interface Stopped {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/**
 * Runs the program and sends it a signal in the middle. How long it takes to begin is not known, so one that was too
 * early is sent again, later.
 */
async function stopped(signal: NodeJS.Signals, args: readonly string[], after = 300): Promise<Stopped> {
  const child = spawn(process.execPath, [bundle, ...args], { cwd: estate, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (part: Buffer) => (output += part.toString()))
  const ended = new Promise<Stopped>((done) => child.once('close', (code, by) => done({ code, signal: by, output })))
  await sleep(after)
  child.kill(signal)
  const result = await ended
  return result.signal === signal ? stopped(signal, args, after * 1.5) : result
}

describe('a run that is stopped', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s: tells what it knows, that it is not all, and does not pass', async (signal) => {
    const { code, output } = await stopped(signal, [
      'scan',
      '.',
      '--format',
      'json',
      '--exit-zero',
      '--fail-on',
      'never',
      '--allow-unknown',
    ])
    const report = JSON.parse(output) as { inputs: { notAnalysed: { reason: string; message: string }[] } }
    expect(report.inputs.notAnalysed.map(({ reason }) => reason)).toEqual(['interrupted'])
    expect(report.inputs.notAnalysed[0]!.message).toMatch(/^stopped after \d+ of \d+ checks; what is reported is not all$/)
    expect(code).toBe(4)
  })

  test('its report file is whole', async () => {
    await stopped('SIGINT', ['scan', '.', '--output', 'report.json', '--format', 'json'])
    expect(readdirSync(estate).filter((name) => name.startsWith('report'))).toEqual(['report.json'])
    expect(() => JSON.parse(readFileSync(join(estate, 'report.json'), 'utf8')) as unknown).not.toThrow()
  })
})

describe('an output that takes no more', () => {
  test('a reader that leaves early, as `head` does, is no fault', async () => {
    const child = spawn(process.execPath, [bundle, 'scan', '.', '--format', 'json', '--only', 'pod'], { cwd: estate })
    let errors = ''
    child.stderr.on('data', (part: Buffer) => (errors += part.toString()))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((done) => child.once('close', done))
    expect([code, errors]).toEqual([1, ''])
  })

  test.runIf(existsSync('/dev/full'))('a full disk is told', () => {
    const folder = folderWith({ 'pod.yaml': badPod() })
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = breakwater(['scan', '.'], { cwd: folder, stdout: full })
    closeSync(full)
    expect([status, stderr.split('\n')[0]]).toEqual([2, 'breakwater: cannot write stdout: ENOSPC: no space left on device, write'])
  })
})

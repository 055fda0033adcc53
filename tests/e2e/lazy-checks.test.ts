import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'

import { describe, expect, it } from 'vitest'

import type { Io } from '../../src/cli/command.ts'
import { runProgram } from '../../src/cli/program.ts'
import { corpus } from '../corpora.ts'
import { breakwater } from './breakwater.ts'

const root = join(import.meta.dirname, '..', '..')
const manifests = corpus('manifests')

/** One object that needs nothing else loaded, our own examples, and projects that have most kinds between them. */
const samples: readonly (readonly [name: string, cwd: string, path: string])[] = [
  ['one manifest', root, 'examples/secure/deploy'],
  ['everything of ours', root, 'examples'],
  ...(manifests === undefined
    ? []
    : ['aks-baseline', 'argo-cd', 'ingress-nginx', 'kube-prometheus', 'kubernetes-goat'].map((name) => [name, manifests, name] as const)),
]

/** The report of the sources, in which every check is loaded from the start. */
async function reportOfSources(cwd: string, path: string): Promise<string> {
  const stdout = new PassThrough()
  const said = text(stdout)
  await runProgram(['scan', path, '--format', 'json'], { cwd, env: {}, stdout, stderr: new PassThrough().resume() } as unknown as Io)
  stdout.end()
  return said
}

describe('checks that are loaded when something is there for them find and count what all of them would', () => {
  it.each(samples)('in %s', async (_, cwd, path) => {
    const { stdout } = breakwater(['scan', path, '--format', 'json'], { cwd })
    expect(JSON.parse(stdout)).toHaveProperty('evaluations.pass')
    expect(stdout).toBe(await reportOfSources(cwd, path))
  })
})

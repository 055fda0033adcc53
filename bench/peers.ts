import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import type { Input } from './inputs.ts'
import type { Command } from './measure.ts'

/** Another tool that judges manifests. */
export interface Peer {
  readonly name: string
  readonly version: string
  /** It searches folders itself; else it is given the list of manifests, and need not find them. */
  readonly searches: boolean
  readonly scan: (input: Input) => Command
}

interface KnownPeer {
  readonly name: string
  readonly version: readonly string[]
  readonly searches: boolean
  readonly args: (input: Input, scratch: string) => readonly string[]
}

/** Each as its makers tell people to run it on a folder, with JSON as output, without the network where it has such a mode. */
const known: readonly KnownPeer[] = [
  {
    name: 'kube-score',
    version: ['version'],
    searches: false,
    args: ({ manifests }) => ['score', '--output-format', 'json', ...manifests],
  },
  { name: 'kube-linter', version: ['version'], searches: true, args: ({ path }) => ['lint', '--format', 'json', path] },
  { name: 'kubescape', version: ['version'], searches: true, args: ({ path }) => ['scan', path, '--format', 'json', '--keep-local'] },
  {
    name: 'trivy',
    version: ['--version'],
    searches: true,
    args: ({ path }) => ['config', '--quiet', '--format', 'json', '--skip-check-update', '--skip-version-check', path],
  },
  { name: 'polaris', version: ['version'], searches: true, args: ({ path }) => ['audit', '--audit-path', path, '--format', 'json'] },
  {
    name: 'checkov',
    version: ['--version'],
    searches: true,
    args: ({ path, manifests }) => [
      ...(manifests[0] === path ? ['--file', path] : ['--directory', path]),
      '--framework',
      'kubernetes',
      '--output',
      'json',
      '--quiet',
      '--compact',
      '--skip-download',
    ],
  },
  {
    name: 'conftest',
    version: ['--version'],
    searches: false,
    args: ({ manifests }, scratch) => ['test', '--output', 'json', '--policy', policyOf(scratch), ...manifests],
  },
]

/** The peers that are on `PATH`. */
export function findPeers(scratch: string): readonly Peer[] {
  return known.flatMap(({ name, version, searches, args }) => {
    const program = findProgram(name)
    if (program === undefined) return []
    return [{ name, version: saidVersion(program, version), searches, scan: (input) => ({ program, args: args(input, scratch) }) }]
  })
}

export const peerNames: readonly string[] = known.map(({ name }) => name)

/** The version of a program that is on `PATH`, by `--version`. */
export function versionOf(name: string): string | undefined {
  const program = findProgram(name)
  return program === undefined ? undefined : saidVersion(program, ['--version'])
}

function saidVersion(program: string, args: readonly string[]): string {
  const { stdout } = spawnSync(program, [...args], { encoding: 'utf8', timeout: 60_000 })
  return /\d+\.\d+[\w.+-]*/.exec(stdout ?? '')?.[0] ?? 'of unknown version'
}

/** The first program of this name on PATH. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/** conftest brings no rules of its own: it gets two, so that its figures are those of reading and little more. */
function policyOf(scratch: string): string {
  const folder = join(scratch, 'policy')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'pods.rego'),
    `package main

import rego.v1

deny contains msg if {
  some container in input.spec.template.spec.containers
  container.securityContext.privileged
  msg := sprintf("container %s runs privileged", [container.name])
}

deny contains msg if {
  some container in input.spec.template.spec.containers
  not container.securityContext.readOnlyRootFilesystem
  msg := sprintf("container %s can write to its root file system", [container.name])
}
`,
  )
  return folder
}

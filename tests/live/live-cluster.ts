import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { parseAllDocuments } from 'yaml'

import type { Io } from '../../src/cli/command.ts'
import { runProgram } from '../../src/cli/program.ts'
import { isNamespaced } from '../../src/models/kubernetes-api/kind-scope.ts'
import type { Cluster } from '../cluster.ts'

export interface Ended {
  readonly code: number
  readonly out: string
  readonly said: string
}

export interface Started {
  readonly ended: Promise<Ended>
  /** What it has printed so far. */
  readonly printed: Readonly<Record<'out' | 'said', string>>
}

/** A folder to work in, with a kubeconfig for the admin of a cluster where there is one. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), 'breakwater-live-'))

  write(name: string, content: string): string {
    const path = join(this.folder, name)
    writeFileSync(path, content)
    return path
  }

  kubeconfig({ port, credentials }: Cluster, user: object = { tokenFile: join(credentials, 'token') }): string {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'test',
      clusters: [{ name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': join(credentials, 'ca.crt') } }],
      users: [{ name: 'test', user }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    }
    return this.write('kubeconfig', JSON.stringify(config))
  }

  /** Runs the command line in the folder. */
  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended
  }

  /** The same, with a look at what it prints meanwhile. */
  start(...args: string[]): Started {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
    const printed = { out: '', said: '' }
    streams.stdout.on('data', (piece: Buffer) => (printed.out += piece.toString()))
    streams.stderr.on('data', (piece: Buffer) => (printed.said += piece.toString()))
    const env = { KUBECONFIG: join(this.folder, 'kubeconfig'), PATH: process.env['PATH'], HOME: this.folder }
    const code = runProgram(args, { cwd: this.folder, env, ...streams } as unknown as Io)
    return { ended: code.then((value) => ({ code: value, ...printed })), printed }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

const plurals: Readonly<Record<string, string>> = {
  Ingress: 'ingresses',
  NetworkPolicy: 'networkpolicies',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
}

/** The address under which objects of a manifest's kind are. */
export function addressOf({ apiVersion, kind, metadata }: Manifest): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const namespace = isNamespaced(apiVersion, kind) === false ? '' : `/namespaces/${metadata.namespace ?? 'default'}`
  return `${root}${namespace}/${plurals[kind] ?? `${kind.toLowerCase()}s`}`
}

/** Creates the objects of a YAML text, and gives back what the server made of them. */
export async function create(cluster: Cluster, text: string): Promise<readonly Record<string, unknown>[]> {
  const made: Record<string, unknown>[] = []
  for (const document of parseAllDocuments(text)) {
    const manifest = document.toJS() as Manifest
    const { status, body } = await cluster.call('POST', addressOf(manifest), manifest)
    if (status !== 201) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${status} ${String(body.message)}`)
    made.push(body)
  }
  return made
}

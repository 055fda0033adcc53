import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { asObject } from '../../supply-chain/untrusted.ts'

/** How to prove to a registry who asks. */
export type Credentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** A refresh token that buys access tokens: `docker login` with Azure's CLI leaves one. */
  | { readonly kind: 'refresh'; readonly token: string }
  /** A token of Microsoft Entra ID, to be exchanged for one of Azure Container Registry. */
  | { readonly kind: 'entra'; readonly token: string; readonly tenant?: string | undefined }

/** Finds the credentials for a registry's host; undefined: ask anonymously. */
export type CredentialStore = (registry: string) => Promise<Credentials | undefined>

/** What Azure's CLI writes as the user name beside a refresh token. */
const TOKEN_USER = '00000000-0000-0000-0000-000000000000'
const HELPER_TIMEOUT = 30_000

/**
 * The credentials of Docker's configuration file: written in it, or kept by a credential helper that it names.
 *
 * @param path the file; by default that of `DOCKER_CONFIG` or of the home folder
 */
export function dockerCredentials(path = join(process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'config.json')): CredentialStore {
  return async (registry) => {
    let config: Readonly<Record<string, unknown>>
    try {
      config = asObject(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return undefined
    }
    const names = namesOf(registry)
    const helpers = asObject(config['credHelpers'])
    const helper = names.map((name) => helpers[name]).find((each) => typeof each === 'string') ?? config['credsStore']
    if (typeof helper === 'string') {
      for (const name of names) {
        const found = await askHelper(helper, name)
        if (found !== undefined) return found
      }
    }
    const auths = asObject(config['auths'])
    for (const name of names) {
      const found = fromEntry(asObject(auths[name]))
      if (found !== undefined) return found
    }
    return undefined
  }
}

/**
 * A token of Microsoft Entra ID for registries of Azure, and Docker's configuration for all others: nobody else shall see it.
 *
 * @param token gives the token when a registry asks for credentials
 */
export function entraCredentials(token: () => Promise<string>, others: CredentialStore = dockerCredentials()): CredentialStore {
  return async (registry) =>
    azureRegistry.test(registry) ? { kind: 'entra', token: await token(), tenant: process.env['AZURE_TENANT_ID'] } : others(registry)
}

/** Registries of the public and the sovereign clouds. */
const azureRegistry = /^[a-z0-9-]+(?:\.[a-z0-9-]+)?\.azurecr\.(?:io|cn|us)$/

/** Docker Hub goes by an address of its own in the file. */
function namesOf(registry: string): readonly string[] {
  const plain = [registry, `https://${registry}`, `https://${registry}/v2/`, `https://${registry}/v1/`]
  return registry === 'registry-1.docker.io' ? ['https://index.docker.io/v1/', 'docker.io', 'index.docker.io', ...plain] : plain
}

function fromEntry(entry: Readonly<Record<string, unknown>>): Credentials | undefined {
  if (typeof entry['identitytoken'] === 'string' && entry['identitytoken'] !== '') return { kind: 'refresh', token: entry['identitytoken'] }
  const decoded = typeof entry['auth'] === 'string' ? Buffer.from(entry['auth'], 'base64').toString('utf8').replace(/\0+$/, '') : ''
  const colon = decoded.indexOf(':')
  const username = colon > 0 ? decoded.slice(0, colon) : entry['username']
  const password = colon > 0 ? decoded.slice(colon + 1) : entry['password']
  return typeof username === 'string' && typeof password === 'string' ? named(username, password) : undefined
}

function named(username: string, password: string): Credentials {
  return username === TOKEN_USER || username === '<token>' ? { kind: 'refresh', token: password } : { kind: 'basic', username, password }
}

/** Docker's protocol: the helper reads a host from its input and answers in JSON. A failure means that it knows nothing. */
async function askHelper(helper: string, server: string): Promise<Credentials | undefined> {
  // The name becomes part of a program's name: nothing that could be a path.
  if (!/^[\w-]+$/.test(helper)) return undefined
  const answer = await new Promise<string | undefined>((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ['get'], { timeout: HELPER_TIMEOUT, maxBuffer: 1024 * 1024 }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    )
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(server)
  })
  if (answer === undefined) return undefined
  try {
    const { Username, Secret } = asObject(JSON.parse(answer))
    return typeof Username === 'string' && typeof Secret === 'string' ? named(Username, Secret) : undefined
  } catch {
    return undefined
  }
}

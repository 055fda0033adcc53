import { readFileSync } from 'node:fs'

import { BreakwaterError } from '../../../core/error.ts'
import { message, text } from '../../../core/text.ts'
import { findAzureCli } from '../../programs/find-program.ts'
import { runProgram, type Program } from '../../programs/run-program.ts'

type Environment = Readonly<Record<string, string | undefined>>

const noToken = text({
  en: '{place} holds none, which is one line without spaces',
  ja: '{place} に、空白を含まない 1 行のトークンがありません',
})

/**
 * The token to read with: out of a file, else `AZURE_ACCESS_TOKEN`, else that of the identity which the environment names
 * (a service principal, a workload identity), else from the Azure CLI, else from whatever else Microsoft's own library finds,
 * such as the managed identity of the machine.
 *
 * @throws {BreakwaterError} where there is none
 */
export async function findToken(file: string | undefined, endpoint: string, env: Environment, cwd: string): Promise<string> {
  // A secret that a pipeline does not have is an empty variable there.
  const given = file === undefined ? env['AZURE_ACCESS_TOKEN'] || undefined : readToken(file)
  const token = (given ?? (await signIn(endpoint, env, cwd))).trim()
  // A header takes one line of visible characters; an error about anything else would show it.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new BreakwaterError('azure-no-token', {
      reason: message(noToken, { place: file ?? (given === undefined ? 'az' : 'AZURE_ACCESS_TOKEN') }),
    })
  return token
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new BreakwaterError('path-not-found', { path: file }, { cause: error })
  }
}

async function signIn(endpoint: string, env: Environment, cwd: string): Promise<string> {
  const cli = env['AZURE_CLIENT_ID'] === undefined ? findAzureCli(env) : undefined
  return cli === undefined ? fromLibrary(endpoint) : fromCli(cli, endpoint, env, cwd)
}

/** The library is large and reads the environment itself, so it is loaded only here. */
async function fromLibrary(endpoint: string): Promise<string> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  try {
    const { token } = await new DefaultAzureCredential().getToken(`${endpoint.replace(/\/$/, '')}/.default`)
    return token
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    throw new BreakwaterError('azure-no-token', { reason: reason.slice(0, 300) }, { cause: error })
  }
}

async function fromCli(cli: Program, endpoint: string, env: Environment, cwd: string): Promise<string> {
  const args = ['account', 'get-access-token', '--resource', endpoint, '--query', 'accessToken', '--output', 'tsv']
  const known = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  const run = await runProgram(cli, args, { cwd, env: known, timeout: 60_000, largestOutput: 64 * 1024 })
  if (run.ended !== 'well')
    throw new BreakwaterError('azure-no-token', { reason: `az: ${run.stderr.trim().split('\n').at(-1) ?? run.ended}` })
  return run.stdout
}

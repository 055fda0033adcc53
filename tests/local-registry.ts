import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A docker-registry on loopback, with nothing in it. */
export interface LocalRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** A folder for the files of the test. */
  readonly work: string
  readonly stop: () => void
}

export async function startRegistry(): Promise<LocalRegistry> {
  const work = mkdtempSync(join(tmpdir(), 'registry-'))
  const host = `127.0.0.1:${await freePort()}`
  writeFileSync(
    join(work, 'config.yml'),
    `version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: ${work}/data}}\nhttp: {addr: ${host}}\n`,
  )
  const registry = spawn('docker-registry', ['serve', join(work, 'config.yml')], { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !(await answers(host)); tries++) await sleep(100)
  return {
    host,
    work,
    stop: () => {
      registry.kill()
      rmSync(work, { recursive: true, force: true })
    },
  }
}

async function answers(host: string): Promise<boolean> {
  return fetch(`http://${host}/v2/`)
    .then((answer) => answer.ok)
    .catch(() => false)
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
}

/** A key on P-256 and a certificate that signs itself, fit for code signing: `NAME.key` and `NAME.crt` in a folder. */
export function makeCertificate(folder: string, name: string): void {
  const subject = ['-days', '1', '-subj', `/C=US/ST=WA/O=Test/CN=${name}`]
  const uses = ['-addext', 'keyUsage=critical,digitalSignature', '-addext', 'basicConstraints=critical,CA:FALSE']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`]
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, ...uses], { cwd: folder, stdio: 'pipe' })
}

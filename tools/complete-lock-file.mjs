// `npm ci` wants every optional package in the lock file, also those for other platforms. A registry mirror that does not
// carry them lets `npm install` leave them out without a word. This adds what is missing: name, version and platform, which
// is all that is needed to skip a package elsewhere. Run it after `npm install` where `npm ci` complains.
import { readFileSync, writeFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

let added = 0
for (const [at, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
    // The lowest version that a range allows is as good as any: it is never installed here.
    const version = wanted.replace(/^[~^]/, '')
    if (isInstalledFor(at, name, version)) continue
    const words = name.split(/[-/]/)
    const os = systems.find((system) => words.includes(system))
    const cpu = processors.find((processor) => words.includes(processor))
    const path = lock.packages[`node_modules/${name}`] === undefined ? `node_modules/${name}` : `${at}/node_modules/${name}`
    lock.packages[path] = {
      version,
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(entry.dev === true ? { dev: true } : {}),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
    }
    added++
  }
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b, 'en'))),
)
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.error(`${added} packages for other platforms added`)

/** Whether looking upwards from a package finds the version that it wants. */
function isInstalledFor(at, name, version) {
  for (let from = at; ; from = from.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    const found = lock.packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`]
    if (found !== undefined) return found.version === version
    if (from === '') return false
  }
}

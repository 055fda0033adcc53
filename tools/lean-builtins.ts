import type { Plugin } from 'rolldown'

/**
 * Node.js modules that take milliseconds to load and that most runs never use. Their functions load them when they are
 * first called.
 */
const lazy = new Set(['node:crypto', 'node:zlib', 'node:net'])

const prefix = '\0builtin:'

/**
 * Takes the modules of Node.js by `process.getBuiltinModule` and not by `import`: an import reads every export of the
 * module, and with some of them (`fs.promises`, `process.stdin`, `crypto.webcrypto`) loads a dozen more modules.
 */
export function leanBuiltins(): Plugin {
  return {
    name: 'lean-builtins',
    resolveId(id, importer) {
      if (id.startsWith(prefix)) return { id, moduleSideEffects: false }
      // The first file needs but this one, which is loaded anyway.
      if (!id.startsWith('node:') || id === 'node:module') return undefined
      // The parser of the command line starts other programs only for commands that are such, which we have none of.
      const use = lazy.has(id) || (id === 'node:child_process' && importer?.includes('/commander/') === true) ? 'lazy' : 'eager'
      return { id: `${prefix}${use}:${id}`, moduleSideEffects: false }
    },
    load(id) {
      if (!id.startsWith(prefix)) return undefined
      const [use, , name] = id.slice(prefix.length).split(':')
      const source = `process.getBuiltinModule(${JSON.stringify(`node:${name!}`)})`
      return use === 'lazy' ? lazyModule(name!, source) : eagerModule(name!, source)
    },
  }
}

function keysOf(name: string): string[] {
  return Object.keys(process.getBuiltinModule(`node:${name}`) ?? {}).filter((key) => /^[\w$]+$/.test(key) && key !== 'default')
}

function eagerModule(name: string, source: string): string {
  const exports = keysOf(name).map((key) => `export const ${key} = module.${key}`)
  return [`const module = ${source}`, 'export default module', ...exports].join('\n')
}

function lazyModule(name: string, source: string): string {
  const module = process.getBuiltinModule(`node:${name}`) as Readonly<Record<string, unknown>>
  const exports = keysOf(name).map((key) =>
    typeof module[key] === 'function' && /^[a-z]/.test(key)
      ? `export function ${key}(...args) { return ${source}.${key}(...args) }`
      : `export const ${key} = /* @__PURE__ */ standIn(() => ${source}.${key})`,
  )
  const getters = keysOf(name).map((key) => `get ${key}() { return ${source}.${key} }`)
  return [`export default { ${getters.join(', ')} }`, standIn, ...exports].join('\n')
}

/** For classes and constants: what is asked of it is asked of the real one. */
const standIn = `function standIn(real) {
  return new Proxy(function () {}, { get: (_, key) => real()[key], construct: (_, args) => Reflect.construct(real(), args) })
}`

import module from 'node:module'

/**
 * Loads modules with all their functions compiled at once. Node.js keeps of a module what is compiled before it is first run:
 * without this the functions that a scan calls, some 600, would be compiled anew by every scan. It costs a first run nothing,
 * because one pass over the text takes the place of two. Where nothing is kept, nothing is gained.
 */
export async function compileWhole<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  if (module.getCompileCacheDir?.() === undefined) return load()
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString('--no-lazy')
  try {
    return await load()
  } finally {
    setFlagsFromString('--lazy')
  }
}

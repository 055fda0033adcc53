import type { Reader } from '../reader.ts'
import { dockerfileReader } from './dockerfile-reader.ts'
import { manifestReader } from './manifest-reader.ts'
import { secretReader } from './secret-reader.ts'

/** Every kind of file that Breakwater judges. The first reader that recognises a file reads it. */
export const readers: readonly Reader[] = [manifestReader, dockerfileReader, secretReader]

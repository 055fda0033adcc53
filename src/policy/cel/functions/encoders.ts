import { CelError } from '../errors.ts'
import type { CelLibrary } from './function.ts'

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/

/** @throws {CelError} where it is no base64 */
export function decodeBase64(text: string): Uint8Array {
  const bare = text.replace(/=+$/, '')
  const padded = bare.length === text.length || text.length % 4 === 0
  if (!alphabet.test(text) || !padded || bare.length % 4 === 1) throw new CelError('illegal base64 data')
  return Uint8Array.from(Buffer.from(bare, 'base64'))
}

/** CEL's extension for encodings. The API server does not have it, Kyverno has. */
export const encoderLibrary: CelLibrary = {
  'base64.encode': (bytes) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : undefined),
  'base64.decode': (text) => (typeof text === 'string' ? decodeBase64(text) : undefined),
}

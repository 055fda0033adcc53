import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

import { builtin, type BuiltinFamily } from './builtin.ts'
import { stringAt } from './operands.ts'

const hash = (algorithm: string) => builtin(1, (args) => createHash(algorithm).update(stringAt(args, 1)).digest('hex'))
const hmac = (algorithm: string) => builtin(2, (args) => createHmac(algorithm, stringAt(args, 2)).update(stringAt(args, 1)).digest('hex'))

export const cryptoBuiltins: BuiltinFamily = {
  'crypto.md5': hash('md5'),
  'crypto.sha1': hash('sha1'),
  'crypto.sha256': hash('sha256'),
  'crypto.hmac.md5': hmac('md5'),
  'crypto.hmac.sha1': hmac('sha1'),
  'crypto.hmac.sha256': hmac('sha256'),
  'crypto.hmac.sha512': hmac('sha512'),
  'crypto.hmac.equal': builtin(2, (args) => {
    const [first, second] = [Buffer.from(stringAt(args, 1)), Buffer.from(stringAt(args, 2))]
    return first.length === second.length && timingSafeEqual(first, second)
  }),
}

import { spoken } from '../../../core/text.ts'
import { RegoError } from '../errors.ts'
import { RegoObject } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { elementsAt, objectAt, stringAt } from './operands.ts'

/** The answer to no keys at all, for which nobody has to be asked. */
const nothingAsked = new RegoObject([
  ['responses', []],
  ['errors', []],
  ['status_code', 200],
  ['system_error', ''],
])

/** Gatekeeper's way of asking a service outside, such as one that verifies signatures of images. */
export const externalDataBuiltins: BuiltinFamily = {
  external_data: builtin(1, (args, { externalData }) => {
    const request = objectAt(args, 1)
    const provider = stringAt([request.get('provider') ?? null], 1)
    const keys = elementsAt([request.get('keys') ?? null], 1).map((key) => stringAt([key], 1))
    if (keys.length === 0) return nothingAsked
    // Not a `BuiltinError`: that would make the call undefined, and the policy pass without having been asked.
    if (externalData === undefined)
      throw new RegoError(
        'eval_builtin_error',
        spoken(
          { en: 'external_data: there is no provider {provider} here', ja: 'external_data: プロバイダー {provider} がここにはありません' },
          { provider },
        ),
      )
    return externalData(provider, keys)
  }),
}

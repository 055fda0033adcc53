import type { CelFunction, CelLibrary } from './function.ts'

/** There are no values that have these: asking for the authorizer ends what asks. */
const ofNothing: CelFunction = () => undefined

/** Questions to the authorizer of a cluster, which is not at hand: they are known so that expressions that ask them compile. */
export const authorizationLibrary: CelLibrary = Object.fromEntries(
  [
    'path',
    'group',
    'serviceAccount',
    'resource',
    'subresource',
    'namespace',
    'name',
    'fieldSelector',
    'labelSelector',
    'check',
    'errored',
    'error',
    'allowed',
    'reason',
  ].map((name) => [`.${name}`, ofNothing]),
)

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Errors whose words no person reads as a sentence of ours. */
const others: Readonly<Record<string, string>> = {
  BuiltinError: 'OPA words it, and policies match those words',
  CelCostError: 'the words of the API server, which its answer carries',
  CelError: 'the words of the API server, which its answer carries',
  CelUnknownError: 'carries what it says in both languages',
  CelOutOfBudgetError: 'the words of the API server, which its answer carries',
  Late: 'is caught beside where it is thrown, and says nothing',
  MalformedProviderRequest: 'an HTTP answer to Gatekeeper, in the words of its protocol',
  MalformedReview: 'an HTTP answer to the API server, in the words of its API',
  Missing: 'is caught beside where it is thrown, and a PatchError says it',
  PatchError: 'the words of the API server, which its answer carries',
  RegoError: 'quotes OPA in a sentence that it carries',
  Rejection: 'an HTTP answer to the API server',
  TestFailed: 'is caught beside where it is thrown, and says nothing',
}

const sources = globSync('src/{policy,admission,supply-chain/notary,supply-chain/sigstore,supply-chain/vex}/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const classes = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/class (\w+) extends (\w*Error)\b/g)].map(([, name, base]) => ({ path, name: name!, base: base! })),
)

test('what policies and the webhook say of a fault exists in both languages', () => {
  expect(sources.length).toBeGreaterThan(120)
  const spoken = new Set(['SpokenError', ...classes.flatMap(({ name, base }) => (base === 'SpokenError' ? [name] : []))])
  const mute = classes.filter(({ name, base }) => !spoken.has(base) && others[name] === undefined)
  expect(mute.map(({ path, name }) => `${path}: ${name} is no SpokenError`)).toEqual([])
})

test('a plain error is only ever a mistake of ours', () => {
  // A `TypeError` is one by convention: it ends with "Breakwater itself failed".
  const plain = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/throw new (?:Error|SyntaxError|RangeError)\(.*/g)].map(([found]) => `${path}: ${found}`),
  )
  expect(plain).toEqual(["src/admission/certificates/issue.ts: throw new Error('not PEM')"])
})

test('no reason is written in one language alone', () => {
  const alone = sources
    .filter(({ path }) => !/[\\/]rego[\\/]/.test(path))
    .flatMap(({ path, text }) =>
      [
        ...text.matchAll(/(?:\bfail|Unsupported|\bunsupported)\((?:[^()]|\([^()]*\))*?(?:^|[,(])\s*['`][^'`]* [^'`]*['`],?\s*\)/gm),
        ...text.matchAll(
          /new (?:PolicyDocumentError|EvaluationError|UndecidedError|UnknownValue)\((?:[^()]|\([^()]*\))*?[,(]\s*['`][^'`]* [^'`]*['`],?\s*(?:,[^()]*)?\)/g,
        ),
      ].map(([found]) => `${path}: ${found}`),
    )
  expect(alone).toEqual([])
})

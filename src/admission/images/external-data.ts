import { render, text, type Locale } from '../../core/text.ts'
import { asObject, asTexts } from '../../supply-chain/untrusted.ts'
import type { ImageGate, ImageVerdict } from './image-gate.ts'

const apiVersion = 'externaldata.gatekeeper.sh/v1beta1'
/** Gatekeeper asks for the images of one object at a time. */
const mostKeys = 1000

/** A body that is no request of Gatekeeper for external data. */
export class MalformedProviderRequest extends Error {
  override readonly name = 'MalformedProviderRequest'
}

/**
 * Answers Gatekeeper's question for external data about images. To a constraint each image gives `isSuccess` and what is
 * against it, as Ratify does; to a mutation, its name with the digest.
 *
 * @param milliseconds how long there is to answer
 * @throws {MalformedProviderRequest}
 */
export async function answerProvider(
  gate: ImageGate,
  body: string,
  kind: 'validate' | 'mutate',
  milliseconds: number,
  locale: Locale,
): Promise<string> {
  const keys = keysOf(body)
  const asked = keys.map((written) => ({ written, path: [] }))
  const verdicts = new Map((await gate.verify(asked, '', milliseconds)).map((verdict) => [verdict.written, verdict]))
  const items = keys.map((key) =>
    kind === 'validate' ? validation(key, verdicts.get(key), locale) : mutation(key, verdicts.get(key), locale),
  )
  return JSON.stringify({
    apiVersion,
    kind: 'ProviderResponse',
    response: { idempotent: kind === 'mutate', items, systemError: '' },
  })
}

function keysOf(body: string): readonly string[] {
  let request: Readonly<Record<string, unknown>>
  try {
    request = asObject(JSON.parse(body))
  } catch (cause) {
    throw new MalformedProviderRequest('the body is not JSON', { cause })
  }
  if (request['kind'] !== 'ProviderRequest') throw new MalformedProviderRequest('the body is not a ProviderRequest')
  const { keys } = asObject(request['request'])
  const found = asTexts(keys)
  if (!Array.isArray(keys) || found.length !== keys.length) throw new MalformedProviderRequest('the request has no keys')
  if (keys.length > mostKeys) throw new MalformedProviderRequest(`a request may have ${mostKeys} keys`)
  return found
}

const noRule = text({ en: 'no rule is about this image', ja: 'このイメージを対象とするルールがありません' })

/** An image that no rule is about was not verified, and is no success: somebody asked about it. */
function validation(key: string, verdict: ImageVerdict | undefined, locale: Locale): object {
  if (verdict === undefined) return { key, value: { isSuccess: false, problems: [`verify/unverified: ${noRule[locale]}`] } }
  const problems = verdict.problems.map(({ id, message }) => `${id}: ${render(message, locale)}`)
  const isLetThrough = verdict.rule.failure === 'ignore' && verdict.problems.every(({ id }) => id === 'verify/unverified')
  return { key, value: { isSuccess: problems.length === 0 || isLetThrough, digest: verdict.digest ?? null, problems } }
}

function mutation(key: string, verdict: ImageVerdict | undefined, locale: Locale): object {
  if (verdict?.digest === undefined) {
    const [problem] = verdict?.problems ?? []
    return { key, value: key, error: problem === undefined ? noRule[locale] : render(problem.message, locale) }
  }
  return { key, value: key.includes('@') ? key : `${key}@${verdict.digest}` }
}

import type { Path } from '../../core/location.ts'
import { saidBy } from '../../core/spoken-error.ts'
import { message, text } from '../../core/text.ts'
import type { ClientOptions } from '../../sources/registry/client.ts'
import { RegistryClient } from '../../sources/registry/client.ts'
import { formatReference, type ImageReference, parseReference } from '../../sources/registry/reference.ts'
import { ExpiringMap } from './expiring-map.ts'
import { type ImageRule, type ImageSettings, ruleFor } from './image-rule.ts'
import { type ImageProblem, verifyImage } from './verify-image.ts'

/** An image that an object runs, at the field that names it. */
export interface AskedImage {
  readonly written: string
  readonly path: Path
}

/** What came of verifying one image. */
export interface ImageVerdict extends AskedImage {
  readonly rule: ImageRule
  /** Of what the name stands for now; undefined where that could not be told. */
  readonly digest: string | undefined
  readonly problems: readonly ImageProblem[]
}

const words = {
  late: text({ en: 'image {image} could not be verified in time', ja: 'イメージ {image} を時間内に検証できませんでした' }),
  failed: text({ en: 'image {image} could not be verified: {reason}', ja: 'イメージ {image} を検証できませんでした: {reason}' }),
}

interface Verified {
  readonly digest: string
  readonly problems: readonly ImageProblem[]
}

/** More names than this are not remembered at once. */
const mostRemembered = 10_000
/** A tag can move at any time: what it stands for is asked again after so many milliseconds. */
const tagHolds = 30_000

/**
 * Verifies images by rules. A verdict is about a digest and holds for a while; whatever is asked while a verification runs
 * waits for that one. What does not end in time goes on, so that the next one who asks finds it done.
 */
export class ImageGate {
  readonly #settings: ImageSettings
  readonly #options: ClientOptions
  readonly #date: () => Date
  readonly #digests = new ExpiringMap<string>(mostRemembered)
  readonly #verdicts = new ExpiringMap<readonly ImageProblem[]>(mostRemembered)
  readonly #running = new Map<string, Promise<Verified>>()

  constructor(settings: ImageSettings, date: () => Date, options: ClientOptions = {}) {
    this.#settings = settings
    this.#date = date
    // One slow registry must not take the whole of the time.
    this.#options = { timeout: settings.deadline, retries: 1, backoff: 100, plainHttp: settings.plainHttp, ...options }
  }

  /** Whether any rule is about images in a namespace. */
  concerns(namespace: string): boolean {
    return this.#settings.rules.some((rule) => rule.mode !== 'off' && rule.namespaces(namespace))
  }

  /** The verdicts on images, in their order; images that no rule is about have none. */
  async verify(asked: readonly AskedImage[], namespace: string, milliseconds: number): Promise<readonly ImageVerdict[]> {
    const time = Math.min(milliseconds, this.#settings.deadline)
    const verdicts = await Promise.all(asked.map((image) => this.#verdict(image, namespace, time)))
    return verdicts.filter((verdict) => verdict !== undefined)
  }

  async #verdict(image: AskedImage, namespace: string, time: number): Promise<ImageVerdict | undefined> {
    const reference = referenceOf(image.written)
    if (reference === undefined) return undefined
    const rule = ruleFor(this.#settings, formatReference({ ...reference, tag: undefined, digest: undefined }), namespace)
    if (rule === undefined || rule.mode === 'off') return undefined
    try {
      const { digest, problems } = await inTime(this.#verified(image.written, reference, rule), time)
      return { ...image, rule, digest, problems }
    } catch (error) {
      return { ...image, rule, digest: undefined, problems: [{ id: 'verify/unverified', message: failureOf(image.written, error) }] }
    }
  }

  #verified(shown: string, reference: ImageReference, rule: ImageRule): Promise<Verified> {
    const key = `${this.#settings.rules.indexOf(rule)} ${formatReference(reference)}`
    let running = this.#running.get(key)
    if (running === undefined) {
      running = this.#work(shown, reference, rule).finally(() => this.#running.delete(key))
      // Somebody who asked may have stopped waiting; the failure is told to whoever still does.
      running.catch(() => undefined)
      this.#running.set(key, running)
    }
    return running
  }

  async #work(shown: string, reference: ImageReference, rule: ImageRule): Promise<Verified> {
    const digest = reference.digest ?? (await this.#digestOf(reference))
    const key = `${this.#settings.rules.indexOf(rule)} ${reference.registry}/${reference.repository}@${digest}`
    const now = this.#date()
    const known = this.#verdicts.get(key, now.getTime())
    if (known !== undefined) return { digest, problems: known }
    const problems = await verifyImage(shown, { ...reference, digest }, rule, this.#settings, this.#options, now)
    const { remember } = this.#settings
    this.#verdicts.set(key, problems, now.getTime() + (problems.length === 0 ? remember : remember / 10))
    return { digest, problems }
  }

  async #digestOf(reference: ImageReference): Promise<string> {
    const key = formatReference(reference)
    const now = this.#date().getTime()
    const known = this.#digests.get(key, now)
    if (known !== undefined) return known
    const { descriptor } = await new RegistryClient(reference, this.#options).manifest(reference.tag!)
    this.#digests.set(key, descriptor.digest, now + tagHolds)
    return descriptor.digest
  }
}

class Late extends Error {}

async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Late()), Math.max(0, milliseconds))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What a registry or an artefact does wrong, and our own mistakes too, must end in a verdict: never in a pass. */
function failureOf(image: string, error: unknown): ImageProblem['message'] {
  if (error instanceof Late) return message(words.late, { image })
  const reason = saidBy(error)
  return message(words.failed, { image, reason: typeof reason === 'string' ? reason.slice(0, 300) : reason })
}

function referenceOf(written: string): ImageReference | undefined {
  try {
    return parseReference(written)
  } catch {
    return undefined
  }
}

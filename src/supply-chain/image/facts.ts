import type { ImageFacts } from '../../models/image/built-image.ts'
import { endOfLife } from './end-of-life.ts'
import type { AnalysedImage } from './image.ts'

/** What checks want to know of an image. */
export function factsOf({ name, config, contents, configSecrets }: AnalysedImage): ImageFacts {
  const { os, ...found } = contents
  return {
    ...found,
    name,
    user: config.user,
    created: config.created,
    env: config.env,
    base: os === undefined ? undefined : { name: os.name, version: os.version, supportedUntil: endOfLife(os) },
    configSecrets,
  }
}

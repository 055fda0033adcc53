import { ImageError } from '../../supply-chain/image/image-error.ts'
import type { NamedImage } from '../../supply-chain/image/image.ts'
import { type ClientOptions, RegistryClient } from './client.ts'
import { openNamedImage, tagsInLayout } from './open-local.ts'
import { openRegistryImage } from './open-registry.ts'
import { formatReference, type ImageReference } from './reference.ts'

/** Where images are found by name. */
export interface ImageStore {
  /**
   * Undefined where the store has no image of this name.
   *
   * @throws {ImageError} where it has one that cannot be read, or does not answer
   */
  open(reference: ImageReference, platform: string): Promise<NamedImage | undefined>
  /** The tags of a repository; none where the store does not have it. */
  tags(reference: ImageReference): Promise<readonly string[]>
}

/** The images of an OCI layout, a folder or an archive, whose index names them in full. */
export function layoutStore(path: string): ImageStore {
  return {
    open: (reference, platform) => openNamedImage(path, reference, platform),
    tags: (reference) => tagsInLayout(path, reference),
  }
}

/** The registry that a name begins with. */
export function registryStore(options: ClientOptions): ImageStore {
  return {
    async open(reference, platform) {
      try {
        return await openRegistryImage(formatReference(reference), platform, options)
      } catch (error) {
        if (error instanceof ImageError && error.code === 'not-found') return undefined
        throw error
      }
    },
    async tags(reference) {
      try {
        return await new RegistryClient(reference, options).tags()
      } catch (error) {
        // Some registries list no tags, or not to everybody; then nothing is known of newer ones.
        if (error instanceof ImageError) return []
        throw error
      }
    },
  }
}

/** The first store that has an image, or a repository, answers. */
export function storesInTurn(stores: readonly ImageStore[]): ImageStore {
  return {
    async open(reference, platform) {
      for (const store of stores) {
        const found = await store.open(reference, platform)
        if (found !== undefined) return found
      }
      return undefined
    },
    async tags(reference) {
      for (const store of stores) {
        const found = await store.tags(reference)
        if (found.length > 0) return found
      }
      return []
    },
  }
}

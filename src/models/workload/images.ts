import type { Path } from '../../core/location.ts'
import { parseImageName, type ImageName } from '../image/image-name.ts'
import { stringAt } from '../kubernetes/json.ts'
import type { Container } from './container.ts'
import type { Workload } from './workload.ts'

/** An image that a pod pulls, and where it says so. */
export interface UsedImage {
  readonly written: string
  readonly name: ImageName
  readonly at: Path
  /** Undefined for an image that is mounted as a volume. */
  readonly container: Container | undefined
}

/** Many checks ask for the images of the same pod, and taking a reference apart costs more than they do with it. */
const known = new WeakMap<Workload, readonly UsedImage[]>()

/** The images of all containers and image volumes. What is no reference, such as a variable of a template, is left out. */
export function imagesOf(pod: Workload): readonly UsedImage[] {
  let images = known.get(pod)
  if (images === undefined) known.set(pod, (images = readImages(pod)))
  return images
}

function readImages(pod: Workload): readonly UsedImage[] {
  const containers = pod.containers.map((container) => ({ written: container.image, at: container.at('image'), container }))
  const volumes = pod.list('volumes').map((volume, index) => ({
    written: stringAt(volume, ['image', 'reference']),
    at: pod.at('volumes', index, 'image', 'reference'),
    container: undefined,
  }))
  return [...containers, ...volumes].flatMap(({ written, ...rest }) => {
    const name = written === undefined ? undefined : parseImageName(written)
    return written === undefined || name === undefined ? [] : [{ written, name, ...rest }]
  })
}

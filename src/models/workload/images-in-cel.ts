import { celText } from '../kubernetes/cel-text.ts'

const host = '(localhost|[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+|[[][0-9A-Fa-f:]{2,45}[]])(:[0-9]{1,5})?|[A-Za-z0-9-]+:[0-9]{1,5}'

/** The same references as `parseImageName` takes. */
const reference = `^((${host})/)?[A-Za-z0-9_./-]+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[A-Za-z0-9_+.-]+:[0-9a-fA-F]{32,})?$`

const hubs = "['docker.io', 'index.docker.io']"

/**
 * The images of a pod as `imagesOf` gives them: `written` as a message shows it, `registry`, `repository`, `tag` (empty where
 * there is none) and whether it `isPinned` by a digest. Each step sees what the one before has made. The API server wants the
 * values of a map to be of one type, which `dyn` makes them.
 */
export const imagesInCel = `(variables.containers.map(container, container.?image.orValue(''))
+ variables.pod.?volumes.orValue([]).map(volume, volume.?image.?reference.orValue('')))
.filter(written, written.trim().matches(${celText(reference)}))
${imagePartsInCel('written')}`

/** The steps that make parts of a list of references, whose entries have the given name. */
function imagePartsInCel(written: string): string {
  return `.map(${written}, {'written': dyn(size(${written}) > 200 ? ${written}.substring(0, 199) + '…' : ${written}), 'isPinned': dyn(${written}.contains('@')), 'name': dyn(${written}.trim().split('@')[0])})
.map(image, {'written': image.written, 'isPinned': image.isPinned, 'name': image.name,
  'host': dyn(image.name.contains('/') && image.name.split('/')[0].matches(${celText(`^(${host})$`)}) ? image.name.split('/')[0] : '')})
.map(image, {'written': image.written, 'isPinned': image.isPinned,
  'registry': dyn(image.host == '' || image.host in ${hubs} ? 'docker.io' : image.host.lowerAscii()),
  'path': dyn(image.host == '' ? image.name : image.name.substring(size(image.host) + 1))})
.map(image, {'written': image.written, 'isPinned': image.isPinned, 'registry': image.registry,
  'tag': dyn(image.path.contains(':') ? image.path.substring(image.path.lastIndexOf(':') + 1) : ''),
  'path': dyn(image.path.contains(':') ? image.path.substring(0, image.path.lastIndexOf(':')) : image.path)})
.map(image, {'written': image.written, 'isPinned': image.isPinned, 'registry': image.registry, 'tag': image.tag,
  'repository': dyn(image.registry == 'docker.io' && !image.path.contains('/') ? 'library/' + image.path : image.path)})`
}

/** The image of `container`, as a list of one or none. */
export const imageOfContainerInCel = {
  in: `[container.?image.orValue('')].filter(written, written.trim().matches(${celText(reference)}))${imagePartsInCel('written')}`,
  as: 'image',
} as const

/** Whether the reference of `image` can mean another image tomorrow; see `isMoving`. */
export const movingInCel = "!image.isPinned && image.tag in ['', 'latest']"

/** The list of images, for the demands that are made of each. */
export const eachImageInCel = { in: 'variables.images', as: 'image' } as const

/** Whether `image` lies in a registry or below a path of it; see `liesIn`. */
export function liesInCel(pattern: string): string {
  const [name = '', ...folders] = pattern
    .replace(/^https?:\/\//, '')
    .replace(/\/+(?:\*{1,2})?$/, '')
    .split('/')
  const wanted = name.toLowerCase()
  const isHost = wanted.startsWith('*.')
    ? `image.registry.endsWith(${celText(wanted.slice(1))}) && image.registry.split('.').size() == ${wanted.split('.').length} && image.registry.size() >= ${wanted.length}`
    : `image.registry == ${celText(wanted)}`
  const path = folders.join('/')
  if (path === '') return `(${isHost})`
  return `(${isHost} && (image.repository == ${celText(path)} || image.repository.startsWith(${celText(`${path}/`)})))`
}

/** Whether `image` lies in one of several registries. */
export function liesInOneInCel(patterns: readonly string[]): string {
  return patterns.length === 0 ? 'false' : `(${patterns.map(liesInCel).join(' || ')})`
}

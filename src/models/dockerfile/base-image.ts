import { parseImageName, type ImageName } from '../image/image-name.ts'

/**
 * The name of the image in a FROM. What only the build would fill in is taken for one word, so that the rest of the name
 * still counts.
 */
export function parseBaseImage(image: string): ImageName | undefined {
  return parseImageName(image.replaceAll(/\$(?:\w+|\{[^}]*\})/g, 'x'))
}

const fullSystems =
  /^(?:library\/)?(?:ubuntu|debian|centos|fedora|amazonlinux|rockylinux|almalinux|oraclelinux|opensuse\/leap|node|python|ruby|php|golang|openjdk|eclipse-temurin|maven|gradle|rust|perl)$/
const slimTags = /slim|alpine|distroless|chiseled|minimal|jre|scratch|busybox/i

/** Whether an image is a whole distribution or a development kit, of which there are smaller variants to run on. */
export function isFullSystem(image: string): boolean {
  const name = parseBaseImage(image)
  if (name === undefined) return false
  const { repository, tag, registry } = name
  if (registry === 'mcr.microsoft.com') return /^(?:dotnet\/sdk|devcontainers\/|openjdk\/jdk)/.test(repository)
  return fullSystems.test(repository) && !slimTags.test(tag ?? '')
}

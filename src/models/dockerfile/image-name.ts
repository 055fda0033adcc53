/** The parts of an image reference. */
export interface ImageName {
  readonly registry: string
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** Takes a reference apart as the container runtimes do: without a host it is Docker Hub, without a folder there `library/`. */
export function parseImageName(reference: string): ImageName {
  const [named = '', digest] = reference.split('@', 2)
  const slash = named.lastIndexOf('/')
  const colon = named.indexOf(':', slash + 1)
  const name = colon === -1 ? named : named.slice(0, colon)
  const tag = colon === -1 ? undefined : named.slice(colon + 1)
  const first = name.indexOf('/')
  const host = first === -1 ? '' : name.slice(0, first)
  const hasHost = host === 'localhost' || /[.:]/.test(host)
  const repository = hasHost ? name.slice(first + 1) : first === -1 ? `library/${name}` : name
  return { registry: hasHost ? host : 'docker.io', repository, tag, digest }
}

const fullSystems =
  /^(?:library\/)?(?:ubuntu|debian|centos|fedora|amazonlinux|rockylinux|almalinux|oraclelinux|opensuse\/leap|node|python|ruby|php|golang|openjdk|eclipse-temurin|maven|gradle|rust|perl)$/
const slimTags = /slim|alpine|distroless|chiseled|minimal|jre|scratch|busybox/i

/** Whether an image is a whole distribution or a development kit, of which there are smaller variants to run on. */
export function isFullSystem(image: string): boolean {
  const { repository, tag, registry } = parseImageName(image)
  if (registry === 'mcr.microsoft.com') return /^(?:dotnet\/sdk|devcontainers\/|openjdk\/jdk)/.test(repository)
  return fullSystems.test(repository) && !slimTags.test(tag ?? '')
}

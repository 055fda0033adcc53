/** The parts of an image reference. `tag` keeps its `:` or `@`. */
export interface ImageParts {
  readonly domain: string
  readonly path: string
  readonly tag: string
}

/** The first part is a registry only where it looks like a host: with a dot or a port, `localhost`, or upper case. */
export function splitImage(image: string): ImageParts {
  const slash = image.indexOf('/')
  const first = slash === -1 ? '' : image.slice(0, slash)
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase()
  const rest = isDomain ? image.slice(slash + 1) : image
  const digest = rest.indexOf('@')
  const colon = rest.indexOf(':')
  const end = digest !== -1 && (colon === -1 || digest < colon) ? digest : colon
  return { domain: isDomain ? first : '', path: end === -1 ? rest : rest.slice(0, end), tag: end === -1 ? '' : rest.slice(end) }
}

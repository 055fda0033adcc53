import { RE2JS } from 're2js'

/** Images that no pattern for one's own registries may admit. */
const strangers = ['docker.io/library/nginx:latest', 'nginx', 'ghcr.io/stranger/tool:1', 'mallory.azurecr.io/tool:1']

/**
 * An image of somebody else that a pattern for allowed images admits: a public one, or one whose name only holds what the
 * pattern asks for. Undefined where it admits none. Patterns take linear time, whatever they are.
 */
export function admittedStranger(pattern: string): string | undefined {
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(pattern)
  } catch {
    return 'invalid'
  }
  const plain = plainRegistryOf(pattern)
  const disguised = plain === undefined ? [] : [`evil.example/${plain}/tool:1`, `x${plain}/tool:1`]
  return [...strangers, ...disguised].find((image) => compiled.matcher(image).find())
}

/** The first registry name that a pattern spells out, without its escapes. */
function plainRegistryOf(pattern: string): string | undefined {
  return /[a-z0-9][a-z0-9-]*(?:\\?\.[a-z0-9-]+)+/i.exec(pattern)?.[0].replaceAll('\\', '')
}

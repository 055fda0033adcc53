/** The versions of Node.js that the program runs on: the same as `engines` in package.json, which a test holds. */
export const supportedNode = '^24.11 || >=26'

/** Whether a version such as `v24.11.0` is among them. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major >= 26 || (major === 24 && minor >= 11)
}

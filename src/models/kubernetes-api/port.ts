/** Whether a number is a port: 1 to 65535. */
export function isPortNumber(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535
}

/**
 * Whether a text can name a port of a container: at most 15 of a–z, 0–9 and hyphens, with a letter among them and no
 * hyphen at an end or beside another. Source: RFC 6335, section 5.1, in lower case.
 */
export function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)
}

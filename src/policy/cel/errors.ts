/** An expression that cannot be read or whose names mean nothing; `offset` counts UTF-16 units from its start. */
export class CelSyntaxError extends Error {
  readonly offset: number

  constructor(reason: string, offset: number) {
    super(reason)
    this.name = 'CelSyntaxError'
    this.offset = offset
  }
}

/** An expression that has no value on what it was evaluated with: a missing key, a wrong type, a limit reached. */
export class CelError extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'CelError'
  }
}

export function noSuchOverload(name: string): never {
  throw new CelError(`no such overload: ${name}`)
}

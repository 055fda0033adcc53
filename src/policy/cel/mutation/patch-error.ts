/** A mutation that cannot be made, in the words of the API server where it has some. */
export class PatchError extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'PatchError'
  }
}

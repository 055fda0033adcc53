/** An archive that is broken, or that would unpack into more than its limits allow. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}

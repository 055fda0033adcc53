/** Of more names than these nobody reads all; in an estate of thousands of resources a message would be longer than its template. */
const mostNames = 10

/** Names as a message lists them; of very many only the first ones. */
export function nameList(names: readonly string[]): string {
  return names.length <= mostNames ? names.join(', ') : `${names.slice(0, mostNames).join(', ')}, … (${names.length})`
}

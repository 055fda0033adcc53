import { availableParallelism } from 'node:os'

/**
 * Does the same to every item and gives the results in order of the items.
 *
 * @param atOnce how many are worked on at a time; as many as the machine has processors where it is not given
 */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce: number = availableParallelism(),
): Promise<readonly Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(items.length, atOnce) }, worker))
  return results
}

import { finished, startGit } from './command.ts'

export interface GitObject {
  readonly oid: string
  readonly type: string
  readonly bytes: Buffer
}

/** Type and size of an object, without its content. */
export interface ObjectHead {
  readonly oid: string
  readonly type: string
  readonly size: number
}

/** Reads many objects through one `git cat-file --batch`, in the order asked for. Missing ones (partial clones) are passed over. */
export async function* readObjects(folder: string, oids: Iterable<string>): AsyncGenerator<GitObject> {
  const child = startGit(folder, ['cat-file', '--batch', '--buffer'])
  const done = finished(child)
  done.catch(() => {})
  void feed(child.stdin, oids)
  let pending: Buffer[] = []
  let held = 0
  let head: { oid: string; type: string; size: number } | undefined
  try {
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      pending.push(piece)
      held += piece.length
      // The content of a large object comes in many pieces; they are joined once, when it is whole.
      if (head !== undefined && held < head.size + 1) continue
      let buffer = pending.length === 1 ? pending[0]! : Buffer.concat(pending, held)
      let at = 0
      for (;;) {
        if (head === undefined) {
          const lineEnd = buffer.indexOf(10, at)
          if (lineEnd === -1) break
          const [oid, type, size] = buffer.toString('latin1', at, lineEnd).split(' ')
          at = lineEnd + 1
          if (size === undefined) continue
          head = { oid: oid!, type: type!, size: Number(size) }
        }
        if (buffer.length - at < head.size + 1) break
        yield { oid: head.oid, type: head.type, bytes: buffer.subarray(at, at + head.size) }
        at += head.size + 1
        head = undefined
      }
      buffer = buffer.subarray(at)
      pending = buffer.length === 0 ? [] : [buffer]
      held = buffer.length
    }
    await done
  } finally {
    child.kill()
  }
}

async function feed(stdin: NodeJS.WritableStream, oids: Iterable<string>): Promise<void> {
  let batch = ''
  for (const oid of oids) {
    batch += `${oid}\n`
    if (batch.length < 1 << 16) continue
    if (!stdin.write(batch))
      await new Promise<void>((resolve) => {
        stdin.once('drain', resolve)
        stdin.once('close', resolve)
      })
    batch = ''
  }
  stdin.end(batch)
}

/** All objects of the repository with type and size, in the order in which packs hold them: reading them in that order is fastest. */
export async function* objectHeads(folder: string): AsyncGenerator<ObjectHead> {
  const child = startGit(folder, [
    'cat-file',
    '--batch-all-objects',
    '--unordered',
    '--buffer',
    '--batch-check=%(objectname) %(objecttype) %(objectsize)',
  ])
  child.stdin.end()
  const done = finished(child)
  done.catch(() => {})
  let rest = ''
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    const lines = (rest + piece.toString('latin1')).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const [oid, type, size] = line.split(' ')
      if (size !== undefined) yield { oid: oid!, type: type!, size: Number(size) }
    }
  }
  await done
}

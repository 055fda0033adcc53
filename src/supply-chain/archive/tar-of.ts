/** What goes into a made archive. */
export interface MadeEntry {
  readonly path: string
  readonly content?: string | Buffer
  /** The type letter of tar; a regular file by default. */
  readonly type?: string
  readonly target?: string
  readonly mode?: number
}

/** A tar archive of given entries, for tests: also of entries that no honest program writes. */
export function tarOf(entries: readonly MadeEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = '', type = '0', target = '', mode = 0o644 }) => {
    const body = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(path, 0, 100)
    header.write(mode.toString(8).padStart(7, '0'), 100)
    header.write(body.length.toString(8).padStart(11, '0'), 124)
    header.write('        ', 148)
    header.write(type, 156)
    header.write(target, 157, 100)
    header.write('ustar\u000000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148)
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** What Helm wrote for one template: `path` is as in its `# Source:` comment. */
export interface OutputPart {
  readonly path: string
  readonly text: string
}

/** Takes the output of `helm template` apart. Each manifest is announced by the template that it comes from. */
export function splitOutput(output: string): readonly OutputPart[] {
  const heads = [...output.matchAll(/^---\r?\n# Source: (\S[^\r\n]*)\r?\n/gm)]
  return heads.map((head, index) => ({
    path: head[1]!,
    text: output.slice(head.index + head[0].length, heads[index + 1]?.index ?? output.length),
  }))
}

/** The marked rendering that a template file left in the output; see `mark-template.ts`. */
export function decodeMarked(text: string): string | undefined {
  const encoded = /^marked: "([A-Za-z0-9+/=]*)"/m.exec(text)?.[1]
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}

/** What Helm says of a chart that it cannot render, and where. */
export interface HelmComplaint {
  readonly message: string
  /** The template, as in a `# Source:` comment. */
  readonly path?: string
  readonly line?: number
}

/** Helm's error in one line, without hints about its own flags and without the folder that it worked in. */
export function readComplaint(stderr: string, scratch: string): HelmComplaint {
  const message = stderr
    .replaceAll(scratch, '')
    .replace(/^(?:level=|time=|WARNING|coalesce\.go|walk\.go).*$/gm, '')
    .replace(/Use --debug flag[^\n]*/g, '')
    // The stacks of a crashed Go program.
    .replace(/^goroutine \d+ [^]*$/m, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^Error: /, '')
    .slice(0, 2_000)
  const [, path, line] = /([^\s():"]+\/templates\/[^\s():"]+)(?::(\d+))?/.exec(message) ?? []
  return { message, ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line: Number(line) }) }
}

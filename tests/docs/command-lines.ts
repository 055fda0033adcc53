/** A command line of Breakwater that a page shows. */
export interface CommandLine {
  readonly command: string
  /** The long and short flags that it gives. */
  readonly flags: readonly string[]
  readonly line: string
}

/** Words of a shell line up to where another command begins; quotes are taken off. */
function wordsOf(line: string): string[] {
  const [own = ''] = line.split(/\s(?:\||&&|>|#)\s/, 1)
  return [...own.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word.replace(/^["']|["']$/g, ''))
}

/**
 * The command lines in a piece of shell or inline code: `breakwater COMMAND …`, `npm start -- COMMAND …`, with or without
 * flags of npm before it. Placeholders in capital letters and lines without a command are left out.
 */
export function commandLines(code: string): CommandLine[] {
  return code
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const start = /(?:^|[|&(]\s*|\$ |\s)(?:breakwater|npm(?: --?[\w-]+(?:[ =]\S+)?)*? start --) ([a-z][a-z-]*)\b(.*)$/.exec(line.trim())
      if (start === null) return []
      const words = wordsOf(start[2]!)
      const flags = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.replace(/=.*$/s, ''))
      return [{ command: start[1]!, flags, line: line.trim() }]
    })
}

/** The scripts of `package.json` that a piece of code runs. */
export function npmScripts(code: string): string[] {
  return [...code.matchAll(/\bnpm(?: --?[\w-]+(?:[ =][^\s]+)?)*? (?:run ([a-z-]+)|(start|test)\b)/g)].map(
    ([, script, builtIn]) => script ?? builtIn!,
  )
}

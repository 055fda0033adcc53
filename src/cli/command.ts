import type { Locale, Text } from '../core/text.ts'

/** A flag of a command. `value` names what it takes; a flag without one is a switch. */
export interface Flag {
  /** `--fail-on` */
  readonly name: string
  readonly short?: string
  /** What it takes, as help shows it: `FILE`. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** May be given several times. */
  readonly repeatable?: true
  /** Several values may follow it. */
  readonly variadic?: true
  readonly default?: string
  readonly meaning: Text<never>
  readonly group?: 'input' | 'checks' | 'output' | 'gate'
}

/** The flags as given: by name without dashes, in camel case. */
export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** Where a command prints; a stream is one. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  /** `done` is told when it is out, and what went wrong. */
  write(text: string | Uint8Array, done?: (error?: Error | null) => void): boolean
}

export interface Io {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Output
  readonly stderr: NodeJS.WriteStream
  readonly stdin: NodeJS.ReadStream
}

export interface Invocation {
  /** The words that are not flags. */
  readonly targets: readonly string[]
  readonly flags: FlagValues
  readonly locale: Locale
  readonly io: Io
}

/** What a command's own file exports. It is loaded only when the command is run, or its help asked for. */
export interface Command {
  readonly flags: readonly Flag[]
  /** The positional arguments as help shows them: `[PATH…]`. */
  readonly targets: string
  readonly examples: readonly { readonly line: string; readonly meaning: Text<never> }[]
  /** Runs it and gives the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>
}

/** What the list of commands needs to know without loading them. */
export interface CommandEntry {
  readonly name: string
  readonly summary: Text<never>
  readonly load: () => Promise<{ readonly command: Command }>
}

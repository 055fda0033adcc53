import type { Range } from '../../core/location.ts'

/** A word of a command, unquoted. Expansions stay as they are written: `$HOME/bin`. */
export interface ShellWord {
  readonly text: string
  readonly range: Range
  /** Whether a part of it is only known when the shell runs: `$X`, `$(…)`, a glob in no quotes counts not. */
  readonly expands: boolean
}

export interface Redirection {
  readonly operator: string
  readonly target: ShellWord
}

/** A simple command: program and arguments, without assignments before it and redirections. */
export interface ShellCommand {
  readonly words: readonly ShellWord[]
  readonly assignments: readonly ShellWord[]
  readonly redirections: readonly Redirection[]
  /** The operator that joins it with the command before it: `|`, `&&`, `||`, `;`, `&`, a line end; empty for the first. */
  readonly after: string
  readonly range: Range
}

/** Command substitutions in words are looked into this deep. */
const deepest = 8
const reserved = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', 'time', 'exec', 'command', 'builtin'])
const closing = new Set(['fi', 'done', '}', 'esac'])

/**
 * The simple commands of a shell script in order, those in groups, subshells, conditions and command substitutions as well.
 * Reads what POSIX shells and bash have in common; text that is no script gives odd words and never an error.
 * Time is linear in the length of the text.
 */
export function shellCommands(text: string, offset = 0): readonly ShellCommand[] {
  const reader = new ShellReader(text, offset, 0)
  return reader.read()
}

class ShellReader {
  readonly #text: string
  readonly #offset: number
  readonly #depth: number
  readonly #commands: ShellCommand[] = []
  #at = 0
  #words: ShellWord[] = []
  #assignments: ShellWord[] = []
  #redirections: Redirection[] = []
  #after = ''
  #start = -1
  #heredocs: { readonly delimiter: string; readonly stripTabs: boolean }[] = []

  constructor(text: string, offset: number, depth: number) {
    this.#text = text
    this.#offset = offset
    this.#depth = depth
  }

  read(): readonly ShellCommand[] {
    while (this.#at < this.#text.length) this.#step()
    this.#end('')
    return this.#commands
  }

  #step(): void {
    const character = this.#text[this.#at]!
    if (character === ' ' || character === '\t' || character === '\r') this.#at++
    else if (character === '\\' && /^\\\r?\n/.test(this.#text.slice(this.#at, this.#at + 3)))
      this.#at += this.#text[this.#at + 1] === '\r' ? 3 : 2
    else if (character === '\n') {
      this.#end('\n')
      this.#at++
      this.#skipHeredocs()
    } else if (character === '#') this.#skipComment()
    else if (character === ';' || character === '&' || character === '|') this.#operator(character)
    else if (character === '(' || character === ')') {
      this.#end(';')
      this.#at++
    } else if (character === '<' || character === '>' || /^\d+[<>]/.test(this.#text.slice(this.#at, this.#at + 4))) this.#redirection()
    else this.#word()
  }

  #operator(character: string): void {
    const two = this.#text.slice(this.#at, this.#at + 2)
    if (two === '&>') {
      this.#redirection()
      return
    }
    const operator = two === '&&' || two === '||' || two === ';;' || two === '|&' ? two : character
    this.#end(operator === '|&' ? '|' : operator)
    this.#at += operator.length
  }

  #skipComment(): void {
    const end = this.#text.indexOf('\n', this.#at)
    this.#at = end === -1 ? this.#text.length : end
  }

  #skipHeredocs(): void {
    for (const { delimiter, stripTabs } of this.#heredocs) {
      while (this.#at < this.#text.length) {
        let end = this.#text.indexOf('\n', this.#at)
        if (end === -1) end = this.#text.length
        const line = this.#text.slice(this.#at, end).replace(/\r$/, '')
        this.#at = end + 1
        if ((stripTabs ? line.replace(/^\t+/, '') : line) === delimiter) break
      }
    }
    this.#heredocs = []
  }

  #redirection(): void {
    const operator =
      /^\d*(?:<<<|<<-|<<|&>>|&>|>>|>&|<&|>\||<>|<|>)/.exec(this.#text.slice(this.#at, this.#at + 8))?.[0] ?? this.#text[this.#at]!
    this.#at += operator.length
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at++
    if (this.#text[this.#at] === '(') return
    const target = this.#readWord()
    if (operator.endsWith('<<') || operator.endsWith('<<-'))
      this.#heredocs.push({ delimiter: target.text, stripTabs: operator.endsWith('-') })
    this.#redirections.push({ operator, target })
  }

  #word(): void {
    const word = this.#readWord()
    if (word.range.start === word.range.end) {
      this.#at++
      return
    }
    if (this.#words.length === 0) {
      if (reserved.has(word.text) && !word.expands) return
      if (closing.has(word.text)) return
      if (/^[A-Za-z_]\w*\+?=/.test(word.text)) {
        if (this.#start === -1) this.#start = word.range.start
        this.#assignments.push(word)
        return
      }
    }
    if (this.#start === -1) this.#start = word.range.start
    this.#words.push(word)
  }

  #readWord(): ShellWord {
    const start = this.#at
    let text = ''
    let expands = false
    loop: while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]!
      switch (character) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
        case ';':
        case '&':
        case '|':
        case '(':
        case ')':
        case '<':
        case '>':
          break loop
        case "'": {
          let end = this.#text.indexOf("'", this.#at + 1)
          if (end === -1) end = this.#text.length
          text += this.#text.slice(this.#at + 1, end)
          this.#at = end + 1
          break
        }
        case '"': {
          const quoted = this.#doubleQuoted()
          text += quoted.text
          expands ||= quoted.expands
          break
        }
        case '\\': {
          const next = this.#text[this.#at + 1] ?? ''
          if (next !== '\n') text += next
          this.#at += 2
          break
        }
        case '$':
        case '`':
          expands = true
          text += this.#expansion()
          break
        default:
          text += character
          this.#at++
      }
    }
    return { text, range: { start: this.#offset + start, end: this.#offset + Math.min(this.#at, this.#text.length) }, expands }
  }

  #doubleQuoted(): { readonly text: string; readonly expands: boolean } {
    let text = ''
    let expands = false
    this.#at++
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const character = this.#text[this.#at]!
      if (character === '\\') {
        const next = this.#text[this.#at + 1] ?? ''
        text += '"\\$`'.includes(next) ? next : next === '\n' ? '' : character + next
        this.#at += 2
      } else if (character === '$' || character === '`') {
        expands = true
        text += this.#expansion()
      } else {
        text += character
        this.#at++
      }
    }
    this.#at++
    return { text, expands }
  }

  /** `$name`, `${…}`, `$(…)` and backquotes, as written. The commands of a substitution are commands of the script. */
  #expansion(): string {
    const start = this.#at
    const next = this.#text[this.#at + 1]
    if (this.#text[this.#at] === '`') {
      const end = this.#text.indexOf('`', this.#at + 1)
      this.#at = end === -1 ? this.#text.length : end + 1
      this.#substituted(start + 1, this.#at - 1)
    } else if (next === '(' || next === '{') {
      const close = next === '(' ? ')' : '}'
      this.#at = matching(this.#text, this.#at + 1, next, close)
      if (next === '(' && this.#text[start + 2] !== '(') this.#substituted(start + 2, this.#at - 1)
    } else {
      const name = /^\$(?:\w+|[@*#?$!-])?/.exec(this.#text.slice(this.#at, this.#at + 200))![0]
      this.#at += name.length
    }
    return this.#text.slice(start, this.#at)
  }

  #substituted(start: number, end: number): void {
    if (this.#depth >= deepest || end <= start) return
    this.#commands.push(...new ShellReader(this.#text.slice(start, end), this.#offset + start, this.#depth + 1).read())
  }

  #end(operator: string): void {
    if (this.#words.length > 0 || this.#assignments.length > 0) {
      const last = [...this.#words, ...this.#assignments].reduce((end, { range }) => Math.max(end, range.end), this.#start)
      this.#commands.push({
        words: this.#words,
        assignments: this.#assignments,
        redirections: this.#redirections,
        after: this.#after,
        range: { start: Math.max(this.#start, this.#offset), end: Math.max(last, this.#offset) },
      })
      this.#after = operator
    } else if (operator !== '\n') this.#after = operator
    this.#words = []
    this.#assignments = []
    this.#redirections = []
    this.#start = -1
  }
}

/** The offset behind the bracket that closes the one at `at`; quotes are passed over. */
function matching(text: string, at: number, open: string, close: string): number {
  let depth = 0
  for (let index = at; index < text.length; index++) {
    const character = text[index]
    if (character === '\\') index++
    else if (character === "'" || character === '"') {
      const end = text.indexOf(character, index + 1)
      if (end === -1) return text.length
      index = end
    } else if (character === open) depth++
    else if (character === close && --depth === 0) return index + 1
  }
  return text.length
}

/** The program that a command runs: the last part of its path, past `sudo`, `env` and the like. */
export function programOf({ words }: ShellCommand): { readonly name: string; readonly args: readonly ShellWord[] } | undefined {
  let at = 0
  while (at < words.length && wrappers.has(baseName(words[at]!.text))) {
    at++
    while (at < words.length && (words[at]!.text.startsWith('-') || /^\w+=/.test(words[at]!.text))) at++
  }
  const program = words[at]
  return program === undefined ? undefined : { name: baseName(program.text), args: words.slice(at + 1) }
}

const wrappers = new Set(['sudo', 'env', 'nice', 'nohup', 'time', 'doas'])
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

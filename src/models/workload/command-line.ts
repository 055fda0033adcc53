import type { Path } from '../../core/location.ts'
import type { Container } from './container.ts'

/** One word of a command, as it is handed to the program: not split by any shell. */
export interface Word {
  readonly text: string
  readonly at: Path
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'cmd', 'cmd.exe', 'powershell', 'powershell.exe', 'pwsh', 'pwsh.exe'])

/** What the container starts: `command`, which replaces the entry point of the image, followed by `args`. */
export function commandLine(container: Container): readonly Word[] {
  return [...wordsAt(container, 'command'), ...wordsAt(container, 'args')]
}

/** The words of a list of texts in a container. */
export function wordsAt(container: Container, ...path: Path): readonly Word[] {
  return container
    .list(...path)
    .flatMap((word, index) => (typeof word === 'string' ? [{ text: word, at: container.at(...path, index) }] : []))
}

/** The program's own name: `bash` for `/bin/bash`, `cmd.exe` for `C:\Windows\System32\cmd.exe`. */
export function programName(word: string): string {
  return word.replace(/^.*[/\\]/, '').toLowerCase()
}

/** Whether the word names a command interpreter. */
export function isShell(word: string): boolean {
  return shells.has(programName(word))
}

import type { Range } from '../../core/location.ts'
import type { ShellCommand } from '../../syntax/shell/commands.ts'
import { packageInstalls } from '../dockerfile/package-manager.ts'
import { asRunCommands } from './step-commands.ts'

/** Managers that keep a lock file, and so have a way to install from it. */
const locking = /^(?:npm|gem)$/

/** Installations of packages by name, as `text` has them. What stands in the tree, such as `npm install .`, is none. */
export function adhocInstalls(
  commands: readonly ShellCommand[],
  text: string,
): readonly { readonly command: string; readonly range: Range }[] {
  return packageInstalls(asRunCommands(commands))
    .filter(
      ({ manager, packages }) =>
        locking.test(manager.name) && packages.some(({ text: name }) => !/^[./~]|\.(?:tgz|tar\.gz|gem)$/.test(name)),
    )
    .map(({ command, manager, packages }) => ({
      command: `${manager.name} install ${packages.map(({ range }) => text.slice(range.start, range.end)).join(' ')}`,
      range: command.range,
    }))
}

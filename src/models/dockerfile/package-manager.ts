import type { ShellWord } from '../../syntax/shell/commands.ts'
import type { RunCommand } from './run-commands.ts'

/** A command that installs packages. */
export interface PackageInstall {
  readonly manager: PackageManager
  readonly command: RunCommand
  readonly packages: readonly ShellWord[]
  readonly flags: readonly ShellWord[]
  /** It installs a module stream: `dnf module install nodejs:20`. */
  readonly module: boolean
}

/** How a package manager is used: its sub-commands that install, flags that take a value, and how a version is pinned. */
export interface PackageManager {
  readonly name: string
  readonly programs: readonly RegExp[]
  readonly installs: readonly (readonly string[])[]
  readonly valueFlags: RegExp
  readonly pinned: (name: string, flags: readonly ShellWord[], module: boolean) => boolean
}

const isFile = (name: string): boolean => /^[./~]|\.(?:deb|rpm|apk|whl|tar(?:\.\w+)?|tgz|zip|gem)$|^(?:https?|file):/i.test(name)

export const packageManagers: readonly PackageManager[] = [
  {
    name: 'apt',
    programs: [/^apt(?:-get)?$/],
    installs: [['install'], ['reinstall']],
    valueFlags: /^(?:-t|--target-release|-o|--option|-c|--config-file|--default-release)$/,
    pinned: (name) => name.includes('=') || name.includes('/') || isFile(name),
  },
  {
    name: 'apk',
    programs: [/^apk$/],
    installs: [['add']],
    valueFlags: /^(?:-t|--virtual|-X|--repository|--repositories-file|--keys-dir|--cache-dir|--arch|-p|--root)$/,
    pinned: (name) => /[=<>~]/.test(name) || isFile(name) || name.startsWith('.'),
  },
  {
    name: 'pip',
    programs: [/^pipx?\d?(?:\.\d+)?$/, /^python\d?(?:\.\d+)?$/],
    installs: [['install']],
    valueFlags:
      /^(?:-r|--requirement|-c|--constraint|-i|--index-url|--extra-index-url|-t|--target|--platform|--python-version|--implementation|--abi|--root|--prefix|--src|--no-binary|--only-binary|--progress-bar|-f|--find-links|--trusted-host|--proxy|--retries|--timeout|--cert|--client-cert|--cache-dir|-e|--editable|-b|--build|-d|--download|--upgrade-strategy|--global-option|--install-option|--log|--exists-action|--root-user-action|--python)$/,
    pinned: pipPinned,
  },
  {
    name: 'npm',
    programs: [/^npm$/],
    installs: [['install'], ['i'], ['add']],
    valueFlags: /^(?:--prefix|-C|--registry|--cache|--userconfig|--loglevel|--tag)$/,
    pinned: npmPinned,
  },
  {
    name: 'yarn',
    programs: [/^yarn$/],
    installs: [['add'], ['global', 'add']],
    valueFlags: /^(?:--cwd|--registry|--prefix)$/,
    pinned: npmPinned,
  },
  {
    name: 'pnpm',
    programs: [/^pnpm$/],
    installs: [['add'], ['install'], ['i']],
    valueFlags: /^(?:--dir|-C|--registry|--store-dir|--filter)$/,
    pinned: npmPinned,
  },
  {
    name: 'gem',
    programs: [/^gem$/],
    installs: [['install'], ['i']],
    valueFlags: /^(?:-v|--version|--source|-s|-i|--install-dir|-n|--bindir|--use-system-libraries)$/,
    pinned: (name, flags) => /:\d/.test(name) || isFile(name) || flags.some(({ text }) => /^(?:-v|--version)/.test(text)),
  },
  {
    name: 'yum',
    programs: [/^yum$/],
    installs: [['install'], ['reinstall'], ['module', 'install']],
    valueFlags: /^(?:-c|--config|-x|--exclude|--enablerepo|--disablerepo|--setopt|--installroot|--releasever)$/,
    pinned: rpmPinned,
  },
  {
    name: 'dnf',
    programs: [/^(?:dnf5?|microdnf|tdnf)$/],
    installs: [['install'], ['reinstall'], ['module', 'install']],
    valueFlags: /^(?:-c|--config|-x|--exclude|--enablerepo|--disablerepo|--setopt|--installroot|--releasever|--repo)$/,
    pinned: rpmPinned,
  },
  {
    name: 'zypper',
    programs: [/^zypper$/],
    installs: [['install'], ['in']],
    valueFlags: /^(?:-r|--repo|-t|--type|-R|--root|-c|--config)$/,
    pinned: (name) => /[=<>]/.test(name) || isFile(name),
  },
  {
    name: 'go',
    programs: [/^go$/],
    installs: [['install'], ['get'], ['run']],
    valueFlags: /^(?:-C|-o|-p|-mod|-modfile|-tags|-ldflags|-gcflags|-asmflags)$/,
    pinned: goPinned,
  },
]

/** The install commands among commands. */
export function packageInstalls(commands: readonly RunCommand[]): readonly PackageInstall[] {
  return commands.flatMap((command): PackageInstall[] => {
    const manager = packageManagers.find(({ programs }) => programs.some((program) => program.test(command.program)))
    if (manager === undefined) return []
    const args = command.program.startsWith('python') ? afterModule(command.args) : beforeBuildFlags(command.args)
    if (args === undefined) return []
    const plain = args.filter(({ text }, index) => !text.startsWith('-') && !takesNext(manager, args[index - 1]?.text))
    const verb = manager.installs.find((words) => words.every((word, index) => plain[index]?.text === word))
    if (verb === undefined) return []
    const packages = plain.slice(verb.length).filter(({ text }) => text !== '')
    return [{ manager, command, packages, flags: args.filter(({ text }) => text.startsWith('-')), module: verb[0] === 'module' }]
  })
}

function takesNext(manager: PackageManager, before: string | undefined): boolean {
  return before !== undefined && manager.valueFlags.test(before)
}

/** What follows a bare `--` goes to the build of the package. */
function beforeBuildFlags(args: readonly ShellWord[]): readonly ShellWord[] {
  const at = args.findIndex(({ text }) => text === '--')
  return at === -1 ? args : args.slice(0, at)
}

/** `python -m pip install x` → `install x`. */
function afterModule(args: readonly ShellWord[]): readonly ShellWord[] | undefined {
  const at = args.findIndex(({ text }, index) => text === 'pip' && args[index - 1]?.text === '-m')
  return at === -1 ? undefined : args.slice(at + 1)
}

function pipPinned(name: string, flags: readonly ShellWord[]): boolean {
  if (flags.some(({ text }) => /^(?:-r|--requirement|-e|--editable|-c|--constraint)(?:$|=)/.test(text) || /^-r./.test(text))) return true
  if (/^(?:git|hg|svn|bzr)\+/.test(name)) return name.includes('@', name.indexOf('://') + 3)
  return /[=<>~!]=|[<>]|===|\s@\s/.test(name) || isFile(name) || name === '.' || name.includes('/')
}

function npmPinned(name: string): boolean {
  if (isFile(name) || /^(?:git(?:\+\w+)?:|github:)/.test(name)) return !/^git|^github/.test(name) || name.includes('#')
  const at = name.lastIndexOf('@')
  return at > 0 && at < name.length - 1 && !/@(?:latest|next)$/.test(name)
}

function rpmPinned(name: string, _flags: readonly ShellWord[], module: boolean): boolean {
  if (module) return name.includes(':')
  return /-[^-]*\d[^-]*(?:-|$)/.test(name) || isFile(name) || name.startsWith('@') || /[=<>]/.test(name)
}

function goPinned(name: string, flags: readonly ShellWord[]): boolean {
  const at = name.lastIndexOf('@')
  if (at === -1) return !/\.[a-z]+\//.test(name) && !flags.some(({ text }) => text === '-tool')
  return !/@(?:latest|none|master|main|upgrade|patch)$/.test(name)
}

import type { DockerFlag } from '../../syntax/dockerfile/parse.ts'
import type { RunCommand } from './run-commands.ts'

/** How a manager fills its cache and what clears it in the same layer. */
interface CacheHabit {
  readonly manager: string
  readonly programs: RegExp
  readonly fills: RegExp
  /** Arguments of the same program that clear, on a later command. */
  readonly clears: RegExp
  /** Folders whose removal clears; mounts on all of one group keep them out of the layer. */
  readonly folders: RegExp
  readonly mounts: readonly (readonly string[])[]
  readonly without?: RegExp
}

const habits: readonly CacheHabit[] = [
  {
    manager: 'apt',
    programs: /^(?:apt|apt-get|aptitude)$/,
    fills: /^update$/,
    clears: /^$/,
    folders: /^\/var\/lib\/apt(?:\/lists)?/,
    mounts: [['/var/lib/apt/lists'], ['/var/lib/apt', '/var/cache/apt']],
  },
  {
    manager: 'apk',
    programs: /^apk$/,
    fills: /^(?:add|update)$/,
    clears: /^$/,
    folders: /^\/var\/cache\/apk/,
    mounts: [['/var/cache/apk'], ['/etc/apk/cache']],
    without: /^--no-cache$/,
  },
  {
    manager: 'yum',
    programs: /^yum$/,
    fills: /^(?:install|update|upgrade|reinstall)$/,
    clears: /^clean$/,
    folders: /^\/var\/cache\/yum/,
    mounts: [['/var/cache/yum']],
  },
  {
    manager: 'dnf',
    programs: /^(?:dnf5?|microdnf|tdnf)$/,
    fills: /^(?:install|in|upgrade|up|update|upgrade-minimal|up-min|reinstall|rei)$/,
    clears: /^clean$/,
    folders: /^\/var\/cache\/(?:yum|dnf|libdnf5)/,
    mounts: [['/var/cache/libdnf5'], ['/var/cache/dnf'], ['/var/cache/yum']],
  },
  {
    manager: 'zypper',
    programs: /^zypper$/,
    fills: /^(?:install|in|update|up|patch|dist-upgrade|dup|source-install|si)$/,
    clears: /^(?:clean|cc)$/,
    folders: /^\/var\/cache\/zypp/,
    mounts: [['/var/cache/zypp']],
  },
]

/** The commands of one layer that leave a package cache in it. */
export function keptCaches(
  commands: readonly RunCommand[],
  flags: readonly DockerFlag[],
): readonly { readonly manager: string; readonly command: RunCommand }[] {
  const mounted = new Set(
    flags.flatMap(({ name, value }) =>
      name === 'mount' && /type=(?:cache|tmpfs)/.test(value ?? '')
        ? [/(?:target|dst|destination)=([^,]+)/.exec(value!)?.[1]?.replace(/\/$/, '') ?? '']
        : [],
    ),
  )
  const kept: { readonly manager: string; readonly command: RunCommand }[] = []
  for (const habit of habits) {
    if (habit.mounts.some((group) => group.every((folder) => mounted.has(folder)))) continue
    const filled = commands.findIndex((command) => fills(habit, command))
    if (filled === -1) continue
    const command = commands[filled]!
    if (!commands.slice(filled + 1).some((later) => clears(habit, later, command.program))) kept.push({ manager: habit.manager, command })
  }
  return kept
}

function fills({ programs, fills: verbs, without }: CacheHabit, { program, args }: RunCommand): boolean {
  if (!programs.test(program) || (without !== undefined && args.some(({ text }) => without.test(text)))) return false
  const verb = args.find(({ text }) => !text.startsWith('-'))
  return verb !== undefined && verbs.test(verb.text)
}

function clears({ clears: verbs, folders }: CacheHabit, { program, args }: RunCommand, filler: string): boolean {
  if (program === 'rm') return args.some(({ text }) => folders.test(text))
  return program === filler && args.some(({ text }) => verbs.test(text))
}

import { CommanderError, Command as Parser, Option } from 'commander'

import { BreakwaterError } from '../core/error.ts'
import { render, text, type Locale, type Text } from '../core/text.ts'
import { displayWidth } from '../reports/terminal/display-width.ts'
import { closest } from './closest.ts'
import type { Command, CommandEntry, Flag, FlagValues, Io } from './command.ts'
import { commands } from './commands.ts'
import { exitCodes } from './exit-codes.ts'
import { globalFlags } from './global-flags.ts'
import { helpIn } from './help.ts'
import { chooseLocale } from './locale.ts'
import { compileWhole } from './node/compile-whole.ts'
import { standardOutput } from './output/standard-output.ts'
import { parsingProblem } from './parsing-problem.ts'
import { version } from './version.ts'

/** What BSD calls EX_SOFTWARE: the fault is ours. */
const ourBug = 70

const words = {
  about: text({
    en: 'One judge for the security of an AKS estate.',
    ja: 'AKS 環境のセキュリティを、ひとつの基準で検査します。',
  }),
  help: text({ en: 'show help', ja: 'ヘルプを表示する' }),
  version: text({ en: 'show the version', ja: 'バージョンを表示する' }),
  exitCodes: text({ en: 'Exit codes', ja: '終了コード' }),
  examples: text({ en: 'Examples', ja: '例' }),
  unknownCommand: text({ en: 'there is no command {name}', ja: '{name} というコマンドはありません' }),
  didYouMean: text({ en: 'did you mean {name}?', ja: '{name} のことですか?' }),
  bug: text({
    en: 'Breakwater itself failed: {problem}. Please report it with the command that you ran; --debug shows where.',
    ja: 'Breakwater 自身の不具合です: {problem}。実行したコマンドとともにお知らせください。--debug で発生箇所を表示します。',
  }),
} satisfies Record<string, Text>

/** Runs the command line and gives the exit code. Everything that goes wrong ends here, in words. */
export async function runProgram(args: readonly string[], io: Io = processIo()): Promise<number> {
  const locale = chooseLocale(valueOfFlag(args, '--lang'), io.env)
  const debug = args.includes('--debug')
  const say = (line: string) => io.stderr.write(`${line}\n`)
  try {
    return await dispatch(args, locale, io)
  } catch (thrown) {
    if (thrown instanceof CommanderError && (thrown.exitCode === 0 || thrown.code === 'commander.help')) return 0
    const error = thrown instanceof CommanderError ? parsingProblem(thrown, locale) : thrown
    if (error instanceof BreakwaterError) {
      // A part of it can be what a server or a plugin said.
      const { visible } = await import('../reports/terminal/visible.ts')
      say(`breakwater: ${render(error.says, locale).split('\n').map(visible).join('\n')}`)
      say(`  ${error.next[locale]}`)
      if (debug) say(String(error.stack))
      return error.exit
    }
    const problem = error instanceof Error ? error.message : String(error)
    say(`breakwater: ${render({ text: words.bug, args: { problem } }, locale)}`)
    if (debug && error instanceof Error) say(String(error.stack))
    return ourBug
  }
}

function processIo(): Io {
  let stderr: NodeJS.WriteStream | undefined
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: standardOutput(),
    // Opened for those runs that use them: each takes as long as parsing the command line.
    get stderr() {
      // Whoever closes it wants to hear no more.
      return (stderr ??= process.stderr.on('error', () => {}))
    },
    get stdin() {
      return process.stdin
    },
  }
}

function valueOfFlag(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`))
  if (at === -1) return undefined
  return args[at]!.includes('=') ? args[at]!.slice(name.length + 1) : args[at + 1]
}

async function dispatch(args: readonly string[], locale: Locale, io: Io): Promise<number> {
  const name = args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--lang')
  const entry = commands.find((candidate) => candidate.name === name)
  const loaded = entry === undefined ? undefined : { entry, command: (await compileWhole(entry.load)).command }
  if (name !== undefined && loaded === undefined) throw unknownCommand(name, locale)
  let exitCode = 0
  const program = overview(locale, io, loaded, async (targets, flags) => {
    exitCode = await loaded!.command.run({ targets, flags, locale, io })
  })
  if (args.length === 0) program.outputHelp()
  else await program.parseAsync([...args], { from: 'user' })
  return exitCode
}

function unknownCommand(name: string, locale: Locale): BreakwaterError {
  const near = closest(
    name,
    commands.map((command) => command.name),
  )
  const problem = [
    render({ text: words.unknownCommand, args: { name } }, locale),
    ...(near === undefined ? [] : [render({ text: words.didYouMean, args: { name: near } }, locale)]),
  ].join('; ')
  return new BreakwaterError('bad-usage', { problem })
}

type Runner = (targets: readonly string[], flags: FlagValues) => Promise<void>

/** The parser: the command that runs with all its flags; where none is named, every command by name and summary. */
function overview(locale: Locale, io: Io, loaded: { entry: CommandEntry; command: Command } | undefined, run: Runner): Parser {
  const program = configure(new Parser('breakwater'), locale, io)
    .usage('COMMAND [flags]')
    .description(words.about[locale])
    .version(version, '-V, --version', words.version[locale])
    .addHelpText('after', () => `\n${exitCodesLine(locale)}`)
  for (const entry of loaded === undefined ? commands : [loaded.entry]) {
    const parser = configure(program.command(entry.name), locale, io).summary(entry.summary[locale]).description(entry.summary[locale])
    if (loaded?.entry === entry) addCommand(parser, loaded.command, locale, run)
  }
  return program
}

function exitCodesLine(locale: Locale): string {
  return `${words.exitCodes[locale]}: ${exitCodes.map(({ code, meaning }) => `${code} ${meaning[locale]}`).join(' · ')}`
}

function configure(parser: Parser, locale: Locale, io: Io): Parser {
  for (const flag of globalFlags) parser.addOption(toOption(flag, locale))
  return parser
    .exitOverride()
    .helpOption('-h, --help', words.help[locale])
    .helpCommand(false)
    .configureHelp(helpIn(locale))
    .configureOutput({ writeOut: (line) => io.stdout.write(line), writeErr: (line) => io.stderr.write(line), outputError: () => {} })
    .showSuggestionAfterError()
}

function addCommand(parser: Parser, command: Command, locale: Locale, run: Runner): void {
  parser.usage(`${command.targets} [flags]`.trimStart())
  parser.argument('[targets...]', '').allowExcessArguments()
  for (const flag of command.flags) parser.addOption(toOption(flag, locale))
  parser.addHelpText('after', () => `\n${words.examples[locale]}:\n${exampleLines(command, locale)}\n\n${exitCodesLine(locale)}`)
  parser.action(async (targets: string[]) => run(targets, parser.opts<FlagValues>()))
}

function exampleLines({ examples }: Command, locale: Locale): string {
  const width = Math.max(...examples.map(({ line }) => displayWidth(line)))
  return examples.map(({ line, meaning }) => `  ${line}${' '.repeat(width - displayWidth(line))}  ${meaning[locale]}`).join('\n')
}

function toOption({ name, short, value, variadic, choices, repeatable, default: byDefault, meaning }: Flag, locale: Locale): Option {
  const names = short === undefined ? name : `${short}, ${name}`
  const option = new Option(value === undefined ? names : `${names} <${value}${variadic === true ? '...' : ''}>`, meaning[locale])
  if (choices !== undefined) option.choices([...choices])
  if (byDefault !== undefined) option.default(byDefault)
  if (repeatable === true && variadic !== true)
    option.argParser((given: string, before: readonly string[] | undefined) => [...(before ?? []), given])
  return option
}

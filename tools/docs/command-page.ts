import type { Command, Flag } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/commands.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { globalFlags } from '../../src/cli/global-flags.ts'
import { text, type Locale, type Text } from '../../src/core/text.ts'

const words = {
  title: text({ en: 'Command line', ja: 'コマンドライン' }),
  generated: text({
    en: 'Made from the code by `npm run generate`. `breakwater COMMAND --help` says the same.',
    ja: '`npm run generate` でコードから生成しています。`breakwater コマンド --help` でも同じ内容を表示します。',
  }),
  clone: text({
    en: 'In a clone of the repository, `npm start -- COMMAND …` stands for `breakwater COMMAND …`.',
    ja: 'リポジトリのクローンでは、`breakwater コマンド …` の代わりに `npm start -- コマンド …` を使います。',
  }),
  command: text({ en: 'Command', ja: 'コマンド' }),
  purpose: text({ en: 'Purpose', ja: '用途' }),
  flag: text({ en: 'Flag', ja: 'フラグ' }),
  meaning: text({ en: 'Meaning', ja: '意味' }),
  all: text({ en: 'Flags of every command', ja: 'すべてのコマンドに共通のフラグ' }),
  none: text({ en: 'It has no flags of its own.', ja: '固有のフラグはありません。' }),
  choices: text({ en: 'one of', ja: '選択肢' }),
  byDefault: text({ en: 'default', ja: '既定' }),
  repeatable: text({ en: 'may be repeated', ja: '繰り返し可' }),
  variadic: text({ en: 'takes several values', ja: '複数の値を取る' }),
  exitCodes: text({ en: 'Exit codes', ja: '終了コード' }),
  code: text({ en: 'Code', ja: 'コード' }),
  environment: text({ en: 'Environment', ja: '環境変数' }),
  variable: text({ en: 'Variable', ja: '変数' }),
} satisfies Record<string, Text>

/** What the program reads from its environment. A test holds that each of them occurs in the code. */
export const environmentVariables: readonly { readonly names: string; readonly meaning: Text<never> }[] = [
  {
    names: 'BREAKWATER_LANG, LC_ALL, LC_MESSAGES, LANG',
    meaning: text({
      en: 'the language where `--lang` is not given, the first one that is set',
      ja: '`--lang` がないときの言語（先に設定されているもの）',
    }),
  },
  {
    names: 'NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE',
    meaning: text({ en: 'colour off or on; without them a terminal has colour', ja: '色の有無。指定がなければ端末でだけ色を付ける' }),
  },
  {
    names: 'ACCESSIBLE',
    meaning: text({
      en: 'no frames, positions as words, for screen readers',
      ja: '枠を使わず、位置を言葉で示す（スクリーンリーダー向け）',
    }),
  },
  {
    names: 'GITHUB_TOKEN, GITHUB_API_URL',
    meaning: text({
      en: 'the token and the server of `scan github` and of rebuilds',
      ja: '`scan github` と再ビルドで使うトークンとサーバー',
    }),
  },
  {
    names: 'AZURE_ACCESS_TOKEN, AZURE_RESOURCE_MANAGER_ENDPOINT',
    meaning: text({
      en: 'the token for Azure, and the address of a sovereign cloud',
      ja: 'Azure のトークンと、ソブリンクラウドのアドレス',
    }),
  },
  {
    names: 'BREAKWATER_WEBHOOK_KEY',
    meaning: text({ en: 'the key that webhooks of rebuilds are signed with', ja: '再ビルドの Webhook に署名する鍵' }),
  },
  {
    names: 'HELM, KUSTOMIZE, KUBECTL',
    meaning: text({ en: 'the programs that render, where they are not on the path', ja: '描画に使うプログラム（PATH にないとき）' }),
  },
]

/** The reference of the command line: every command, every flag, what programs rely on. */
export async function commandPage(locale: Locale): Promise<string> {
  const loaded = await Promise.all(commands.map(async (entry) => ({ entry, command: (await entry.load()).command })))
  return `${[
    `# ${words.title[locale]}`,
    words.generated[locale],
    words.clone[locale],
    table(
      [words.command, words.purpose],
      commands.map(({ name, summary }) => [`[\`${name}\`](#${name})`, summary[locale]]),
      locale,
    ),
    ...loaded.flatMap(({ entry, command }) => sectionOf(entry.name, entry.summary, command, locale)),
    `## ${words.all[locale]}`,
    flagTable(globalFlags, locale),
    `## ${words.exitCodes[locale]}`,
    table(
      [words.code, words.meaning],
      exitCodes.map(({ code, meaning }) => [String(code), meaning[locale]]),
      locale,
    ),
    `## ${words.environment[locale]}`,
    table(
      [words.variable, words.meaning],
      environmentVariables.map(({ names, meaning }) => [names.replace(/\w+/g, '`$&`'), meaning[locale]]),
      locale,
    ),
  ].join('\n\n')}\n`
}

function sectionOf(name: string, summary: Text<never>, { targets, flags, examples }: Command, locale: Locale): string[] {
  const lines = examples.map(({ line, meaning }) => `# ${meaning[locale]}\n${line}`)
  return [
    `## ${name}`,
    `${summary[locale]}: \`breakwater ${[name, targets, ...(flags.length === 0 ? [] : ['[flags]'])].filter((part) => part !== '').join(' ')}\``,
    `\`\`\`sh\n${lines.join('\n\n')}\n\`\`\``,
    flags.length === 0 ? words.none[locale] : flagTable(flags, locale),
  ]
}

function flagTable(flags: readonly Flag[], locale: Locale): string {
  return table(
    [words.flag, words.meaning],
    flags.map((flag) => [usageOf(flag), [flag.meaning[locale], ...remarksOn(flag, locale)].join(locale === 'en' ? '; ' : '。')]),
    locale,
  )
}

function usageOf({ name, short, value }: Flag): string {
  const names = short === undefined ? name : `${short}, ${name}`
  return `\`${value === undefined ? names : `${names} ${value}`}\``
}

function remarksOn({ choices, default: byDefault, repeatable, variadic, meaning }: Flag, locale: Locale): string[] {
  const saysSo = /repeat|繰り返し/.test(meaning[locale])
  return [
    ...(choices === undefined ? [] : [`${words.choices[locale]}: ${choices.map((choice) => `\`${choice}\``).join(', ')}`]),
    ...(byDefault === undefined ? [] : [`${words.byDefault[locale]}: \`${byDefault}\``]),
    ...(variadic === true ? [words.variadic[locale]] : []),
    ...(repeatable === true && variadic !== true && !saysSo ? [words.repeatable[locale]] : []),
  ]
}

function table(heads: readonly Text<never>[], rows: readonly (readonly string[])[], locale: Locale): string {
  const lines = [
    heads.map((head) => head[locale]),
    heads.map(() => '---'),
    ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

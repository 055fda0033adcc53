import type { Range } from '../../core/location.ts'
import type { ShellWord } from '../../syntax/shell/commands.ts'
import type { RunCommand } from './run-commands.ts'

export interface PipedInstaller {
  readonly program: string
  readonly shell: string
  /** From the download to the shell. */
  readonly range: Range
}

const downloaders = /^(?:curl|wget|fetch|aria2c|http|https)$/
const interpreters = /^(?:(?:ba|da|a|z|k)?sh|python\d?(?:\.\d+)?|perl|ruby|node|php|pwsh|iex)$/

/** Downloads that a pipe, `bash -c "$(curl …)"` or `bash <(curl …)` runs at once. */
export function pipedInstallers(commands: readonly RunCommand[]): readonly PipedInstaller[] {
  const found: PipedInstaller[] = []
  for (const [index, command] of commands.entries()) {
    if (!interpreters.test(command.program)) continue
    let at = index
    while (at > 0 && commands[at]!.after === '|') {
      at--
      if (downloaders.test(commands[at]!.program)) {
        found.push({
          program: commands[at]!.program,
          shell: command.program,
          range: { start: commands[at]!.range.start, end: command.range.end },
        })
        break
      }
    }
    const substituted = command.args.find(({ text, expands }) => expands && /\$\(\s*(?:curl|wget)\s/.test(text))
    if (substituted !== undefined && command.args.some(({ text }) => /^-\w*c$/.test(text))) {
      found.push({ program: /curl|wget/.exec(substituted.text)![0], shell: command.program, range: command.range })
    }
  }
  return found
}

/** By program, the flags that switch the verification of certificates or signatures off. */
const unverified: readonly (readonly [program: RegExp, flag: RegExp])[] = [
  [/^curl$/, /^(?:--insecure|-[a-zA-Z]*k[a-zA-Z]*)$/],
  [/^wget$/, /^--no-check-certificate$/],
  [/^git$/, /^http\.sslVerify=false$/i],
  [/^apt(?:-get)?$/, /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)$/],
  [/^apk$/, /^--allow-untrusted$/],
  [/^(?:yum|dnf|microdnf|tdnf)$/, /^--nogpgcheck$/],
  [/^zypper$/, /^(?:--no-gpg-checks|--gpg-auto-import-keys)$/],
  [/^rpm$/, /^--(?:nosignature|nodigest)$/],
  [/^pip\d?/, /^--trusted-host(?:=.*)?$/],
  [/^npm$/, /^(?:--strict-ssl=false|--no-strict-ssl)$/],
  [/^(?:kubectl|helm|az|docker|skopeo|oras|crane)$/, /^--(?:insecure-skip-tls-verify(?:=true)?|tls-verify=false|insecure|plain-http)$/],
]

/** The flags by which commands download without checking whom they download from. */
export function unverifiedFlags(commands: readonly RunCommand[]): readonly { readonly program: string; readonly flag: ShellWord }[] {
  return commands.flatMap(({ program, args }) => {
    const patterns = unverified.filter(([programs]) => programs.test(program)).map(([, flag]) => flag)
    return args.filter(({ text }) => patterns.some((pattern) => pattern.test(text))).map((flag) => ({ program, flag }))
  })
}

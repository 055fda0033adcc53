import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { message, render, text } from '../../core/text.ts'
import { GitError, repositoryRoot } from '../../sources/git/command.ts'
import { hookNames, installHooks, uninstallHooks } from '../../sources/git/hooks.ts'
import type { Invocation } from '../command.ts'

const words = {
  installed: text({ en: '{hook}: installed in {file}', ja: '{hook}: {file} に組み込みました' }),
  updated: text({ en: '{hook}: brought up to date in {file}', ja: '{hook}: {file} を更新しました' }),
  unchanged: text({ en: '{hook}: is in place already', ja: '{hook}: すでに組み込まれています' }),
  kept: text({ en: '  the hook that stood there runs first: {file}', ja: '  もとのフックは先に実行されます: {file}' }),
  removed: text({ en: '{hook}: removed', ja: '{hook}: 取り除きました' }),
  nothing: text({ en: 'no hook of Breakwater is installed', ja: 'Breakwater のフックは組み込まれていません' }),
}

/** `secrets install-hook [REPOSITORY]` and `secrets uninstall-hook [REPOSITORY]`. */
export async function changeHooks(action: 'install-hook' | 'uninstall-hook', { targets, locale, io }: Invocation): Promise<number> {
  const say = (line: string): boolean => io.stdout.write(`${line}\n`)
  try {
    const root = await repositoryRoot(resolve(io.cwd, targets[1] ?? '.'))
    if (action === 'uninstall-hook') {
      const removed = await uninstallHooks(root)
      for (const hook of removed) say(render(message(words.removed, { hook }), locale))
      if (removed.length === 0) say(words.nothing[locale])
      return 0
    }
    for (const { hook, file, state, kept } of await installHooks(root, hookNames, [process.execPath, process.argv[1]!])) {
      say(render(state === 'unchanged' ? message(words.unchanged, { hook }) : message(words[state], { hook, file }), locale))
      if (kept !== undefined) say(render(message(words.kept, { file: kept }), locale))
    }
    return 0
  } catch (cause) {
    if (cause instanceof GitError) throw new BreakwaterError('git-failed', { reason: cause.message }, { cause })
    throw cause
  }
}

import type { Locale } from '../core/text.ts'

/** The language to speak: what was asked for, else what the environment says, in the order that POSIX looks it up. */
export function chooseLocale(asked: string | undefined, env: NodeJS.ProcessEnv): Locale {
  const wanted = [asked, env['BREAKWATER_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  )
  return wanted !== undefined && /^ja(?:[_.@-]|$)/i.test(wanted) ? 'ja' : 'en'
}

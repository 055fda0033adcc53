import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import { message, render, text, type Locale } from '../../core/text.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import type { FlagValues, Invocation } from '../command.ts'

const words = {
  empty: text({ en: 'there is no advisory in it', ja: 'アドバイザリが 1 件もありません' }),
  old: text({
    en: 'the newest advisory is {days} days old, and {allowed} are allowed',
    ja: '最も新しいアドバイザリでも {days} 日前のものです（上限 {allowed} 日）',
  }),
}

export interface GivenAdvisories {
  readonly store: AdvisoryStore
  /** Broken or old advisories, or none at all: finding nothing with them is no pass. */
  readonly notAnalysed: readonly NotAnalysed[]
}

/**
 * Opens what `--advisories` names; undefined where the flag is not given.
 *
 * @throws {BreakwaterError} `path-not-found`
 */
export async function openGivenAdvisories({ flags, io, locale }: Invocation): Promise<GivenAdvisories | undefined> {
  const path = flags['advisories']
  if (typeof path !== 'string') return undefined
  const { openAdvisories } = await import('../../supply-chain/advisories/open-advisories.ts')
  try {
    const { store, problems } = openAdvisories(resolve(io.cwd, path))
    const broken = problems.map(({ file, line, message: problem }): NotAnalysed => ({
      uri: file,
      reason: 'broken-advisory',
      message: problem,
      ...(line === undefined ? {} : { line }),
    }))
    return { store, notAnalysed: [...broken, ...judgeAge(store, path, flags['maxAdvisoryAge'], locale)] }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new BreakwaterError('path-not-found', { path }, { cause })
    throw cause
  }
}

function judgeAge(store: AdvisoryStore, uri: string, maxAge: FlagValues[string], locale: Locale): readonly NotAnalysed[] {
  if (store.size === 0) return [{ uri, reason: 'no-advisories', message: words.empty[locale] }]
  const days = Math.floor((Date.now() - Date.parse(store.newest)) / 86_400_000)
  if (maxAge === undefined || days <= Number(maxAge)) return []
  return [{ uri, reason: 'old-advisories', message: render(message(words.old, { days, allowed: Number(maxAge) }), locale) }]
}

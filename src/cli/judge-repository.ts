import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../checks/index.generated.ts'
import { BreakwaterError } from '../core/error.ts'
import type { Run } from '../core/run.ts'
import { text } from '../core/text.ts'
import { githubRepository } from '../models/repository/github-repository.ts'
import { rulesetPlan } from '../models/repository/ruleset-plan.ts'
import { readSources } from '../sources/read-sources.ts'
import type { Flag, Invocation, Io } from './command.ts'
import { findConfig } from './config/find-config.ts'
import { judgeScanned } from './judge-paths.ts'

/** The flags of `scan github`. */
export const repositoryFlags: readonly Flag[] = [
  {
    name: '--save',
    value: 'FILE',
    group: 'output',
    meaning: text({
      en: 'keep the settings that scan github read, to judge them again later',
      ja: 'scan github で読み取った設定を保存する（後で再び検査できる）',
    }),
  },
  {
    name: '--plan',
    value: 'FILE',
    group: 'output',
    meaning: text({
      en: 'write the rulesets that would protect branches and tags of the repository',
      ja: 'ブランチとタグを保護するルールセットの案を書き出す',
    }),
  },
]

/**
 * Reads the settings of `OWNER/REPO` from GitHub and judges them. The token comes from GITHUB_TOKEN; GITHUB_API_URL names
 * a server of one's own.
 */
export async function judgeRepository({ targets, flags, locale, io }: Invocation): Promise<Run> {
  const name = targets[1]!
  if (targets.length !== 2 || !/^[A-Za-z0-9-]{1,39}\/[\w.-]{1,100}$/.test(name) || /\/\.{1,2}$/.test(name))
    throw new BreakwaterError('bad-usage', { problem: `scan github ${targets.slice(1).join(' ')}: OWNER/REPO` })
  if (flags['offline'] === true) throw new BreakwaterError('network-needed', { command: 'scan github' })
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)

  const [{ GithubClient }, { readRepository }] = await Promise.all([
    import('../sources/github/client.ts'),
    import('../sources/github/read-repository.ts'),
  ])
  const client = new GithubClient({ url: io.env['GITHUB_API_URL'] || 'https://api.github.com', token: io.env['GITHUB_TOKEN'] || undefined })
  const source = await readRepository(client, name, new Date())
  const scanned = await readSources([source], { locale })
  if (typeof flags['save'] === 'string') write(io, flags['save'], source.text)
  if (typeof flags['plan'] === 'string') {
    const [repository] = scanned.estate.subjects(githubRepository)
    write(io, flags['plan'], `${JSON.stringify(rulesetPlan(repository!), undefined, 2)}\n`)
  }
  return judgeScanned(scanned, config, { flags, io })
}

function write({ cwd }: Io, path: string, content: string): void {
  try {
    writeFileSync(resolve(cwd, path), content)
  } catch (cause) {
    throw new BreakwaterError('output-unwritable', { path, reason: (cause as Error).message }, { cause })
  }
}

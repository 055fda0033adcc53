import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { Source } from '../../core/location.ts'
import type { Run } from '../../core/run.ts'
import { text } from '../../core/text.ts'
import { githubRepository } from '../../models/repository/github-repository.ts'
import { organizationRulesetPlan, rulesetPlan } from '../../models/repository/ruleset-plan.ts'
import { readSources } from '../../sources/read-sources.ts'
import type { Flag, Invocation, Io } from '../command.ts'
import { findConfig } from '../config/find-config.ts'
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
      en: 'write the rulesets that would protect branches and tags of the repository or organisation',
      ja: 'リポジトリや組織のブランチとタグを保護するルールセットの案を書き出す',
    }),
  },
  {
    name: '--enterprise',
    value: 'NAME',
    group: 'input',
    meaning: text({
      en: 'the enterprise of the organisation, for scan github: its audit log is looked at too',
      ja: 'scan github の組織が属するエンタープライズ（監査ログも検査する）',
    }),
  },
]

const repositoryName = /^[A-Za-z0-9-]{1,39}\/(?!\.{1,2}$)[\w.-]{1,100}$/
const organizationName = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/

/**
 * Reads the settings of `OWNER/REPO`, or of an organisation, from GitHub and judges them. The token comes from
 * GITHUB_TOKEN; GITHUB_API_URL names a server of one's own.
 */
export async function judgeRepository({ targets, flags, locale, io }: Invocation): Promise<Run> {
  const name = targets[1]!
  if (targets.length !== 2 || !(repositoryName.test(name) || organizationName.test(name)))
    throw new BreakwaterError('bad-usage', { problem: `scan github ${targets.slice(1).join(' ')}: OWNER/REPO, ORGANISATION` })
  if (flags['offline'] === true) throw new BreakwaterError('network-needed', { command: 'scan github' })
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)

  const source = await readSettings(name, flags, io)
  const scanned = await readSources([source], { locale })
  if (typeof flags['save'] === 'string') write(io, flags['save'], source.text)
  if (typeof flags['plan'] === 'string') {
    const [repository] = scanned.estate.subjects(githubRepository)
    const plan = repository === undefined ? organizationRulesetPlan() : rulesetPlan(repository)
    write(io, flags['plan'], `${JSON.stringify(plan, undefined, 2)}\n`)
  }
  return judgeScanned(scanned, config, { flags, io })
}

async function readSettings(name: string, { enterprise }: Invocation['flags'], io: Io): Promise<Source> {
  const { GithubClient } = await import('../../sources/github/client.ts')
  const client = new GithubClient({ url: io.env['GITHUB_API_URL'] || 'https://api.github.com', token: io.env['GITHUB_TOKEN'] || undefined })
  if (repositoryName.test(name)) return (await import('../../sources/github/read-repository.ts')).readRepository(client, name, new Date())
  if (enterprise !== undefined && (typeof enterprise !== 'string' || !/^[\w-]{1,100}$/.test(enterprise)))
    throw new BreakwaterError('bad-usage', { problem: `--enterprise ${String(enterprise)}` })
  return (await import('../../sources/github/read-organization.ts')).readOrganization(client, name, enterprise, new Date())
}

function write({ cwd }: Io, path: string, content: string): void {
  try {
    writeFileSync(resolve(cwd, path), content)
  } catch (cause) {
    throw new BreakwaterError('output-unwritable', { path, reason: (cause as Error).message }, { cause })
  }
}

import { BreakwaterError } from '../core/error.ts'
import { failOnLevels } from '../core/gate.ts'

/** What the workflow asks of the action. GitHub hands every input over as an environment variable. */
export interface Inputs {
  /** Paths to judge, below the workspace. */
  readonly paths: readonly string[]
  readonly failOn: string
  readonly config: string | undefined
  readonly baseline: string | undefined
  readonly lang: string
  readonly uploadSarif: boolean
  readonly comment: boolean
  readonly category: string
  readonly token: string | undefined
}

/** @throws {BreakwaterError} `bad-usage` for a value that an input does not take */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const given = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
  const flag = (name: string): boolean => {
    const value = given(name)
    if (value !== 'true' && value !== 'false' && value !== '') throw wrong(name, value, 'true, false')
    return value === 'true'
  }
  const failOn = given('fail-on') || 'high'
  if (!(failOnLevels as readonly string[]).includes(failOn)) throw wrong('fail-on', failOn, failOnLevels.join(', '))
  const lang = given('lang') || 'en'
  if (lang !== 'en' && lang !== 'ja') throw wrong('lang', lang, 'en, ja')
  const paths = given('paths')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const flagLike = paths.find((path) => path.startsWith('-'))
  if (flagLike !== undefined) throw wrong('paths', flagLike, './path')
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    failOn,
    config: given('config') || undefined,
    baseline: given('baseline') || undefined,
    lang,
    uploadSarif: flag('upload-sarif'),
    comment: flag('comment'),
    category: given('category') || 'breakwater',
    token: given('token') || undefined,
  }
}

function wrong(name: string, value: string, accepted: string): BreakwaterError {
  return new BreakwaterError('bad-usage', { problem: `${name}: ${value} (${accepted})` })
}

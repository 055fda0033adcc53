import type { Place } from '../../core/location.ts'
import { programOf } from '../../syntax/shell/commands.ts'
import type { ActionsFile } from './actions-file.ts'
import { mayRequestIdToken } from './permissions.ts'
import { actionOf, type Step } from './pipeline-file.ts'

/** Actions that publish to a registry which accepts the workflow's identity, and the input that gives them a token instead. */
const tokenInputs: Readonly<Record<string, string | undefined>> = {
  'pypa/gh-action-pypi-publish': 'password',
  'rubygems/release-gem': 'setup-trusted-publisher',
  'js-devtools/npm-publish': 'token',
}

/** Programs and the words after them that publish, with what wraps them. */
const publishing =
  /^(?:(?:bundle exec |bunx |npx |pnpm exec )?(?:gem push|npm publish|yarn npm publish|pnpm publish|bun publish|uv publish|twine upload|poetry publish|flit publish|hatch publish|cargo publish)|(?:dotnet )?nuget(?:\.exe)? push)(?: |$)/

/** Publications that use a stored token although the registry would take the identity of the workflow. */
export function tokenPublishes(file: ActionsFile, step: Step): readonly { readonly command: string; readonly place: Place }[] {
  if (mayRequestIdToken(file, step.job) === true) return []
  const action = actionOf(step)
  if (action !== undefined && action in tokenInputs) {
    const input = tokenInputs[action]!
    const given = step.with[input]
    const byToken = input === 'setup-trusted-publisher' ? given === false || given === 'false' : given !== undefined
    return byToken || file.form === 'action' ? [{ command: action, place: file.place(step.path, 'key') }] : []
  }
  return file.commandsOf(step).flatMap((command) => {
    const program = programOf(command)
    if (program === undefined) return []
    const line = [program.name, ...program.args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text)].join(' ')
    const isDry = program.args.some(({ text }) => text === '--dry-run')
    const found = publishing.exec(line)
    return found === null || isDry ? [] : [{ command: found[0].trim(), place: file.at(step.doing, command.range) }]
  })
}

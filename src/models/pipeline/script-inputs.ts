import type { Path } from '../../core/location.ts'
import type { ActionsFile } from './actions-file.ts'
import { actionOf, type FieldExpression, type Step } from './pipeline-file.ts'

/** Inputs of actions that are run as code. From the documentation of each action. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  'actions/github-script': ['script'],
  'mikefarah/yq': ['cmd'],
  'azure/cli': ['inlinescript'],
  'azure/powershell': ['inlinescript'],
  'amadevus/pwsh-script': ['script'],
  'addnab/docker-run-action': ['run', 'options'],
  'appleboy/ssh-action': ['script', 'proxy_command'],
  'jannekem/run-python-script-action': ['script'],
  'cardinalby/js-eval-action': ['expression'],
  'nick-fields/retry': ['command', 'new_command_on_retry'],
  'nick-invision/retry': ['command'],
  'wandalen/wretry.action': ['command'],
  'pyt-team/run-in-container': ['run'],
  'lee-dohm/calculate-next-version': ['script'],
  'cytopia/shell-command-retry-action': ['command'],
  'tj-actions/git-cliff': ['args'],
  'sergeysova/jq-action': ['cmd'],
  'veracode/veracode-sca': ['url', 'path'],
  'satackey/action-js-inline': ['script'],
  'roots/issue-closer-action': ['issue-close-message'],
  'martinhaintz/ga-file-list': ['path'],
  'borales/actions-yarn': ['cmd'],
  'gautamkrishnar/keepalive-workflow': ['commit_message'],
  'fish-shop/syntax-check': ['pattern'],
  'devcontainers/ci': ['runcmd'],
  'gaurav-nelson/github-action-markdown-link-check': ['base-branch'],
  'hashicorp/terraform-github-actions': ['tf_actions_subcommand'],
  'goreleaser/goreleaser-action': ['args'],
}

/** The expressions that become part of code that a step runs. */
export function scriptExpressions(file: ActionsFile, step: Step): readonly FieldExpression[] {
  const paths: Path[] = step.run === undefined ? [] : [step.doing]
  const inputs = scripts[actionOf(step) ?? '']
  if (inputs !== undefined)
    for (const name of Object.keys(step.with)) if (inputs.includes(name.toLowerCase())) paths.push([...step.path, 'with', name])
  return paths.flatMap((path) => file.expressions(path))
}

import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

/** Writes to the log of the step, where the runner also reads workflow commands. */
export type Say = (text: string) => void

/** Appends a report to the summary page of the job. */
export function writeSummary(env: NodeJS.ProcessEnv, markdown: string): void {
  const file = env['GITHUB_STEP_SUMMARY']
  if (file !== undefined && file !== '') appendFileSync(file, `${markdown}\n`)
}

/** Hands outputs to later steps. The delimiter is drawn anew each time, so that no value can end itself and add another output. */
export function writeOutputs(env: NodeJS.ProcessEnv, outputs: Readonly<Record<string, string>>): void {
  const file = env['GITHUB_OUTPUT']
  if (file === undefined || file === '') return
  for (const [name, value] of Object.entries(outputs)) {
    const delimiter = `end-${randomUUID()}`
    appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
  }
}

/** A warning in the log of the step. */
export function warn(say: Say, message: string): void {
  const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  say(`::warning title=Breakwater::${escaped}\n`)
}

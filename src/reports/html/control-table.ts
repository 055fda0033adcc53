import { controls } from '../../controls/catalogue.ts'
import type { Control } from '../../controls/control.ts'
import type { Outcome } from '../../core/engine.ts'
import type { Run } from '../../core/run.ts'
import type { Locale, Text } from '../../core/text.ts'
import { evidenceOf, quoteEvidence } from '../evidence.ts'
import { count, nouns } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { stageWords, words } from './words.ts'

interface Touched {
  readonly control: Control
  readonly checks: readonly string[]
  readonly counts: Readonly<Record<'pass' | 'fail' | 'unknown', number>>
}

/** The controls that the checks of the run answer, in the order of the catalogue, and how each stands. */
export function controlTable(run: Run, locale: Locale): Markup | undefined {
  const rows = touchedBy(run)
  if (rows.length === 0) return undefined
  return html`<section aria-labelledby="controls">
    <h2 id="controls">${words.controls[locale]} <span class="quiet">${rows.length}</span></h2>
    <div class="card table" role="group" aria-labelledby="controls" tabindex="0">
      <table>
        <caption>
          ${words.controlsCaption[locale]}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.control[locale]}</th>
            <th scope="col">${words.result[locale]}</th>
            <th scope="col" class="number">${words.passed[locale]}</th>
            <th scope="col" class="number">${words.failed[locale]}</th>
            <th scope="col">${words.checks[locale]}</th>
            <th scope="col">${words.stage[locale]}</th>
            <th scope="col">${words.source[locale]}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => controlRow(row, locale))}
        </tbody>
      </table>
    </div>
  </section> `
}

function touchedBy(run: Run): readonly Touched[] {
  const checksOf = new Map<string, string[]>()
  for (const check of run.checks) {
    for (const id of check.controls) checksOf.set(id, [...(checksOf.get(id) ?? []), check.id])
  }
  return controls.flatMap((control) => {
    const checks = checksOf.get(control.id)
    if (checks === undefined) return []
    const sum = (outcome: Outcome) => checks.reduce((total, id) => total + (run.evaluationsByCheck.get(id)?.[outcome] ?? 0), 0)
    return [{ control, checks, counts: { pass: sum('pass'), fail: sum('fail'), unknown: sum('unknown') + sum('error') } }]
  })
}

function controlRow({ control, checks, counts }: Touched, locale: Locale): Markup {
  const [evidence] = evidenceOf([control.id], locale)
  const [look, word] = standing(counts)
  return html`<tr>
    <th scope="row">${control.title[locale]} <code class="id">${control.id}</code></th>
    <td><span class="chip ${look}">${word[locale]}</span></td>
    <td class="number">${counts.pass}</td>
    <td class="number">${counts.fail}</td>
    <td class="checks">${checkList(checks, locale)}</td>
    <td class="stage">${stageWords[control.stage][locale]}</td>
    <td class="cited-by">
      ${evidence !== undefined && html`<a href="${evidence.url}" rel="noreferrer">${quoteEvidence(evidence, locale)}</a>`}
    </td>
  </tr> `
}

/** A few ids are shown, more are folded: some controls are answered by every check there is. */
function checkList(checks: readonly string[], locale: Locale): Markup {
  const list = html`${checks.map((id) => html`<code>${id}</code>`)}`
  if (checks.length <= 3) return list
  return html`<details>
    <summary>${count(nouns.checks, checks.length, locale)}</summary>
    ${list}
  </details>`
}

function standing({ pass, fail, unknown }: Touched['counts']): readonly [look: string, word: Text<never>] {
  if (fail > 0) return ['bad', words.violated]
  if (unknown > 0) return ['medium', words.undecided]
  return pass > 0 ? ['good', words.met] : ['plain', words.nothingToJudge]
}

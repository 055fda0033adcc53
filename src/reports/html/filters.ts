import type { Finding } from '../../core/finding.ts'
import { severities } from '../../core/severity.ts'
import type { Locale } from '../../core/text.ts'
import { countByCheck } from '../tally.ts'
import { shorten } from '../terminal/visible.ts'
import { fixWords, severityWords } from '../words.ts'
import { stateOf } from './finding.ts'
import { html, type Markup } from './markup.ts'
import { words } from './words.ts'

/** A list of more files than this is no help; the search finds the others. */
const mostFiles = 1_000
const longestName = 300

/** The form above the findings. It is shown where the script runs, because without it nothing would answer. */
export function filters(findings: readonly Finding[], showSuppressed: boolean, locale: Locale): Markup {
  const files = [...new Set(findings.map(({ place }) => shorten(place.source.uri, longestName)))].sort()
  const levels = severities.filter((severity) => findings.some((finding) => finding.severity === severity))
  const states = (['open', 'unknown', 'suppressed'] as const).filter((state) => findings.some((finding) => stateOf(finding) === state))
  return html`<form class="card" aria-label="${words.filters[locale]}">
      <label class="field">${words.search[locale]}<input type="search" name="text" autocomplete="off" spellcheck="false" /></label>
      ${select(
        'check',
        words.check[locale],
        words.allChecks[locale],
        countByCheck(findings).map(([id, count]) => [id, `${id} (${count})`]),
      )}
      ${select(
        'file',
        words.file[locale],
        words.allFiles[locale],
        files.slice(0, mostFiles).map((uri) => [uri, uri]),
      )}
      ${select('fix', words.fix[locale], words.anyFix[locale], [
        ['safe', fixWords.safe[locale]],
        ['review', fixWords.review[locale]],
      ])}
      <div class="choices">
        <fieldset>
          <legend>${words.severity[locale]}</legend>
          ${levels.map((severity) => choice('severity', severity, severityWords[severity][locale], true))}
        </fieldset>
        <fieldset>
          <legend>${words.state[locale]}</legend>
          ${states.map((state) =>
            choice('state', state, words[state][locale], state !== 'suppressed' || showSuppressed || states.length === 1),
          )}
        </fieldset>
        <button type="reset">${words.reset[locale]}</button>
      </div>
    </form>
    <div class="bar">
      <p role="status" data-words="${words.shown[locale]}"></p>
      <button type="button" id="open-all">${words.openAll[locale]}</button
      ><button type="button" id="close-all">${words.closeAll[locale]}</button>
    </div>
    <p id="none-match" class="card empty" hidden>${words.noMatch[locale]}</p> `
}

function select(name: string, label: string, all: string, options: readonly (readonly [value: string, shown: string])[]): Markup {
  return html`<label class="field"
    >${label}<select name="${name}">
      <option value="">${all}</option>
      ${options.map(([value, shown]) => html`<option value="${value}">${shown}</option>`)}
    </select></label
  >`
}

function choice(name: string, value: string, shown: string, checked: boolean): Markup {
  return html`<label class="choice"><input type="checkbox" name="${name}" value="${value}" ${checked && html` checked`} />${shown}</label>`
}

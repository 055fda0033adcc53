import type { Finding } from '../../core/finding.ts'
import { formatPath, type Place } from '../../core/location.ts'
import { render, type Locale, type Message } from '../../core/text.ts'
import { excerpt, hasText } from '../excerpt.ts'
import { resourceName } from '../resource-name.ts'
import { spotText } from '../spot.ts'
import { fixCommand } from '../suggested-command.ts'
import { shorten } from '../terminal/visible.ts'
import { fixWords, severityWords, suppressedWords } from '../words.ts'
import { html, source, type Markup } from './markup.ts'
import { words } from './words.ts'

const longestMessage = 1_000
const longestName = 300
/** Characters of a line; longer ones are cut around the range. */
const lineRoom = 240
const mostRelated = 10

/** How a finding stands, which a reader filters by. */
export function stateOf({ suppressed, outcome }: Finding): 'open' | 'unknown' | 'suppressed' {
  if (suppressed !== null) return 'suppressed'
  return outcome === 'fail' ? 'open' : 'unknown'
}

/** One finding in the list of its check. */
export function findingItem(finding: Finding, locale: Locale): Markup {
  const { severity, place, suppressed } = finding
  const state = stateOf(finding)
  const [fix] = finding.fixes
  const path = formatPath(place.path)
  return html`<li
    data-severity="${severity}"
    data-state="${state}"
    data-file="${shorten(place.source.uri, longestName)}"
    ${fix !== undefined && html` data-fix="${fix.safety}"`}
  >
    <p class="said">
      <span class="chip ${severity}">${severityWords[severity][locale]}</span
      >${state !== 'open' && html`<span class="chip plain">${words[state][locale]}</span>`}<span>${said(finding.message, locale)}</span>${fix !== undefined && html`<span class="chip ${fix.safety === 'safe' ? 'good' : 'plain'}">${fixWords[fix.safety][locale]}</span>`}
    </p>
    <p class="where">
      <span class="path">${shorten(spotText(place), longestName)}</span
      ><span>${shorten(resourceName(finding.resource), longestName)}</span
      >${path !== '' && html`<code>${shorten(path, longestName)}</code>`}
    </p>
    ${hasText(place) && frame(place, 2, 1)}${
      fix !== undefined &&
      html`<p class="note">
        <b>${words.fix[locale]}</b> ${said(fix.title, locale)} <code>${shorten(fixCommand(finding, fix), longestName)}</code>
      </p>`
    }${
      suppressed !== null &&
      html`<p class="note">
        <b>${suppressedWords[suppressed.by][locale]}</b>
        ${shorten(suppressed.reason, longestMessage)}${suppressed.until !== undefined && html` (${render({ text: words.until, args: { date: shorten(suppressed.until, 100) } }, locale)})`}
      </p>`
    }${finding.related.slice(0, mostRelated).map(
      ({ place: other, note }) =>
        html`<p class="note">
            <b>${words.related[locale]}</b> ${said(note, locale)} <span class="path">${shorten(spotText(other), longestName)}</span>
          </p>
          ${hasText(other) && frame(other, 0, 0)}`,
    )}
  </li> `
}

function said(message: Message, locale: Locale): string {
  return shorten(render(message, locale), longestMessage)
}

/** The source around a place, with its range marked. */
function frame(place: Place, before: number, after: number): Markup {
  const { lines } = excerpt(place, { before, after, room: lineRoom })
  let last: number | undefined
  const drawn = lines.map((line) => {
    const gap = last !== undefined && line.number > last + 1
    last = line.number
    return html`${gap && html`<span class="l gap">…</span>`}<span class="l" data-n="${line.number}"
        >${line.cutBefore && '…'}${source(line.before)}${line.isMarked && html`<mark>${source(line.marked)}</mark>`}${source(line.after)}${line.cutAfter && '…'}</span
      >`
  })
  return html`<pre>${drawn}</pre>`
}

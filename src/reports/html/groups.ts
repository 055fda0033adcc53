import { findControl } from '../../controls/catalogue.ts'
import type { Check, Example } from '../../core/check.ts'
import type { Finding } from '../../core/finding.ts'
import type { Run } from '../../core/run.ts'
import { compareSeverity, type Severity } from '../../core/severity.ts'
import type { Locale } from '../../core/text.ts'
import { evidenceOf, quoteEvidence, type Evidence } from '../evidence.ts'
import { severityWords } from '../words.ts'
import { findingItem, stateOf } from './finding.ts'
import { html, source, type Markup } from './markup.ts'
import { words } from './words.ts'

/** Groups are open from the start until so many findings are in sight. */
const mostOpen = 40

/** The findings of one check. */
interface Group {
  readonly id: string
  readonly check: Check | undefined
  readonly findings: readonly Finding[]
  /** The worst that is not suppressed; what is suppressed only comes last. */
  readonly worst: Severity | undefined
  readonly open: number
}

/** All findings under their checks: what a check asks for and why is said once, however many findings it has. */
export function groups(run: Run, locale: Locale): readonly Markup[] {
  const checks = new Map(run.checks.map((check) => [check.id, check]))
  const found = [...Map.groupBy(run.findings, ({ check }) => check)].map(([id, findings]): Group => {
    const open = findings.filter((finding) => stateOf(finding) !== 'suppressed')
    return { id, check: checks.get(id), findings, worst: open[0]?.severity, open: open.length }
  })
  let inSight = 0
  return found.sort(compareGroups).map((group) => {
    inSight += group.findings.length
    return groupOf(group, group.open > 0 && inSight <= mostOpen, locale)
  })
}

function compareGroups(a: Group, b: Group): number {
  return (
    Number(a.worst === undefined) - Number(b.worst === undefined) ||
    (a.worst === undefined || b.worst === undefined ? 0 : compareSeverity(a.worst, b.worst)) ||
    b.open - a.open ||
    (a.id < b.id ? -1 : 1)
  )
}

function groupOf({ id, check, findings, worst }: Group, open: boolean, locale: Locale): Markup {
  const [first] = findings
  const severity = worst ?? first!.severity
  return html`<details class="group card" data-check="${id}" ${open && html` open`}>
    <summary>
      <span class="chip ${severity}">${severityWords[severity][locale]}</span
      ><span
        ><h3>${first!.title[locale]}</h3>
        <code class="id">${id}</code></span
      ><span class="count">${findings.length}</span>
    </summary>
    ${check !== undefined && about(check, locale)}
    <ol class="findings">
      ${findings.map((finding) => findingItem(finding, locale))}
    </ol>
  </details> `
}

/** Why the check asks and who asks for it; everything further is folded away, so that the findings stay in sight. */
function about(check: Check, locale: Locale): Markup {
  const [first, ...others] = evidenceOf(check.controls, locale)
  const standards = check.standards ?? []
  const example = check.examples.find(({ fails = [], fixed }) => fails.length > 0 && fixed !== undefined)
  return html`<dl class="about">
      <dt>${words.why[locale]}</dt>
      <dd>${check.why[locale]}</dd>
      ${
        first !== undefined &&
        html`<dt>${words.source[locale]}</dt>
          <dd>${cited(first, locale)}</dd>`
      }
    </dl>
    <details class="more">
      <summary>${words.more[locale]}</summary>
      <dl class="about">
        ${
          others.length > 0 &&
          html`<dt>${words.otherSources[locale]}</dt>
            <dd>
              <ul>
                ${others.map((found) => html`<li>${cited(found, locale)}</li>`)}
              </ul>
            </dd>`
        }
        ${
          standards.length > 0 &&
          html`<dt>${words.standards[locale]}</dt>
            <dd><code>${standards.join(', ')}</code></dd>`
        }
        ${
          check.references.length > 0 &&
          html`<dt>${words.references[locale]}</dt>
            <dd>
              <ul>
                ${check.references.map((url) => html`<li><a href="${url}" rel="noreferrer">${url}</a></li>`)}
              </ul>
            </dd>`
        }
        ${
          example !== undefined &&
          html`<dt>${words.example[locale]}</dt>
            <dd>${beforeAndAfter(example, locale)}</dd>`
        }
      </dl>
    </details>`
}

function cited(found: Evidence, locale: Locale): Markup {
  return html`${findControl(found.control)?.title[locale]}
    <span class="cited"><a href="${found.url}" rel="noreferrer">${quoteEvidence(found, locale)}</a></span>`
}

function beforeAndAfter({ source: marked, fixed }: Example, locale: Locale): Markup {
  return html`<div class="examples">
    <div>
      <p>${words.before[locale]}</p>
      ${lines(marked.replace(/[«»‹›]/g, ''))}
    </div>
    <div>
      <p>${words.after[locale]}</p>
      ${lines(fixed!)}
    </div>
  </div>`
}

function lines(code: string): Markup {
  const numbered = code
    .trimEnd()
    .split('\n')
    .map((line, index) => html`<span class="l" data-n="${index + 1}">${source(line)}</span>`)
  return html`<pre>${numbered}</pre>`
}

import { createHash } from 'node:crypto'

import type { Run } from '../core/run.ts'
import { severities } from '../core/severity.ts'
import { render, type Locale } from '../core/text.ts'
import { controlTable } from './html/control-table.ts'
import { filters } from './html/filters.ts'
import { groups } from './html/groups.ts'
import { html, Markup, raw } from './html/markup.ts'
import { script } from './html/script.ts'
import { style } from './html/style.ts'
import { verdictWords, words } from './html/words.ts'
import type { ReportOptions } from './report.ts'
import { tally } from './tally.ts'
import { shorten } from './terminal/visible.ts'
import { verdictOf } from './verdict.ts'
import { scopeOf, severityWords } from './words.ts'

const longestMessage = 1_000
const mostNotAnalysed = 1_000

/**
 * The report as one page that needs nothing else: no network, no server, no script to be read. It filters, prints, and
 * works by keyboard; its policy allows the style and the script that it was written with and nothing besides.
 */
export function renderHtml(run: Run, options: ReportOptions): string {
  const { locale, showSuppressed, tool } = options
  const title = `${words.title[locale]}: ${verdictOf(run, locale)}`
  const table = controlTable(run, locale)
  const unread = notAnalysed(run, locale)
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src ${new Markup(hashOf(style))}; script-src ${new Markup(hashOf(script))}; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${raw('style', style)}
      </head>
      <body>
        <a class="skip" href="#findings">${words.skip[locale]}</a>
        ${heading(run, locale, { table: table !== undefined, unread: unread !== undefined })}
        <main class="wide">
          <section aria-labelledby="findings">
            <h2 id="findings" tabindex="-1">${words.findings[locale]} <span class="quiet">${run.findings.length}</span></h2>
            ${
              run.findings.length === 0
                ? html`<p class="card empty">${words.noFindings[locale]}</p>`
                : html`${filters(run.findings, showSuppressed, locale)}${groups(run, locale)}`
            }
          </section>
          ${unread}${table}${aboutRun(run, locale)}
        </main>
        <footer class="wide">${render({ text: words.madeBy, args: tool }, locale)}</footer>
        ${raw('script', script)}
      </body>
    </html> `
  return page.text
}

function hashOf(inlined: string): string {
  return `'sha256-${createHash('sha256').update(inlined).digest('base64')}'`
}

const mark = html`<svg
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <path
    d="M13 20 15.5 6h3L21 20zM14.2 13h5.6M2 9c1.6 0 2.2-1.5 4-1.5M2 14.500c2 0 2.500-1.500 4.500-1.500s2 1 3 1M2 20c2 0 2.500-1.500 4.500-1.500S8.500 20 10 20"
  />
</svg>`
const verdictMarks = {
  pass: html`<svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2.2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <circle cx="12" cy="12" r="10" />
    <path d="m7.5 12.5 3 3 6-6.5" />
  </svg>`,
  fail: html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" aria-hidden="true">
    <circle cx="12" cy="12" r="10" />
    <path d="m8.5 8.5 7 7m0-7-7 7" />
  </svg>`,
}

function heading(run: Run, locale: Locale, has: { readonly table: boolean; readonly unread: boolean }): Markup {
  const { gate } = run
  const looked = scopeOf(run, locale)
  const link = (target: string, word: string) => html`<li><a href="#${target}">${word}</a></li>`
  return html`<header>
    <div class="wide">
      <p class="product">${mark}${words.title[locale]}</p>
      <div class="verdict ${gate.verdict}">
        ${verdictMarks[gate.verdict]}
        <h1>${verdictOf(run, locale)}</h1>
      </div>
      <p class="inputs quiet">${looked.join(locale === 'ja' ? '、' : ', ')}</p>
      ${numbers(run, locale)}
      <nav aria-label="${words.contents[locale]}">
        <ul>
          ${link('findings', words.findings[locale])}${has.unread && link('not-analysed', words.notAnalysed[locale])}${has.table && link('controls', words.controls[locale])}${link('run', words.aboutRun[locale])}
        </ul>
      </nav>
    </div>
  </header> `
}

function numbers(run: Run, locale: Locale): Markup {
  const counts = tally(run)
  const number = (look: string, word: string, value: number) =>
    html`<div class="${value > 0 && `some ${look}`}">
      <dt>${word}</dt>
      <dd>${value.toLocaleString(locale)}</dd>
    </div>`
  return html`<dl class="numbers">
    ${severities.map((severity) => number(severity, severityWords[severity][locale], counts.bySeverity[severity]))}${number('good', words.fixable[locale], counts.safelyFixable)}${number('plain', words.review[locale], counts.reviewFixable)}${number('plain', words.suppressed[locale], counts.suppressed)}${number('bad', words.notEvaluated[locale], counts.notEvaluated)}
  </dl>`
}

function notAnalysed({ inputs, errors }: Run, locale: Locale): Markup | undefined {
  if (inputs.notAnalysed.length + errors.length === 0) return undefined
  const unread = inputs.notAnalysed.slice(0, mostNotAnalysed).map(({ uri, line, column, reason, message }) => ({
    place: line === undefined ? uri : `${uri}:${line}:${column ?? 1}`,
    reason,
    message,
  }))
  const broken = errors.slice(0, mostNotAnalysed).map(({ check, uri, error }) => ({
    place: uri,
    reason: `${words.brokenCheck[locale]}: ${check}`,
    message: error instanceof Error ? error.message : String(error),
  }))
  const total = inputs.notAnalysed.length + errors.length
  return html`<section aria-labelledby="not-analysed">
    <h2 id="not-analysed">${words.notAnalysed[locale]} <span class="quiet">${total}</span></h2>
    <div class="card table" role="group" aria-labelledby="not-analysed" tabindex="0">
      <table>
        <caption>
          ${words.notAnalysedCaption[locale]}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.place[locale]}</th>
            <th scope="col">${words.reason[locale]}</th>
            <th scope="col">${words.message[locale]}</th>
          </tr>
        </thead>
        <tbody>
          ${[...unread, ...broken].map(
            ({ place, reason, message }) =>
              html`<tr>
                <th scope="row" class="path">${shorten(place, longestMessage)}</th>
                <td><code>${shorten(reason, 100)}</code></td>
                <td>${shorten(message, longestMessage)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </section> `
}

function aboutRun({ evaluations }: Run, locale: Locale): Markup {
  const rows = Object.entries(verdictWords) as [keyof typeof verdictWords, (typeof verdictWords)['pass']][]
  return html`<section aria-labelledby="run">
    <h2 id="run">${words.aboutRun[locale]}</h2>
    <div class="card table">
      <table>
        <caption>
          ${words.runCaption[locale]}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.verdict[locale]}</th>
            <th scope="col" class="number">${words.evaluations[locale]}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([outcome, word]) =>
              html`<tr>
                <th scope="row">${word[locale]}</th>
                <td class="number">${evaluations[outcome].toLocaleString(locale)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section> `
}

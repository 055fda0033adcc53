/** The look of the page: system fonts, one accent, both colour schemes, paper. Inlined, so it has no address of its own. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --line: #d9dde4; --text: #1b2230; --quiet: #566074; --accent: #0b5cad;
  --code: #f2f4f8; --code-text: #1f2a3d; --mark: #ffe3a6; --mark-line: #b06f00;
  --good: #146c3a; --good-page: #e6f4ea; --bad: #a8201a; --bad-page: #fdecea;
  --critical: #9b1220; --critical-page: #fbe3e6; --high: #a33a06; --high-page: #fdeadf;
  --medium: #7a5300; --medium-page: #fdf1cf; --low: #1f5f8b; --low-page: #e2eff8; --info: #4c5566; --info-page: #eceef2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1f28; --line: #343c4a; --text: #e6e9ef; --quiet: #a5afc0; --accent: #7db8f5;
    --code: #12161d; --code-text: #d5dbe6; --mark: #5a4410; --mark-line: #e0a93c;
    --good: #7bd69b; --good-page: #12301f; --bad: #ff9d94; --bad-page: #3a1714;
    --critical: #ff9aa5; --critical-page: #45141b; --high: #ffb088; --high-page: #422113;
    --medium: #f2cc6b; --medium-page: #3a2d0c; --low: #8ec9f0; --low-page: #122d40; --info: #b6bfce; --info-page: #2a313d;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif;
}
:lang(ja) body, body:lang(ja) { line-height: 1.75; line-break: strict; }
h1:lang(ja), h2:lang(ja), h3:lang(ja) { word-break: auto-phrase; }
h1, h2, h3, p, ol, ul, dl, dd, pre, table, fieldset, legend { margin: 0; padding: 0; }
h1 { font-size: 1.6rem; line-height: 1.3; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.35; margin-block-end: .75rem; }
h3 { font-size: 1rem; display: inline; line-height: 1.4; }
a { color: var(--accent); text-underline-offset: .15em; }
code, pre, .path { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK JP", "MS Gothic", monospace; font-size: .875em; }
code, .path { overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 9; }
.wide { max-width: 68rem; margin-inline: auto; padding-inline: 1.25rem; }
.quiet { color: var(--quiet); }

header { background: var(--card); border-block-end: 1px solid var(--line); padding-block: 1.5rem 1.25rem; }
.product { display: flex; align-items: center; gap: .5rem; color: var(--quiet); font-size: .875rem; margin-block-end: .75rem; }
.product svg { width: 1.5rem; height: 1.5rem; color: var(--accent); }
.verdict { display: flex; align-items: flex-start; gap: .75rem; }
.verdict svg { flex: none; width: 2rem; height: 2rem; margin-block-start: .05rem; }
.verdict.pass svg { color: var(--good); }
.verdict.fail svg { color: var(--bad); }
.inputs { margin-block: .35rem 1.1rem; padding-inline-start: 2.75rem; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.3rem, 1fr)); gap: .6rem; }
.numbers div { border: 1px solid var(--line); border-radius: .6rem; padding: .5rem .9rem .45rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.numbers dd { font-size: 1.5rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.numbers dt { font-size: .8125rem; color: var(--quiet); }
.numbers div:not(.some) dd { color: var(--quiet); font-weight: 450; }
.numbers .some { border-color: transparent; }
.numbers .some dt { color: inherit; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-block-start: 1.1rem; }
nav a { display: inline-block; padding-block: .2rem; }

main > section { margin-block: 2rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
form { display: none; }
.choices { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .6rem 2rem; align-items: center; }
.js form { display: grid; gap: .75rem 1rem; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); padding: 1rem; margin-block-end: 1rem; align-items: end; }
label.field { display: grid; gap: .2rem; font-size: .875rem; }
input[type=search], select {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: .45rem;
  padding: .35rem .6rem; min-height: 2.4rem; width: 100%; min-width: 0; text-overflow: ellipsis;
}
fieldset { border: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .5rem; }
legend { float: left; font-size: .875rem; margin-inline-end: .5rem; }
.choice { display: inline-flex; align-items: center; gap: .4rem; border: 1px solid var(--line); border-radius: 2rem; padding: .2rem .8rem .2rem .6rem; min-height: 2rem; font-size: .875rem; }
.choice input { width: 1rem; height: 1rem; margin: 0; accent-color: var(--accent); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin-block-end: .75rem; font-size: .875rem; }
.bar [role=status] { flex: 1; }
button { font: inherit; font-size: .875rem; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: .45rem; padding: .3rem .8rem; min-height: 2rem; cursor: pointer; display: none; }
.js button { display: inline-block; }
button:hover { border-color: currentColor; }

.chip { display: inline-block; border-radius: .35rem; padding: .05rem .5rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.critical { color: var(--critical); background: var(--critical-page); }
.high { color: var(--high); background: var(--high-page); }
.medium { color: var(--medium); background: var(--medium-page); }
.low { color: var(--low); background: var(--low-page); }
.info, .plain { color: var(--info); background: var(--info-page); }
.good { color: var(--good); background: var(--good-page); }
.bad { color: var(--bad); background: var(--bad-page); }

.group { margin-block-end: .75rem; overflow: clip; }
.group > summary { display: grid; grid-template-columns: auto 1fr auto; gap: .2rem .75rem; align-items: baseline; padding: .8rem 1.1rem; cursor: pointer; list-style: none; }
.group > summary::-webkit-details-marker { display: none; }
.group > summary:focus-visible { outline-offset: -3px; border-radius: .75rem; }
.group > summary .id { display: block; font-weight: 400; color: var(--quiet); }
.group > summary .count { color: var(--quiet); font-size: .875rem; white-space: nowrap; }
.group > summary .count::after { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-inline-start: .7rem; border: solid currentColor; border-width: 0 2px 2px 0; transform: translateY(-.15rem) rotate(45deg); }
.group[open] > summary .count::after { transform: translateY(.1rem) rotate(225deg); }
.about { padding: 0 1.1rem 1rem; display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1rem; }
.about dt { color: var(--quiet); font-size: .875rem; padding-block-start: .1rem; }
.about dd { min-width: 0; max-width: 46rem; }
.about ul { list-style: none; display: grid; gap: .3rem; }
.about li a { font-size: .9375rem; }
.about .cited { display: block; line-height: 1.5; font-size: .875rem; }
.examples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: .75rem; margin-block-start: .4rem; }
.examples p { font-size: .8125rem; color: var(--quiet); }
.about + .more { margin-block-start: -.5rem; }
.more > summary, td summary { cursor: pointer; color: var(--accent); font-size: .875rem; padding: .25rem 0; }
.more > summary { padding: .25rem 1.1rem .8rem; width: fit-content; }
td.checks { min-width: 12rem; }
td.stage { white-space: nowrap; }
tbody th { min-width: 14rem; }
td code { display: block; }

.findings { list-style: none; border-block-start: 1px solid var(--line); }
.findings > li { padding: .9rem 1.1rem 1rem; border-block-end: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 11rem; }
.findings > li:last-child { border-block-end: 0; }
.findings > li[hidden], .group[hidden] { display: none; }
.said { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; overflow-wrap: anywhere; }
.where { font-size: .875rem; color: var(--quiet); display: flex; flex-wrap: wrap; gap: 0 1rem; margin-block: .15rem .5rem; overflow-wrap: anywhere; }
.where .path { color: var(--text); font-size: .9375em; }
.note { font-size: .9375rem; margin-block-start: .5rem; overflow-wrap: anywhere; }
.note b { font-weight: 600; }
.note code { user-select: all; background: var(--code); border-radius: .3rem; padding: .1rem .35rem; }

pre { background: var(--code); color: var(--code-text); border-radius: .5rem; padding: .55rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; line-height: 1.6; }
pre .l { display: block; padding-inline-start: 4.2em; position: relative; min-height: 1.6em; }
pre .l::before { content: attr(data-n); position: absolute; inset-inline-start: 0; width: 3.2em; text-align: end; color: var(--quiet); }
mark { background: var(--mark); color: inherit; box-shadow: inset 0 -2px var(--mark-line); border-radius: 2px; }
mark:empty::after { content: "\\00a0"; }
.gap { color: var(--quiet); }
ins { text-decoration: none; }

.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: start; padding: .9rem 1.1rem .3rem; color: var(--quiet); font-size: .875rem; }
th, td { text-align: start; vertical-align: top; padding: .55rem .7rem; border-block-start: 1px solid var(--line); overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-inline-start: 1.1rem; }
th:last-child, td:last-child { padding-inline-end: 1.1rem; }
thead th { border-block-start: 0; font-size: .8125rem; color: var(--quiet); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
td.cited-by { min-width: 14rem; font-size: .875rem; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody .id { display: block; color: var(--quiet); font-weight: 400; }
.empty { padding: 1.5rem 1.1rem; }
footer { color: var(--quiet); font-size: .875rem; padding-block: 1rem 2.5rem; }

@media (max-width: 40rem) {
  .about { grid-template-columns: 1fr; gap: .1rem; }
  .about dd { margin-block-end: .5rem; }
  .inputs { padding-inline-start: 0; }
  pre .l { padding-inline-start: 3em; }
  pre .l::before { width: 2.2em; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { .chip { border: 1px solid; } mark { outline: 1px solid; } }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --code: #f4f4f4; --text: #000; --quiet: #444; --line: #bbb; --code-text: #000; --mark: #ffe9b8;
    --good: #146c3a; --bad: #a8201a; --critical: #9b1220; --high: #a33a06; --medium: #7a5300; --low: #1f5f8b; --info: #4c5566; --accent: #0b5cad;
    --critical-page: #fff; --high-page: #fff; --medium-page: #fff; --low-page: #fff; --info-page: #fff; --good-page: #fff; --bad-page: #fff; }
  body { font-size: 10pt; }
  .js form, nav, .js button, .skip, .group > summary .count::after { display: none; }
  .chip { border: 1px solid currentColor; }
  .numbers { grid-template-columns: repeat(5, 1fr); }
  .numbers .some { border-color: currentColor; }
  .more:not([open]) { display: none; }
  .wide { max-width: none; padding-inline: 0; }
  .findings > li { content-visibility: visible; break-inside: avoid; }
  .group > summary, h2 { break-after: avoid; }
  .group, .table { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding: .3rem .4rem; }
  td.cited-by { min-width: 0; width: 30%; font-size: 8pt; }
  a[href^=http]::after { content: " <" attr(href) ">"; font-size: .8em; overflow-wrap: anywhere; }
}
`

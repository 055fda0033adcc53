// Renews what the READMEs show of a real run: the recordings as text, and the pictures in docs/pictures. `npm run pictures`;
// needs the bundle and a Chromium.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

import type { Browser } from 'playwright-core'

import type { Locale } from '../src/core/text.ts'
import { launchBrowser } from '../tests/browser.ts'
import { ansiToHtml } from './pictures/ansi-to-html.ts'
import { excerptOf, withRecording } from './pictures/recording.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs/pictures')

function breakwater(locale: Locale, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/breakwater.mjs', ...args, '--lang', locale], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  if (status !== 0 && status !== 1) throw new Error(stderr)
  return stdout
}

function record(file: string, locale: Locale): void {
  const path = join(root, file)
  const scan = excerptOf(stripVTControlCharacters(breakwater(locale, ['scan', 'examples'])), 2)
  const coverage = breakwater(locale, ['controls']).trimEnd().split('\n').at(-1)!
  const recorded = withRecording(withRecording(readFileSync(path, 'utf8'), 'scan', `$ npm start\n${scan}`), 'controls', coverage)
  writeFileSync(path, recorded)
}

async function photograph(browser: Browser, name: string, html: string, height: number | undefined): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1080, height: height ?? 400 }, deviceScaleFactor: 1, colorScheme: 'light' })
  await page.setContent(html)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: height === undefined })
  await page.close()
}

function terminal(output: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px 24px; background: #16181d; color: #d5d8df; }
pre { margin: 0; font: 13px/1.5 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
</style><pre>${ansiToHtml(`$ breakwater scan examples\n${excerptOf(output, 3)}`)}</pre>`
}

mkdirSync(folder, { recursive: true })
record('README.md', 'en')
record('README.ja.md', 'ja')
const browser = await launchBrowser()
const scratch = mkdtempSync(join(tmpdir(), 'breakwater-pictures-'))
for (const locale of ['en', 'ja'] as const) {
  const suffix = locale === 'en' ? '' : '.ja'
  await photograph(browser, `terminal${suffix}`, terminal(breakwater(locale, ['scan', 'examples'], { FORCE_COLOR: '1' })), undefined)
  const report = join(scratch, `report-${locale}.html`)
  breakwater(locale, ['scan', 'examples', '--format', 'html', '--output', report])
  await photograph(browser, `html-report${suffix}`, readFileSync(report, 'utf8'), 760)
}
await browser.close()
rmSync(scratch, { recursive: true })

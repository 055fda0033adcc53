import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hasBrowser, launchBrowser } from '../../tests/browser.ts'
import {
  findingOf,
  manifest,
  nonRoot,
  optionsOf,
  placeOf,
  privileged,
  probe,
  quietRun,
  runOf,
  sampleFindings,
  sampleRun,
  say,
} from '../../tests/reports/sample.ts'
import { renderHtml } from './html.ts'

describe('the page as text', () => {
  const page = renderHtml(sampleRun, optionsOf())

  it('needs nothing from elsewhere and allows only what it was written with', () => {
    expect(page).toMatch(
      /content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'"/,
    )
    expect(page.match(/<(?:link|img|iframe|object|embed|base)\b|\s(?:src|style|on[a-z]+)=/g)).toBeNull()
  })

  it('is the same for the same run', () => {
    expect(renderHtml(sampleRun, optionsOf({ elapsed: 9_999 }))).toBe(page)
  })

  it('marks the range, the fix and the reason', () => {
    expect(page).toContain('<span class="l" data-n="13">            privileged: <mark>true</mark> # なぜ？</span>')
    expect(page).toContain('<b>Fix</b> set privileged to false <code>breakwater fix deploy/web.yaml</code>')
    expect(page).toContain('<b>suppressed by a comment</b>\na batch job in disguise (until 2027-03-31)')
  })

  it('says in Japanese what it says in English', () => {
    const japanese = renderHtml(sampleRun, optionsOf({ locale: 'ja' }))
    expect(japanese).toContain('<html lang="ja">')
    expect(japanese).toContain('<h1>ゲート不合格: 重大度「高」以上の指摘 2 件、評価できないもの 2 件</h1>')
    expect(renderHtml(quietRun, optionsOf({ locale: 'ja' }))).toContain('<p class="card empty">指摘はありません。</p>')
  })
})

/** What the axe run gives back, as far as it is read here. */
interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

describe.skipIf(!hasBrowser())('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-page-'))
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  /** Opens a report from disk and collects everything that the browser complains of or asks the network for. */
  async function open(report: string, context: BrowserContextOptions = {}, hash = ''): Promise<{ page: Page; troubles: string[] }> {
    const file = join(folder, `${Math.random()}.html`)
    writeFileSync(file, report)
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 }, ...context })).newPage()
    const troubles: string[] = []
    page.on('console', (message) => troubles.push(message.text()))
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('dialog', (dialog) => {
      troubles.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) troubles.push(request.url())
    })
    await page.goto(pathToFileURL(file).href + hash)
    return { page, troubles }
  }

  const status = (page: Page) => page.getByRole('status').textContent()

  describe.each(['en', 'ja'] as const)('in %s', (locale) => {
    it.each(['light', 'dark'] as const)('is accessible by WCAG 2.2 AA, %s', async (colorScheme) => {
      const report = renderHtml(sampleRun, optionsOf({ locale, showSuppressed: true }))
      const { page, troubles } = await open(report, { colorScheme, reducedMotion: 'reduce' })
      await page.evaluate("document.querySelectorAll('details').forEach((element) => { element.open = true })")
      await page.evaluate(axe)
      const violations: Violation[] = await page.evaluate('axe.run().then(({ violations }) => violations)')
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html, failureSummary])])).toEqual([])
      expect(troubles).toEqual([])
    })

    it.each([320, 768])('fits a window of %i pixels', async (width) => {
      const { page } = await open(renderHtml(sampleRun, optionsOf({ locale })), { viewport: { width, height: 700 } })
      await page.evaluate("document.querySelectorAll('.group').forEach((element) => { element.open = true })")
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    })
  })

  it('runs nothing that a scanned file says', async () => {
    const value = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>\'onmouseover=alert(1) javascript:alert(1)'
    const place = { source: { uri: value, text: value }, range: { start: 0, end: value.length }, path: [value] }
    const findings = [findingOf(privileged, place, say(value), { suppressed: { by: 'config', reason: value, until: value } })]
    const notAnalysed = [{ uri: value, reason: value, message: value }]
    const { page, troubles } = await open(renderHtml(runOf({ findings, notAnalysed }), optionsOf({ showSuppressed: true })))
    await page.locator('.group > summary').click()
    await page.locator('.said').hover()
    expect(await page.locator('img').count()).toBe(0)
    expect(troubles).toEqual([])
  })

  it('filters by severity, check, file, fix, state and words, and says how many are left', async () => {
    const other = { uri: 'other.yaml', text: manifest.text }
    const findings = [...sampleFindings, findingOf(nonRoot, placeOf(other, 'name: app'), say('container side may run as root'))]
    const { page } = await open(renderHtml(runOf({ findings }), optionsOf()))
    await expect.poll(async () => status(page)).toBe('Showing 4 of 5')

    await page.getByLabel('suppressed').check()
    await expect.poll(async () => status(page)).toBe('Showing 5 of 5')
    await page.getByLabel('critical', { exact: true }).uncheck()
    await expect.poll(async () => status(page)).toBe('Showing 4 of 5')
    await page.getByRole('button', { name: 'Reset filters' }).click()
    await expect.poll(async () => status(page)).toBe('Showing 4 of 5')

    await page.getByRole('combobox', { name: 'Check' }).selectOption('pod/run-as-non-root')
    await expect.poll(async () => status(page)).toBe('Showing 3 of 5')
    await page.getByRole('combobox', { name: 'File' }).selectOption('other.yaml')
    await expect.poll(async () => status(page)).toBe('Showing 1 of 5')
    expect(await page.locator('.findings > li:visible .said').allTextContents()).toEqual([
      expect.stringContaining('container side may run as root'),
    ])
    expect(page.url()).toMatch(/#check=pod%2Frun-as-non-root&file=other\.yaml$/)
    await page.getByRole('button', { name: 'Reset filters' }).click()

    await page.getByRole('combobox', { name: 'Fix' }).selectOption('safe')
    await expect.poll(async () => status(page)).toBe('Showing 1 of 5')
    await page.getByRole('button', { name: 'Reset filters' }).click()
    await page.getByLabel('Search').fill('SIDE other')
    await expect.poll(() => status(page)).toBe('Showing 1 of 5')
    await page.getByLabel('Search').fill('nothing like that')
    await page.getByText('No finding matches these filters.').waitFor()
  })

  it('opens the view that its address names', async () => {
    const { page } = await open(renderHtml(sampleRun, optionsOf()), {}, '#severity=low&state=suppressed')
    await expect.poll(async () => status(page)).toBe('Showing 1 of 4')
    expect(await page.getByLabel('critical', { exact: true }).isChecked()).toBe(false)
  })

  it('works by keyboard', async () => {
    const { page } = await open(renderHtml(sampleRun, optionsOf()))
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the findings')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.name')).toBe('text')
    const summary = page.locator('.group > summary').first()
    await summary.focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate("document.querySelector('.group').open")).toBe(false)
    await page.keyboard.press('Space')
    expect(await page.evaluate("document.querySelector('.group').open")).toBe(true)
  })

  it('shows everything without a script', async () => {
    const { page } = await open(renderHtml(sampleRun, optionsOf()), { javaScriptEnabled: false })
    expect(await page.locator('form').isVisible()).toBe(false)
    expect(await page.locator('.findings > li:visible').count()).toBeGreaterThan(0)
    expect(await page.locator('.findings > li').count()).toBe(4)
  })

  it('opens every group for paper, and closes them again', async () => {
    const findings = Array.from({ length: 60 }, (_, index) =>
      findingOf(index < 50 ? privileged : probe, placeOf(manifest, 'true'), say(`number ${index}`)),
    )
    const { page } = await open(renderHtml(runOf({ findings }), optionsOf()))
    const opened = () => page.locator('.group[open]').count()
    expect(await opened()).toBe(0)
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await opened()).toBe(2)
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(await opened()).toBe(0)
  })

  it('stays quick with ten thousand findings', async () => {
    const sources = Array.from({ length: 100 }, (_, index) => ({ uri: `deploy/${index}.yaml`, text: manifest.text }))
    const findings = sources.flatMap((source) =>
      Array.from({ length: 100 }, (_, index) =>
        findingOf([privileged, nonRoot, probe][index % 3]!, placeOf(source, 'true'), say(`container ${index} is not as it should be`)),
      ),
    )
    const report = renderHtml(runOf({ findings }), optionsOf())
    const started = performance.now()
    const { page, troubles } = await open(report)
    await expect.poll(async () => status(page)).toBe('Showing 10,000 of 10,000')
    expect(performance.now() - started).toBeLessThan(10_000)
    const took = await page.evaluate(`new Promise((done) => {
      const start = performance.now()
      document.querySelector('[name=severity][value=low]').click()
      setTimeout(() => requestAnimationFrame(() => done(performance.now() - start)))
    })`)
    expect(took).toBeLessThan(1_500)
    expect(await status(page)).toMatch(/^Showing 6,[67]00 of 10,000$/)
    expect(troubles).toEqual([])
  })
})

import { existsSync } from 'node:fs'

import { chromium, type Browser } from 'playwright-core'

const candidates = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A browser that is installed, or undefined. */
const executablePath = candidates.find((path) => path !== undefined && path !== '' && existsSync(path))

/**
 * Whether tests that need a browser can run. Where none is installed they are skipped and say so; in CI they fail, because
 * there a missing browser would hide every fault of a page.
 */
export function hasBrowser(): boolean {
  if (executablePath !== undefined) return true
  if (process.env['CI'] === 'true') throw new Error('no Chromium is installed; set CHROMIUM to its path')
  process.stderr.write('skipped: tests of pages need Chromium; install it or set CHROMIUM to its path\n')
  return false
}

/** Starts the browser. The sandbox needs rights that containers do not give. */
export async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('no Chromium is installed')
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

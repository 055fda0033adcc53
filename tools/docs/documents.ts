import { z } from 'zod'

import { checks } from '../../src/checks/index.generated.ts'
import { configSchema } from '../../src/cli/config/schema.ts'
import { proofs } from '../../src/cli/controls.ts'
import { locales } from '../../src/core/text.ts'
import { checkIndexPage, checkPage } from './check-pages.ts'
import { commandPage } from './command-page.ts'
import { controlPage } from './control-page.ts'

/** Every document that is made from the code, by file name. */
export async function documents(): Promise<ReadonlyMap<string, string>> {
  const areas = Map.groupBy(checks, ({ id }) => id.split('/')[0]!)
  const pages = new Map<string, string>()
  for (const locale of locales) {
    pages.set(`docs/${locale}/checks/index.md`, checkIndexPage(areas, locale))
    for (const [area, members] of areas) pages.set(`docs/${locale}/checks/${area}.md`, checkPage(area, members, locale))
    pages.set(`docs/${locale}/cli.md`, await commandPage(locale))
    pages.set(`docs/${locale}/controls.md`, controlPage(proofs(), locale))
  }
  pages.set('docs/config.schema.json', `${JSON.stringify(z.toJSONSchema(configSchema), null, 2)}\n`)
  return pages
}

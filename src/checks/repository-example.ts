import type { Example } from '../core/check.ts'

/** The start of an example for checks of a repository: a snapshot of settings, given as JSON with marks. */
export function repositoryExample(name: string, settings: string, rest: Omit<Example, 'name' | 'source' | 'file'> = {}): Example {
  const body = settings.trim().replaceAll('\n', '\n    ')
  return {
    name,
    file: 'shop.json',
    source: `{\n  "snapshot": "github-repository/1",\n  "name": "contoso/shop",\n  "readAt": "2026-10-01T08:00:00.000Z",\n  "settings": {\n    ${body}\n  }\n}\n`,
    ...rest,
  }
}

/** What the check says of a repository whose setting GitHub does not show. */
export function hiddenExample(setting: string, needs: string): Example {
  return {
    name: 'not shown to the token',
    file: 'shop.json',
    source: `{\n  "snapshot": "github-repository/1",\n  "name": "contoso/shop",\n  "settings": {},\n  "hidden": {\n    "${setting}": ‹"${needs}"›\n  }\n}\n`,
    unknown: ['hidden'],
  }
}

import type { Example } from '../core/check.ts'

/** Makes examples for checks of settings on GitHub: snapshots, given as JSON with marks. */
export interface SnapshotExamples {
  /** `settings` are the entries of the mapping of that name. */
  readonly example: (name: string, settings: string, rest?: Omit<Example, 'name' | 'source' | 'file'>) => Example
  /** What the check says where GitHub does not show the setting. */
  readonly hiddenExample: (setting: string, needs: string) => Example
}

export function snapshotExamples(form: string, name: string, file: string): SnapshotExamples {
  const head = `{\n  "snapshot": "${form}",\n  "name": "${name}",\n`
  return {
    example: (title, settings, rest = {}) => ({
      name: title,
      file,
      source: `${head}  "readAt": "2026-10-01T08:00:00.000Z",\n  "settings": {\n    ${settings.trim().replaceAll('\n', '\n    ')}\n  }\n}\n`,
      ...rest,
    }),
    hiddenExample: (setting, needs) => ({
      name: 'not shown to the token',
      file,
      source: `${head}  "settings": {},\n  "hidden": {\n    "${setting}": ‹"${needs}"›\n  }\n}\n`,
      unknown: ['hidden'],
    }),
  }
}

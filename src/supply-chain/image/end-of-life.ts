import type { OsRelease } from '../inventory/os/os-release.ts'

/**
 * The last day of security fixes of distributions' releases, by OSV's ecosystem and release; long-term support by others
 * is not counted. From the distributions' own release pages.
 */
const lastDays: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Debian: { '8': '2020-06-30', '9': '2022-06-30', '10': '2024-06-30', '11': '2026-08-31', '12': '2028-06-30', '13': '2030-06-30' },
  Ubuntu: { '16.04': '2021-04-30', '18.04': '2023-05-31', '20.04': '2025-05-31', '22.04': '2027-04-30', '24.04': '2029-04-30' },
  Alpine: {
    'v3.8': '2020-05-01',
    'v3.9': '2020-11-01',
    'v3.10': '2021-05-01',
    'v3.11': '2021-11-01',
    'v3.12': '2022-05-01',
    'v3.13': '2022-11-01',
    'v3.14': '2023-05-01',
    'v3.15': '2023-11-01',
    'v3.16': '2024-05-23',
    'v3.17': '2024-11-22',
    'v3.18': '2025-05-09',
    'v3.19': '2025-11-01',
    'v3.20': '2026-04-01',
    'v3.21': '2026-11-01',
    'v3.22': '2027-05-01',
    'v3.23': '2027-11-01',
  },
  'Azure Linux': { '1': '2023-07-31', '2': '2025-07-31', '3': '2027-07-31' },
}

const rolling = new Set(['Wolfi', 'Chainguard'])

/** The last day as `YYYY-MM-DD`, `rolling` for distributions without releases, undefined where it is not known. */
export function endOfLife({ ecosystem, release }: OsRelease): string | undefined {
  return rolling.has(ecosystem) ? 'rolling' : lastDays[ecosystem]?.[release]
}

import type { Source } from '../../core/location.ts'
import { readSarif } from '../../models/tool-report/read-sarif.ts'
import { toolReport } from '../../models/tool-report/tool-report.ts'
import type { Reading } from '../reader.ts'

/** Reads reports of other tools; their places are looked up in the texts of the scan. */
export function read(files: readonly Source[], cwd: string, all: readonly Source[]): Reading {
  const { reports, notAnalysed } = readSarif(files, { sources: new Map(all.map((source) => [source.uri, source])), cwd })
  return { subjects: [[toolReport, reports]], notAnalysed, suppressions: [], resources: reports.length }
}

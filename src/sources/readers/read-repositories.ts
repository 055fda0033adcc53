import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { GithubRepository, githubRepository, snapshotForm } from '../../models/repository/github-repository.ts'
import { readJson } from '../../syntax/json/read.ts'
import type { Reading, ReadOptions } from '../reader.ts'

export function read(sources: readonly Source[], { locale }: ReadOptions): Reading {
  const repositories: GithubRepository[] = []
  const notAnalysed: NotAnalysed[] = []
  for (const source of sources) {
    const { documents, problems } = readJson(source)
    for (const { code, message, range } of problems)
      notAnalysed.push({ uri: source.uri, reason: code, message: render(message, locale), ...positionAt(source, range.start) })
    for (const document of documents) {
      const { value } = document
      if (!isObject(value)) continue
      if (value['snapshot'] === snapshotForm) repositories.push(new GithubRepository(value, document))
      else notAnalysed.push({ uri: source.uri, reason: 'snapshot-version', message: `snapshot: ${snapshotForm}` })
    }
  }
  return { subjects: [[githubRepository, repositories]], notAnalysed, suppressions: [], resources: repositories.length }
}

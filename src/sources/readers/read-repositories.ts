import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { GithubOrganization, githubOrganization, organizationSnapshotForm } from '../../models/repository/github-organization.ts'
import { GithubRepository, githubRepository, snapshotForm } from '../../models/repository/github-repository.ts'
import { readJson } from '../../syntax/json/read.ts'
import type { Reading, ReadOptions } from '../reader.ts'

export function read(sources: readonly Source[], { locale }: ReadOptions): Reading {
  const repositories: GithubRepository[] = []
  const organizations: GithubOrganization[] = []
  const notAnalysed: NotAnalysed[] = []
  for (const source of sources) {
    const { documents, problems } = readJson(source)
    for (const { code, message, range } of problems)
      notAnalysed.push({ uri: source.uri, reason: code, message: render(message, locale), ...positionAt(source, range.start) })
    for (const document of documents) {
      const { value } = document
      if (!isObject(value)) continue
      if (value['snapshot'] === snapshotForm) repositories.push(new GithubRepository(value, document))
      else if (value['snapshot'] === organizationSnapshotForm) organizations.push(new GithubOrganization(value, document))
      else
        notAnalysed.push({ uri: source.uri, reason: 'snapshot-version', message: `snapshot: ${snapshotForm}, ${organizationSnapshotForm}` })
    }
  }
  return {
    subjects: [
      [githubRepository, repositories],
      [githubOrganization, organizations],
    ],
    notAnalysed,
    suppressions: [],
    resources: repositories.length + organizations.length,
  }
}

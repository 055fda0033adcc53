import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { DockerBuild, dockerBuild } from '../../models/dockerfile/docker-build.ts'
import type { Reading } from '../reader.ts'

export function read(sources: readonly Source[]): Reading {
  const ignoreFiles = new Map(sources.filter(({ uri }) => /\.dockerignore$/i.test(uri)).map((source) => [source.uri, source]))
  const builds = sources
    .filter(({ uri }) => !ignoreFiles.has(uri))
    // A file of its own (`Dockerfile.dockerignore`) goes before the one of the folder.
    .map(
      (source) =>
        new DockerBuild(
          source,
          ignoreFiles.get(`${source.uri}.dockerignore`) ?? ignoreFiles.get(source.uri.replace(/[^/]*$/, '.dockerignore')),
        ),
    )
  const notAnalysed = builds.flatMap(({ source, problems }) =>
    problems.map(({ message, range }): NotAnalysed => ({
      uri: source.uri,
      reason: 'dockerfile-syntax',
      message,
      ...positionAt(source, range.start),
    })),
  )
  return { subjects: [[dockerBuild, builds]], notAnalysed, suppressions: [], resources: builds.length }
}

import { describe, expect, test } from 'vitest'

import { DockerBuild } from '../../models/dockerfile/docker-build.ts'
import { dockerfileOf, dockerfileText, historyText } from './image-text.ts'
import type { AnalysedImage } from './image.ts'

const dockerfile = `# syntax=docker/dockerfile:1
FROM golang:1.24 AS build
RUN go build -o /app .

FROM debian:12-slim
RUN apt-get update && \\
    # 証明書
    apt-get install -y ca-certificates
COPY --from=build /app /app
USER 1000
CMD ["/app"]
`

const image = {
  name: 'r.example/app:1',
  layers: [
    { digest: 'sha256:0', instruction: '# debian.sh --arch amd64' },
    { digest: 'sha256:1', instruction: 'RUN apt-get update && apt-get install -y ca-certificates' },
    { digest: 'sha256:2', instruction: 'COPY /app /app' },
  ],
} as unknown as AnalysedImage

describe('where a layer comes from', () => {
  const placed = (digest: string): string => {
    const { source, range } = dockerfileText(image, new DockerBuild({ uri: 'Dockerfile', text: dockerfile })).placeOfLayer(digest)
    return source.text.slice(range.start, range.end)
  }

  test('an instruction of the last stage, with its continuation lines', () => {
    expect(placed('sha256:2')).toBe('COPY --from=build /app /app')
    expect(placed('sha256:1')).toBe('RUN apt-get update && \\\n    # 証明書\n    apt-get install -y ca-certificates')
  })

  test('the base image', () => {
    expect(placed('sha256:0')).toBe('FROM debian:12-slim')
  })

  test('without a Dockerfile, the line of the history', () => {
    const { source, range } = historyText(image).placeOfLayer('sha256:2')
    expect([source.uri, source.text.slice(range.start, range.end)]).toEqual(['r.example/app:1', 'COPY /app /app'])
  })

  test('a stage that the last one builds on counts as lines of one’s own', () => {
    const staged = 'FROM debian:12-slim AS base\nRUN apt-get update && apt-get install -y ca-certificates\nFROM base\nCOPY app /app\n'
    const { source, range } = dockerfileText(image, new DockerBuild({ uri: 'Dockerfile', text: staged })).placeOfLayer('sha256:1')
    expect(source.text.slice(range.start, range.end)).toBe('RUN apt-get update && apt-get install -y ca-certificates')
  })
})

describe('which Dockerfile an image is from', () => {
  const build = (uri: string, text: string): DockerBuild => new DockerBuild({ uri, text })
  const own = build('app/Dockerfile', dockerfile)

  test('the one whose lines are in its history', () => {
    const other = build('other/Dockerfile', 'FROM debian:12-slim\nRUN apt-get install -y curl\nCOPY app /app\n')
    const longer = build('longer/Dockerfile', `${dockerfile}COPY more /more\n`)
    expect(dockerfileOf(image, [other, own, longer])?.source.uri).toBe('app/Dockerfile')
  })

  test('none where none fits, or several fit as well', () => {
    expect(dockerfileOf(image, [build('Dockerfile', 'FROM debian:12\nUSER 1\n')])).toBeUndefined()
    expect(dockerfileOf(image, [own, build('copy/Dockerfile', dockerfile)])).toBeUndefined()
  })
})

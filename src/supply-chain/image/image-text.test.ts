import { describe, expect, test } from 'vitest'

import { dockerfileText, historyText } from './image-text.ts'
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
    const { source, range } = dockerfileText(image, { uri: 'Dockerfile', text: dockerfile }).placeOfLayer(digest)
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
})

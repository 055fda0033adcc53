import { describe, expect, it } from 'vitest'

import { isMoving, liesIn, parseImageName } from './image-name.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('parseImageName', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27', undefined],
    ['index.docker.io/nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['docker.io/bitnami/redis:8', 'docker.io', 'bitnami/redis', '8', undefined],
    ['localhost/app', 'localhost', 'app', undefined, undefined],
    ['localhost:5000/app:1', 'localhost:5000', 'app', '1', undefined],
    ['registry:5000/app:1', 'registry:5000', 'app', '1', undefined],
    ['contoso.azurecr.io/shop/web:1.2', 'contoso.azurecr.io', 'shop/web', '1.2', undefined],
    [`contoso.azurecr.io/web@${digest}`, 'contoso.azurecr.io', 'web', undefined, digest],
    [`contoso.azurecr.io:443/web:1@${digest}`, 'contoso.azurecr.io:443', 'web', '1', digest],
    ['[::1]:5000/app:1', '[::1]:5000', 'app', '1', undefined],
    ['team/app:dev', 'docker.io', 'team/app', 'dev', undefined],
  ])('%s', (written, registry, repository, tag, hash) =>
    expect(parseImageName(written)).toEqual({ registry, repository, tag, digest: hash }),
  )

  it.each(['', '${IMAGE}', '$(IMAGE):1', '{{ .Values.image }}', 'nginx:', 'a b', 'nginx@sha256:123', `${'a.'.repeat(50_000)}!`])(
    'refuses %.40s',
    (written) => expect(parseImageName(written)).toBeUndefined(),
  )
})

describe('isMoving', () => {
  it.each([
    ['nginx', true],
    ['nginx:latest', true],
    [`nginx:latest@${digest}`, false],
    ['nginx:1', false],
    ['localhost:5000/nginx', true],
  ])('%s: %s', (written, moving) => expect(isMoving(parseImageName(written)!)).toBe(moving))
})

describe('liesIn', () => {
  it.each([
    ['mcr.microsoft.com/dotnet/runtime:9.0', 'mcr.microsoft.com', true],
    ['mcr.microsoft.com/dotnet/runtime:9.0', 'mcr.microsoft.com/dotnet', true],
    ['mcr.microsoft.com/dotnet/runtime:9.0', 'mcr.microsoft.com/dotnet/*', true],
    ['mcr.microsoft.com/dotnetx/runtime:9.0', 'mcr.microsoft.com/dotnet', false],
    ['mcr.microsoft.com.evil.example/app', 'mcr.microsoft.com', false],
    ['evil.example/mcr.microsoft.com/app', 'mcr.microsoft.com', false],
    ['evilmcr.microsoft.com/app', 'mcr.microsoft.com', false],
    ['contoso.azurecr.io/app', '*.azurecr.io', true],
    ['Contoso.AzureCR.io/app', '*.azurecr.io', true],
    ['a.b.azurecr.io/app', '*.azurecr.io', false],
    ['azurecr.io/app', '*.azurecr.io', false],
    ['contoso.azurecr.io.evil.example/app', '*.azurecr.io', false],
    ['nginx', 'docker.io/library', true],
    ['nginx', 'docker.io', true],
    ['team/nginx', 'docker.io/library', false],
  ])('%s in %s: %s', (written, pattern, lies) => expect(liesIn(parseImageName(written)!, pattern)).toBe(lies))
})

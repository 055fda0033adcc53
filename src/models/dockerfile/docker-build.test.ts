import { describe, expect, test } from 'vitest'

import { append, applyTextEdits, remove, rename, set, type PathEdit } from '../../core/edit.ts'
import { isFullSystem, parseBaseImage } from './base-image.ts'
import { DockerBuild } from './docker-build.ts'
import { missingIgnores } from './ignore-file.ts'
import { packageInstalls } from './package-manager.ts'
import { isCredentialFile, namesBuildSecret } from './secret-names.ts'

const build = (text: string): DockerBuild => new DockerBuild({ uri: 'Dockerfile', text })

describe('DockerBuild', () => {
  test('knows stages, their bases and what they come from', () => {
    const { stages, globalArguments } = build('ARG V=3.20\nFROM alpine:${V} AS Base\nRUN a\nFROM base AS b\nFROM $X\nFROM b\n')
    expect(globalArguments).toHaveLength(1)
    expect(stages.map(({ name, image, parent }) => [name, image, parent?.name])).toEqual([
      ['base', 'alpine:3.20', undefined],
      ['b', 'base', 'base'],
      [undefined, '$X', undefined],
      [undefined, 'b', 'b'],
    ])
  })

  test('gives commands of shell form, exec form and heredocs with their places', () => {
    const text = 'FROM x\nRUN a \\\n  && sudo b c\nRUN ["sh", "-c", "d | e"]\nRUN <<EOF\nf g\nEOF\n'
    const commands = [...build(text).runs()].map((run) =>
      run.commands.map(({ program, args, range }) => [program, args.map((word) => word.text), text.slice(range.start, range.end)]),
    )
    expect(commands).toEqual([
      [
        ['a', [], 'a'],
        ['b', ['c'], 'sudo b c'],
      ],
      [
        ['d', [], 'd | e'],
        ['e', [], 'd | e'],
      ],
      [['f', ['g'], 'f g']],
    ])
  })

  test('edits instructions and words, and nothing else', () => {
    const text = 'FROM x # no comment\r\nADD a b\r\nUSER root\r\nCMD ["c"]\r\n'
    const edited = (...edits: PathEdit[]): string | undefined => {
      const changes = build(text).document.edit(edits)
      return changes === undefined ? undefined : applyTextEdits(text, changes)
    }
    expect(edited(rename(['stages', 0, 'ADD', 0], 'COPY'))).toBe(text.replace('ADD', 'COPY'))
    expect(edited(set(['stages', 0, 'USER', 0, 'words', 0], '10001'))).toBe(text.replace('root', '10001'))
    expect(edited(remove(['stages', 0, 'USER', 0]))).toBe(text.replace('USER root\r\n', ''))
    expect(edited(append(['stages', 0], 'USER 1'))).toBe(text.replace('USER root\r\n', 'USER root\r\nUSER 1\r\n'))
    expect([edited(set(['stages', 7, 'USER', 0], 'x')), edited(set(['stages', 0, 'USER', 0], 1))]).toEqual([undefined, undefined])
  })
})

test('what a build fills in leaves the rest of an image name readable', () => {
  expect(['evil.example/$TEAM/app', 'debian:${VERSION:-12}-slim', 'a b'].map(parseBaseImage)).toEqual([
    { registry: 'evil.example', repository: 'x/app', tag: undefined, digest: undefined },
    { registry: 'docker.io', repository: 'library/debian', tag: 'x-slim', digest: undefined },
    undefined,
  ])
  expect(['ubuntu:24.04', 'node:22-slim', 'mcr.microsoft.com/dotnet/sdk:8.0', 'gcr.io/distroless/static'].map(isFullSystem)).toEqual([
    true,
    false,
    true,
    false,
  ])
})

test('packages are told from flags and their values', () => {
  const packages = (command: string) =>
    [...build(`FROM x\nRUN ${command}\n`).runs()]
      .flatMap((run) => packageInstalls(run.commands))
      .map(({ manager, packages: words }) => [manager.name, ...words.map(({ text }) => text)])
  expect(packages('apt-get -y -t stable install --no-install-recommends curl jq=1')).toEqual([['apt', 'curl', 'jq=1']])
  expect(packages('python3 -m pip install -i https://x flask && npm --prefix /a i -g b && apk add -X u --virtual v c')).toEqual([
    ['pip', 'flask'],
    ['npm', 'b'],
    ['apk', 'c'],
  ])
  expect(packages('apt-get remove curl && npm ci && dnf module install -y nodejs:20')).toEqual([['dnf', 'nodejs:20']])
})

test('names tell secrets from what is about them', () => {
  expect(['NPM_TOKEN', 'DB_PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_PAT', 'API_KEY'].map(namesBuildSecret)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect(['TOKEN_FILE', 'GPG_KEY', 'PUBLIC_KEY', 'KEYCLOAK_VERSION', 'PATH'].map(namesBuildSecret)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(['.env', 'a/.env.local', 'id_rsa', 'x.pem', '.ssh', 'kubeconfig', '.npmrc'].map(isCredentialFile)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    true,
  ])
  expect(['.env.example', 'id_rsa.pub', 'ca.pem', 'src', 'envoy.yaml'].map(isCredentialFile)).toEqual([false, false, false, false, false])
})

test('ignore files are obeyed in order', () => {
  expect(['', '.git\n.env\n', '**\n!src\n', '*\n', '.git\n.env*\n!.env\n', '# x\n/.git/\n**/.env\n'].map(missingIgnores)).toEqual([
    ['.git', '.env'],
    [],
    [],
    [],
    ['.env'],
    [],
  ])
})

import { describe, expect, test } from 'vitest'

import { parseDockerfile } from './parse.ts'

const read = (text: string) => {
  const { instructions, problems, directives } = parseDockerfile(text)
  return {
    problems: problems.map(({ message }) => message),
    directives: directives.map(({ name, value }) => [name, value]),
    instructions: instructions.map(({ keyword, flags, words, range, exec }) => ({
      keyword,
      flags: flags.map(({ name, value }) => [name, value]),
      words: words.map((word) => word.text),
      exec,
      source: text.slice(range.start, range.end),
    })),
    wordSources: instructions.map(({ words }) => words.map((word) => text.slice(word.range.start, word.range.end))),
  }
}

describe('parseDockerfile', () => {
  test('joins continued lines past comments and empty lines, with exact places', () => {
    const text = 'FROM alpine:3.20\n# 日本語\nRUN apk add \\\n    # why\n\n    curl \\  \n    "jq"\r\nUSER app\n'
    expect(read(text)).toMatchObject({
      instructions: [
        { keyword: 'FROM', words: ['alpine:3.20'] },
        { keyword: 'RUN', words: ['apk', 'add', 'curl', 'jq'], source: 'RUN apk add \\\n    # why\n\n    curl \\  \n    "jq"' },
        { keyword: 'USER', words: ['app'] },
      ],
      wordSources: [['alpine:3.20'], ['apk', 'add', 'curl', '"jq"'], ['app']],
      problems: [],
    })
  })

  test('obeys the escape directive', () => {
    const text = '# escape=`\n# syntax=docker/dockerfile:1\nFROM x\nCOPY a `\n  C:\\dir\\\nRUN dir\n'
    expect(read(text)).toMatchObject({
      directives: [
        ['escape', '`'],
        ['syntax', 'docker/dockerfile:1'],
      ],
      instructions: [{}, { words: ['a', 'C:\\dir\\'] }, { words: ['dir'] }],
    })
  })

  test('reads flags, JSON forms and ONBUILD', () => {
    const text =
      'COPY --from=build --chmod=755 /a /b\nCMD ["sh", "-c", "echo \\"x\\""]\nONBUILD RUN --mount=type=secret,id=x make\nENTRYPOINT [broken\n'
    expect(read(text).instructions).toMatchObject([
      {
        flags: [
          ['from', 'build'],
          ['chmod', '755'],
        ],
        words: ['/a', '/b'],
      },
      { exec: true, words: ['sh', '-c', 'echo "x"'] },
      { keyword: 'ONBUILD' },
      { exec: false, words: ['[broken'] },
    ])
    expect(parseDockerfile(text).instructions[2]!.deferred).toMatchObject({
      keyword: 'RUN',
      flags: [{ name: 'mount', value: 'type=secret,id=x' }],
    })
  })

  test('reads heredocs', () => {
    const text = 'RUN <<EOF cat > x\nFROM nothing\n\tEOF\nEOF\nCOPY <<-"A" <<B /dir/\n\tone\n\tA\ntwo\nB\nUSER 1\nRUN <<OPEN\nx'
    const { instructions, problems } = parseDockerfile(text)
    expect(
      instructions.map(({ keyword, heredocs }) => [
        keyword,
        ...heredocs.map(({ range, expands }) => [text.slice(range.start, range.end), expands]),
      ]),
    ).toEqual([['RUN', ['FROM nothing\n\tEOF\n', true]], ['COPY', ['\tone\n', false], ['two\n', true]], ['USER'], ['RUN', ['x', true]]])
    expect(problems.map(({ message }) => message)).toEqual(['heredoc OPEN is not closed'])
  })

  test('reports what it does not know and ends on hostile input', () => {
    expect(read('FORM x\n').problems).toEqual(['unknown instruction FORM'])
    expect(read('RUN a \\').instructions).toMatchObject([{ words: ['a'] }])
    expect(read('').instructions).toEqual([])
    const before = performance.now()
    read('RUN \\\n'.repeat(100_000))
    read('\\\n'.repeat(100_000))
    read(`RUN ${'<<A '.repeat(50_000)}\n`)
    expect(performance.now() - before).toBeLessThan(3000)
  })
})

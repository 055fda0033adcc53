import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { tokenize } from '../../src/syntax/bicep/lexer.ts'
import { parseBicep } from '../../src/syntax/bicep/parser.ts'
import { corpus } from '../corpora.ts'

const azure = corpus('azure')

describe.skipIf(azure === undefined)('Bicep as the compiler reads it', () => {
  const samples = azure === undefined ? [] : globSync(join(azure, 'bicep-compiler/baselines/*'))

  test('every file that the compiler accepts is read without a problem', () => {
    const files = globSync(join(azure!, '**/*.{bicep,bicepparam}')).filter((file) => !isDump(file) && !/[Ii]nvalid/.test(file))
    const withProblems = files.filter((file) => parseBicep(readFileSync(file, 'utf8')).problems.length > 0)
    expect(withProblems).toEqual([])
    expect(files.length).toBeGreaterThan(250)
  })

  test('samples whose syntax the compiler rejects have problems, and are read on', () => {
    for (const name of ['InvalidMultilineString_CRLF', 'InvalidNewlineSensitivity_LF', 'InvalidOutputs_CRLF'])
      expect(parseBicep(readFileSync(join(azure!, 'bicep-compiler/baselines', name, 'main.bicep'), 'utf8')).problems).not.toEqual([])
  })

  // These two hold text that no Bicep file may hold; how an error is cut into tokens is not a matter of the language.
  const hasTokens = (folder: string): boolean =>
    existsSync(join(folder, 'main.tokens.bicep')) && !/Invalid(DisableNextLine|MultilineString)/.test(folder)

  test.each(samples.filter(hasTokens).map((folder) => [basename(folder), folder]))('the tokens of %s are the compiler’s', (_, folder) => {
    const source = readFileSync(join(folder, 'main.bicep'), 'utf8')
    const ours = tokenize(source).tokens.map(({ start, end }) => escape(source.slice(start, end)))
    expect(ours).toEqual(dumpedTokens(readFileSync(join(folder, 'main.tokens.bicep'), 'utf8')))
  })
})

function isDump(file: string): boolean {
  return /main\.(tokens|syntax|diagnostics)\.bicep$/.test(file)
}

/** A dump repeats the source with a comment `//@[start:end) Kind |text|` after each line for every token of the line. */
function dumpedTokens(dump: string): readonly string[] {
  return [...dump.matchAll(/^\/\/@\[\d+:\d+\) \w+ \|(.*)\|\r?$/gm)].map(([, token]) => token!)
}

function escape(token: string): string {
  return token.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

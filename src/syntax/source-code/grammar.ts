import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import { Language as Grammar, Parser } from 'web-tree-sitter'

import { dataFile } from '../../core/data-file.ts'
import { grammarFiles, type Language } from './language.ts'

let started: Promise<void> | undefined
const parsers = new Map<Language, Promise<Parser>>()

/** A parser for a language. Each grammar is loaded once, when the first file of its language is met. */
export async function parserFor(language: Language): Promise<Parser> {
  let parser = parsers.get(language)
  if (parser === undefined) parsers.set(language, (parser = load(language)))
  return parser
}

async function load(language: Language): Promise<Parser> {
  started ??= start()
  await started
  const parser = new Parser()
  parser.setLanguage(await Grammar.load(await readWasm(grammarFiles[language], '@vscode/tree-sitter-wasm/wasm/')))
  return parser
}

async function start(): Promise<void> {
  await Parser.init({ wasmBinary: await readWasm('web-tree-sitter.wasm', 'web-tree-sitter/') })
}

/** The bundle carries the grammars in its data folder; the source tree has them in their packages. */
async function readWasm(name: string, packageFolder: string): Promise<Uint8Array> {
  const shipped = dataFile(`grammars/${name}`)
  return readFile(existsSync(shipped) ? shipped : createRequire(import.meta.url).resolve(packageFolder + name))
}

/** The programming languages whose source is analysed. */
export type Language = 'java' | 'csharp' | 'python' | 'javascript' | 'typescript' | 'tsx'

const languages: Readonly<Record<string, Language>> = {
  java: 'java',
  cs: 'csharp',
  py: 'python',
  pyw: 'python',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
}

/** The language of a file by the ending of its name; undefined where it is none that is analysed. */
export function languageOf(uri: string): Language | undefined {
  return languages[uri.slice(uri.lastIndexOf('.') + 1).toLowerCase()]
}

/** The names of the compiled grammars, which are those of `@vscode/tree-sitter-wasm`. */
export const grammarFiles: Readonly<Record<Language, string>> = {
  java: 'tree-sitter-java.wasm',
  csharp: 'tree-sitter-c-sharp.wasm',
  python: 'tree-sitter-python.wasm',
  javascript: 'tree-sitter-javascript.wasm',
  typescript: 'tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-tsx.wasm',
}

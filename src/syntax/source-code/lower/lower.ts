import type { Language } from '../language.ts'
import type { Program } from '../program.ts'
import type { SyntaxTree } from '../syntax-tree.ts'
import { lowerCSharp } from './csharp.ts'
import { lowerJava } from './java.ts'
import { lowerJavaScript } from './javascript.ts'
import { lowerPython } from './python.ts'

const lowerings: Readonly<Record<Language, (tree: SyntaxTree) => Program>> = {
  java: lowerJava,
  csharp: lowerCSharp,
  python: lowerPython,
  javascript: lowerJavaScript,
  typescript: lowerJavaScript,
  tsx: lowerJavaScript,
}

/** The program that a syntax tree says, in the one form that the analysis reads. */
export function lowerTree(tree: SyntaxTree, language: Language): Program {
  return lowerings[language](tree)
}

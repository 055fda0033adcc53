import type { Parser } from 'web-tree-sitter'

import type { Place, Range, Source } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import type { Text } from '../../core/text.ts'
import type { Language } from '../../syntax/source-code/language.ts'
import { lowerTree } from '../../syntax/source-code/lower/lower.ts'
import { parseSource } from '../../syntax/source-code/syntax-tree.ts'
import { textDocument } from '../text-document.ts'
import { interpret } from './interpreter.ts'
import { knowledgeOf } from './knowledge/of-language.ts'
import { isTestPath, skippedBecause } from './skipped.ts'
import type { Weakness, WeaknessKind } from './weakness.ts'

/** What else the analysis of a file may look at. */
export interface SourceFileOptions {
  readonly parser: Parser
  /** Values of `.properties` files beside the program, by file name and key. */
  readonly properties: (file: string, key: string) => string | undefined
}

interface Analysis {
  readonly byKind: ReadonlyMap<WeaknessKind, readonly Weakness[]>
  readonly errors: readonly Range[]
  readonly isCut: boolean
}

const nothing: Analysis = { byKind: new Map(), errors: [], isCut: false }

/** A source file, and what is wrong in it. It is analysed when the first check asks. */
export class SourceFile implements Subject {
  readonly source: Source
  readonly language: Language
  readonly ref: ResourceRef
  readonly document: Document
  /** Why it is not analysed, if it is not. */
  readonly skipped: Text<never> | undefined
  readonly isTest: boolean
  readonly #options: SourceFileOptions
  #analysis: Analysis | undefined

  constructor(source: Source, language: Language, options: SourceFileOptions) {
    this.source = source
    this.language = language
    this.ref = { type: 'source file', name: source.uri }
    this.document = textDocument(source)
    this.skipped = skippedBecause(source.uri, source.text)
    this.isTest = isTestPath(source.uri)
    this.#options = options
  }

  /** What is wrong of one kind, in order of position. */
  weaknesses(kind: WeaknessKind): readonly Weakness[] {
    return this.#analysed().byKind.get(kind) ?? []
  }

  /** Where the grammar could make nothing of the text. */
  get errors(): readonly Range[] {
    return this.#analysed().errors
  }

  /** Whether the file is so large or deep that a part of it was left out. */
  get isCut(): boolean {
    return this.#analysed().isCut
  }

  /** The place of a weakness. Its path is what it stands in, so that its identity survives moved lines. */
  at({ at, scope }: Pick<Weakness, 'at' | 'scope'>): Place {
    return { source: this.source, range: at, path: scope }
  }

  #analysed(): Analysis {
    return (this.#analysis ??= this.#analyse())
  }

  #analyse(): Analysis {
    const knowledge = knowledgeOf[this.language]
    const { text } = this.source
    if (this.skipped !== undefined || !knowledge.gate.some((words) => words.every((word) => word.test(text)))) return nothing
    const tree = parseSource(this.#options.parser, text)
    const { weaknesses, isCut } = interpret(lowerTree(tree, this.language), text, knowledge, this.#options.properties)
    return { byKind: Map.groupBy(weaknesses, ({ kind }) => kind), errors: tree.errors, isCut: isCut || tree.isCut }
  }
}

export const sourceFile: SubjectKind<SourceFile> = defineSubject('source-file')

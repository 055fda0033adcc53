import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import type { SyntaxProblem } from '../../syntax/yaml/problem.ts'

/** Something in a manifest that could be read, and probably does not mean what its author believes. */
export class DoubtfulText implements Subject {
  readonly problem: SyntaxProblem
  readonly document: Document
  readonly ref: ResourceRef

  constructor(problem: SyntaxProblem, document: Document) {
    this.problem = problem
    this.document = document
    this.ref = { type: 'file', name: document.uri }
  }
}

export const doubtfulText: SubjectKind<DoubtfulText> = defineSubject('doubtful-text')

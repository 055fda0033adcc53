import { PolicyDocumentError } from '../document-error.ts'
import type { Limits } from '../rego/evaluation.ts'
import type { Json } from '../rego/json.ts'
import { RegoObject } from '../rego/values.ts'
import { describeDocument, type Untyped } from '../untyped.ts'
import { readConstraint, type Constraint } from './constraint.ts'
import { inventoryOf } from './inventory.ts'
import { matches } from './match.ts'
import type { Review } from './review.ts'
import { compileTemplate, type CompiledTemplate } from './template.ts'

/** What a constraint says against an object. */
export interface Violation {
  readonly constraint: Constraint
  readonly message: string
  readonly details: Json
}

/** A constraint whose verdict is not known, and why. It must not be taken for a pass. */
export interface Undecided {
  readonly constraint: Constraint
  readonly reason: string
  readonly cause?: unknown
}

export interface Judgement {
  readonly violations: readonly Violation[]
  readonly undecided: readonly Undecided[]
  /** Constraints that were about the object. */
  readonly applied: number
}

/** Templates, constraints and the objects that policies may look at: what Gatekeeper holds in a cluster. */
export class Gatekeeper {
  readonly #templates = new Map<string, CompiledTemplate>()
  readonly #constraints: Constraint[] = []
  readonly #limits: Limits | undefined
  #inventory = new RegoObject()

  constructor(options: { readonly limits?: Limits } = {}) {
    this.#limits = options.limits
  }

  get constraints(): readonly Constraint[] {
    return this.#constraints
  }

  /** @throws {PolicyDocumentError} where it does not compile */
  addTemplate(document: unknown): CompiledTemplate {
    const template = compileTemplate(document)
    this.#templates.set(template.kind, template)
    return template
  }

  /** @throws {PolicyDocumentError} where it is not valid, or its template has not been added */
  addConstraint(document: unknown): Constraint {
    const constraint = readConstraint(document)
    if (!this.#templates.has(constraint.kind))
      throw new PolicyDocumentError(
        'policy-invalid',
        describeDocument(document),
        ['kind'],
        `no ConstraintTemplate defines the kind ${constraint.kind}`,
      )
    this.#constraints.push(constraint)
    return constraint
  }

  /** The objects that policies see as `data.inventory`, in place of those given before. */
  setInventory(objects: Iterable<Untyped>): void {
    this.#inventory = inventoryOf(objects)
  }

  review(review: Review): Judgement {
    const violations: Violation[] = []
    const undecided: Undecided[] = []
    let applied = 0
    for (const constraint of this.#constraints) {
      const answer = matches(constraint.match, review)
      if (answer === 'no') continue
      applied++
      if (answer === 'undecided') {
        undecided.push({ constraint, reason: `the labels of namespace ${review.namespace} are not known` })
        continue
      }
      try {
        const question = { review: review.input, parameters: constraint.parameters, inventory: this.#inventory, limits: this.#limits }
        for (const { message, details } of this.#templates.get(constraint.kind)!.evaluate(question))
          violations.push({ constraint, message, details })
      } catch (cause) {
        undecided.push({ constraint, reason: cause instanceof Error ? cause.message : String(cause), cause })
      }
    }
    return { violations, undecided, applied }
  }
}

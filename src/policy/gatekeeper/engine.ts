import { saidBy } from '../../core/spoken-error.ts'
import { spoken, type Message } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { ExternalData, Limits } from '../rego/evaluation.ts'
import type { Json } from '../rego/json.ts'
import { RegoObject } from '../rego/values.ts'
import { describeDocument, valueAt, type Untyped } from '../untyped.ts'
import { isConstraint, readConstraint, type Constraint } from './constraint.ts'
import { expandObject, isExpansionTemplate, readExpansionTemplate, type ExpansionTemplate } from './expansion.ts'
import { inventoryOf } from './inventory.ts'
import { matches } from './match.ts'
import { mutateObject } from './mutation/mutate.ts'
import { isMutator, readMutator, type Mutator } from './mutation/mutator.ts'
import { withParameterDefaults } from './parameters.ts'
import { reviewOfObject, type Review, type ReviewOptions } from './review.ts'
import { compileTemplate, type CompiledTemplate, type TemplateEngine } from './template.ts'

/** What a constraint says against an object. */
export interface Violation {
  readonly constraint: Constraint
  readonly message: string
  readonly details: Json
  /** Where the object is one that a controller would make: the template that says so. */
  readonly impliedBy?: ExpansionTemplate
}

/** A constraint whose verdict is not known, and why. It must not be taken for a pass. */
export interface Undecided {
  readonly constraint: Constraint
  readonly reason: string | Message
  readonly cause?: unknown
}

export interface Judgement {
  readonly violations: readonly Violation[]
  readonly undecided: readonly Undecided[]
  /** Constraints that were about the object. */
  readonly applied: number
}

export interface GatekeeperOptions {
  readonly limits?: Limits
  readonly externalData?: ExternalData
  /** The language to use of templates that have their policy in both; Gatekeeper uses CEL. */
  readonly engine?: TemplateEngine
}

/** Templates, constraints and the objects that policies may look at: what Gatekeeper holds in a cluster. */
export class Gatekeeper {
  readonly #templates = new Map<string, CompiledTemplate>()
  readonly #constraints: Constraint[] = []
  readonly #mutators: Mutator[] = []
  readonly #expansions: ExpansionTemplate[] = []
  readonly #limits: Limits | undefined
  readonly #externalData: ExternalData | undefined
  readonly #engine: TemplateEngine | undefined
  #inventory = new RegoObject()

  constructor(options: GatekeeperOptions = {}) {
    this.#limits = options.limits
    this.#externalData = options.externalData
    this.#engine = options.engine
  }

  get constraints(): readonly Constraint[] {
    return this.#constraints
  }

  /** @throws {PolicyDocumentError} where it does not compile */
  addTemplate(document: unknown): CompiledTemplate {
    const template = compileTemplate(document, this.#engine === undefined ? {} : { engine: this.#engine })
    this.#templates.set(template.kind, template)
    return template
  }

  /** @throws {PolicyDocumentError} where it is not valid, or its template has not been added */
  addConstraint(document: unknown): Constraint {
    const template = this.#templates.get(String(valueAt(document, ['kind'])))
    const constraint = readConstraint(withParameterDefaults(document, template?.parametersSchema))
    if (template === undefined)
      throw new PolicyDocumentError(
        'policy-invalid',
        describeDocument(document),
        ['kind'],
        spoken(
          { en: 'no ConstraintTemplate defines the kind {kind}', ja: 'kind {kind} を定義する ConstraintTemplate がありません' },
          { kind: constraint.kind },
        ),
      )
    this.#constraints.push(constraint)
    return constraint
  }

  /**
   * Adds a template, constraint, mutator or ExpansionTemplate; templates must come before their constraints.
   *
   * @returns whether the document is one of these
   * @throws {PolicyDocumentError} where it is not valid
   */
  add(document: Untyped): boolean {
    if (document['kind'] === 'ConstraintTemplate') this.addTemplate(document)
    else if (isConstraint(document)) this.addConstraint(document)
    else if (isMutator(document)) this.#mutators.push(readMutator(document))
    else if (isExpansionTemplate(document)) this.#expansions.push(readExpansionTemplate(document))
    else return false
    return true
  }

  /**
   * Judges an object as the cluster would: mutated first, and together with what controllers would make of it.
   *
   * @throws {PolicyDocumentError} where mutators do not come to rest or do not fit the object
   */
  judge(object: Untyped, options: ReviewOptions = {}): Judgement {
    const change = (given: Untyped, source: ReviewOptions): Untyped => mutateObject(this.#mutators, given, { ...options, ...source }).object
    const original = change(object, { source: 'Original' })
    const own = this.review(reviewOfObject(original, { ...options, source: 'Original' }))
    const implied = expandObject(this.#expansions, original, (child) => change(child, { source: 'Generated' })).map(
      ({ object: child, by }) => {
        const { violations, ...rest } = this.review(reviewOfObject(child, { ...options, source: 'Generated' }))
        return {
          ...rest,
          violations: violations.map((violation) => ({
            ...violation,
            message: `[Implied by ${by.name}] ${violation.message}`,
            impliedBy: by,
          })),
        }
      },
    )
    const all = [own, ...implied]
    return {
      violations: all.flatMap(({ violations }) => violations),
      undecided: all.flatMap(({ undecided }) => undecided),
      applied: all.reduce((sum, { applied }) => sum + applied, 0),
    }
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
        undecided.push({
          constraint,
          reason: spoken(
            { en: 'the labels of namespace {namespace} are not known', ja: '名前空間 {namespace} のラベルが分かりません' },
            { namespace: review.namespace },
          ),
        })
        continue
      }
      try {
        const question = {
          review,
          parameters: constraint.parameters,
          inventory: this.#inventory,
          limits: this.#limits,
          externalData: this.#externalData,
        }
        for (const { message, details } of this.#templates.get(constraint.kind)!.evaluate(question))
          violations.push({ constraint, message, details })
      } catch (cause) {
        undecided.push({ constraint, reason: saidBy(cause), cause })
      }
    }
    return { violations, undecided, applied }
  }
}

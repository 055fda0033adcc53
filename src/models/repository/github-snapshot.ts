import type { Path } from '../../core/location.ts'
import type { Document, ResourceRef, Subject } from '../../core/subject.ts'
import { isObject, listAt, stringAt, valueAt, type JsonObject } from '../kubernetes/json.ts'

/** What is known of a setting. */
type Known =
  | { readonly state: 'known'; readonly value: unknown; readonly at: Path }
  /** GitHub did not tell; `needs` is the permission that it asked for. */
  | { readonly state: 'hidden'; readonly needs: string; readonly at: Path }
  /** There is none: no protection on the branch, a feature that the plan does not include. */
  | { readonly state: 'absent'; readonly at: Path }

/**
 * Settings on GitHub, read from a snapshot of the answers of GitHub's API: `settings` holds what GitHub told, by name, and
 * `hidden` the permission that was missing where it did not.
 */
export abstract class GithubSnapshot<Name extends string> implements Subject {
  readonly document: Document
  readonly ref: ResourceRef
  readonly name: string
  readonly #value: JsonObject

  protected constructor(value: JsonObject, document: Document, type: string) {
    this.#value = value
    this.document = document
    this.name = stringAt(value, ['name']) ?? ''
    this.ref = { type, name: this.name }
  }

  /** A setting, or a field of one. */
  setting(name: Name, ...field: Path): Known {
    const at: Path = ['settings', name, ...field]
    const needs = stringAt(this.#value, ['hidden', name])
    if (needs !== undefined) return { state: 'hidden', needs, at: ['hidden', name] }
    const value = valueAt(this.#value, at)
    return value === undefined ? { state: 'absent', at } : { state: 'known', value, at }
  }

  /** A value in the settings that are known. */
  get(name: Name, ...field: Path): unknown {
    return valueAt(this.#value, ['settings', name, ...field])
  }

  /** The entries of a setting that is a list, each with its path; none where it is not known. */
  entries(name: Name): readonly { readonly value: JsonObject; readonly path: Path }[] {
    return listAt(this.#value, ['settings', name]).flatMap((value, index) =>
      isObject(value) ? [{ value, path: ['settings', name, index] }] : [],
    )
  }

  /** When the settings were read, in milliseconds since 1970; undefined where the snapshot does not say. */
  get readAt(): number | undefined {
    const time = Date.parse(stringAt(this.#value, ['readAt']) ?? '')
    return Number.isNaN(time) ? undefined : time
  }
}

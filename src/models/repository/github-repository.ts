import type { Path } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { isObject, listAt, stringAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { SettingName } from './setting-name.ts'

/** What a snapshot says that it is, in its first field. */
export const snapshotForm = 'github-repository/1'

/** What is known of one of the settings of a repository. */
export type Known =
  | { readonly state: 'known'; readonly value: unknown; readonly at: Path }
  /** GitHub did not tell; `needs` is the permission that it asked for. */
  | { readonly state: 'hidden'; readonly needs: string; readonly at: Path }
  /** The repository does not have it: no protection on the branch, a feature that its plan does not include. */
  | { readonly state: 'absent'; readonly at: Path }

/** An environment that jobs deploy to, with the rules that protect it. */
export interface DeploymentEnvironment {
  readonly name: string
  readonly value: JsonObject
  readonly path: Path
}

/**
 * A repository on GitHub with its settings, read from a snapshot of the answers of GitHub's REST API: `settings` holds
 * what GitHub told, by name, and `hidden` the permission that was missing where it did not.
 */
export class GithubRepository implements Subject {
  readonly document: Document
  readonly ref: ResourceRef
  readonly name: string
  readonly #value: JsonObject

  constructor(value: JsonObject, document: Document) {
    this.#value = value
    this.document = document
    this.name = stringAt(value, ['name']) ?? ''
    this.ref = { type: 'GitHub/repositories', name: this.name }
  }

  /** A setting, or a field of one. */
  setting(name: SettingName, ...field: Path): Known {
    const at: Path = ['settings', name, ...field]
    const needs = stringAt(this.#value, ['hidden', name])
    if (needs !== undefined) return { state: 'hidden', needs, at: ['hidden', name] }
    const value = valueAt(this.#value, at)
    return value === undefined ? { state: 'absent', at } : { state: 'known', value, at }
  }

  /** A value in the settings that are known. */
  get(name: SettingName, ...field: Path): unknown {
    return valueAt(this.#value, ['settings', name, ...field])
  }

  /** The entries of a setting that is a list, each with its path; none where it is not known. */
  entries(name: SettingName): readonly { readonly value: JsonObject; readonly path: Path }[] {
    return listAt(this.#value, ['settings', name]).flatMap((value, index) =>
      isObject(value) ? [{ value, path: ['settings', name, index] }] : [],
    )
  }

  get isPublic(): boolean {
    return this.get('repository', 'visibility') === 'public' || this.get('repository', 'private') === false
  }

  get defaultBranch(): string {
    return stringAt(this.#value, ['settings', 'repository', 'default_branch']) ?? 'main'
  }

  /** When the settings were read, in milliseconds since 1970; undefined where the snapshot does not say. */
  get readAt(): number | undefined {
    const time = Date.parse(stringAt(this.#value, ['readAt']) ?? '')
    return Number.isNaN(time) ? undefined : time
  }

  get environments(): readonly DeploymentEnvironment[] {
    return this.entries('environments').map(({ value, path }) => ({ name: stringAt(value, ['name']) ?? '', value, path }))
  }
}

export const githubRepository: SubjectKind<GithubRepository> = defineSubject('github-repository')

import type { Path } from '../../core/location.ts'
import { defineSubject, type Document, type SubjectKind } from '../../core/subject.ts'
import { stringAt, type JsonObject } from '../kubernetes/json.ts'
import { GithubSnapshot } from './github-snapshot.ts'
import type { SettingName } from './setting-name.ts'

/** What a snapshot of a repository says that it is, in its first field. */
export const snapshotForm = 'github-repository/1'

/** An environment that jobs deploy to, with the rules that protect it. */
export interface DeploymentEnvironment {
  readonly name: string
  readonly value: JsonObject
  readonly path: Path
}

/** A repository on GitHub with its settings. */
export class GithubRepository extends GithubSnapshot<SettingName> {
  constructor(value: JsonObject, document: Document) {
    super(value, document, 'GitHub/repositories')
  }

  get isPublic(): boolean {
    return this.get('repository', 'visibility') === 'public' || this.get('repository', 'private') === false
  }

  get defaultBranch(): string {
    const branch = this.get('repository', 'default_branch')
    return typeof branch === 'string' ? branch : 'main'
  }

  get environments(): readonly DeploymentEnvironment[] {
    return this.entries('environments').map(({ value, path }) => ({ name: stringAt(value, ['name']) ?? '', value, path }))
  }
}

export const githubRepository: SubjectKind<GithubRepository> = defineSubject('github-repository')

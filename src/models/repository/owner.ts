import { text, type Text } from '../../core/text.ts'
import type { GithubRepository } from './github-repository.ts'

/** The reason why settings of an organisation do not arise for a repository of a person. */
export function personal(repository: GithubRepository): Text<never> | undefined {
  if (repository.get('repository', 'owner', 'type') !== 'User') return undefined
  return text({ en: 'the repository belongs to a person', ja: 'リポジトリは個人のものです' })
}

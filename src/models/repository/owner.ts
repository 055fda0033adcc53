import { text, type Text } from '../../core/text.ts'
import type { GithubRepository } from './github-repository.ts'

/** The reason why settings of an organisation do not arise for a repository of a person. */
export function personal(repository: GithubRepository): Text<never> | undefined {
  if (repository.get('repository', 'owner', 'type') !== 'User') return undefined
  return text({ en: 'the repository belongs to a person', ja: 'リポジトリは個人のものです' })
}

/** The reason why reviewers of environments do not arise: private repositories have them on the Enterprise plan only. */
export function withoutReviewersOnPlan(repository: GithubRepository): Text<never> | undefined {
  const plan = repository.get('organization', 'plan', 'name')
  if (repository.isPublic || (plan !== 'free' && plan !== 'team')) return undefined
  return text({
    en: 'not available on this plan: reviewers of environments in private repositories need GitHub Enterprise',
    ja: 'このプランでは使えません。非公開リポジトリの環境にレビュー担当者を設定するには GitHub Enterprise が必要です',
  })
}

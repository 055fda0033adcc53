import { text, type Text } from '../../core/text.ts'

/** What a rule permits, as a message says it: `*` in words. */
export function namedVerbs(verbs: readonly unknown[]): Text<never> | string {
  return verbs.includes('*') ? text({ en: 'every verb', ja: 'すべての動詞' }) : verbs.join(', ')
}

/** The resources of a rule in words. */
export function namedResources(resources: readonly unknown[]): Text<never> | string {
  return resources.includes('*') ? text({ en: 'every resource', ja: 'すべてのリソース' }) : resources.join(', ')
}

/** The core group, which the API calls by an empty name, is `core`. */
export function namedGroups(groups: readonly unknown[]): Text<never> | string {
  if (groups.includes('*')) return text({ en: 'every API group', ja: 'すべての API グループ' })
  const named = groups.map((group) => (group === '' ? 'core' : group)).join(', ')
  return groups.length === 1 && groups[0] === '' ? text({ en: 'the core API group', ja: 'コア API グループ' }) : named
}

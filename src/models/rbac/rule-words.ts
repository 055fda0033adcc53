import { text, type Text } from '../../core/text.ts'
import { celText } from '../kubernetes/cel-text.ts'

/** What a rule permits, as a message says it: `*` in words. */
export function namedVerbs(verbs: readonly unknown[]): Text<never> | string {
  return verbs.includes('*') ? text({ en: 'every verb', ja: 'すべての動詞' }) : verbs.join(', ')
}

/** The resources of a rule in words. */
export function namedResources(resources: readonly unknown[]): Text<never> | string {
  return resources.includes('*') ? text({ en: 'every resource', ja: 'すべてのリソース' }) : resources.join(', ')
}

/** `namedVerbs` of `rule` in CEL. */
export const verbsInCel = wordsInCel('verbs', namedVerbs(['*']) as Text<never>)

/** `namedResources` of `rule` in CEL. */
export const resourcesInCel = wordsInCel('resources', namedResources(['*']) as Text<never>)

function wordsInCel(list: string, all: Text<never>): Text<never> {
  const inWords = (words: string) => `('*' in rule.?${list}.orValue([]) ? ${celText(words)} : rule.?${list}.orValue([]).join(', '))`
  return { en: inWords(all.en), ja: inWords(all.ja) }
}

/** The core group, which the API calls by an empty name, is `core`. */
export function namedGroups(groups: readonly unknown[]): Text<never> | string {
  if (groups.includes('*')) return text({ en: 'every API group', ja: 'すべての API グループ' })
  const named = groups.map((group) => (group === '' ? 'core' : group)).join(', ')
  return groups.length === 1 && groups[0] === '' ? text({ en: 'the core API group', ja: 'コア API グループ' }) : named
}

/** `namedGroups` of `rule` in CEL. */
export const groupsInCel: Text<never> = groupWordsInCel(namedGroups(['*']) as Text<never>, namedGroups(['']) as Text<never>)

function groupWordsInCel(all: Text<never>, core: Text<never>): Text<never> {
  const inWords = (every: string, only: string) =>
    `('*' in rule.apiGroups ? ${celText(every)} : rule.apiGroups == [''] ? ${celText(only)} : rule.apiGroups.map(group, group == '' ? 'core' : group).join(', '))`
  return { en: inWords(all.en, core.en), ja: inWords(all.ja, core.ja) }
}

import { text } from '../../core/text.ts'
import { isEnabled, parameterOf } from '../../models/repository/branch-policy.ts'
import { branchCheck } from '../branch-check.ts'
import { repositoryExample } from '../repository-example.ts'

export const resolvedConversations = branchCheck({
  id: 'repository/resolved-conversations',
  controls: ['scm-peer-review'],
  severity: 'low',
  since: '0.1.0',
  title: text({
    en: 'Open questions of reviewers block the merge',
    ja: '未解決のレビューコメントがあればマージしない',
  }),
  why: text({
    en: 'A remark on a weakness is merged over when nothing asks for an answer.',
    ja: '弱点の指摘があっても、対応を求める規則がなければ、そのままマージされます。',
  }),
  demand: {
    byRule: (rule) => parameterOf(rule, 'pull_request', 'required_review_thread_resolution') === true,
    byProtection: (protection) => isEnabled(protection, 'required_conversation_resolution'),
  },
  fails: text({
    en: '{branch} takes changes with open conversations',
    ja: '{branch} に未解決の会話が残る変更をマージできます',
  }),
  references: [],
  examples: [
    repositoryExample('no rule', '"rules": «[]»', { fails: ['fails'] }),
    repositoryExample('a ruleset', '"rules": [{"type": "pull_request", "parameters": {"required_review_thread_resolution": true}}]'),
    repositoryExample('classic protection', '"rules": [],\n"protection": {"required_conversation_resolution": {"enabled": true}}'),
  ],
})

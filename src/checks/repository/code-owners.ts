import { defineCheck } from '../../core/check.ts'
import { shown, text } from '../../core/text.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { githubRepository } from '../../models/repository/github-repository.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenExample, repositoryExample } from '../repository-example.ts'

export const codeOwners = defineCheck({
  id: 'repository/code-owners',
  controls: ['scm-peer-review', 'scm-roles-by-group'],
  subject: githubRepository,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Code has owners who exist', ja: '実在するコード所有者を定める' }),
  why: text({
    en: 'A line of CODEOWNERS with an error, or with an owner who may not write, is skipped: changes there need nobody in particular.',
    ja: 'CODEOWNERS の誤った行や、書き込み権限のない所有者の行は無視され、その部分の変更には決まった人の確認が要らなくなります。',
  }),
  messages: {
    missing: text({ en: 'there is no CODEOWNERS file', ja: 'CODEOWNERS ファイルがありません' }),
    wrong: text({ en: 'line {line} of CODEOWNERS is skipped: {problem}', ja: 'CODEOWNERS の {line} 行目が無視されます: {problem}' }),
    hidden,
  },
  *evaluate(repository, { report, unknown }) {
    const known = repository.setting('codeowners')
    if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
    else if (known.state === 'absent') yield report('missing', {}, { at: known.at })
    else {
      for (const [index, error] of listAt(known.value, ['errors']).entries()) {
        const at = [...known.at, 'errors', index, 'kind']
        const problem = stringAt(error, ['kind']) ?? ''
        yield report('wrong', { line: shown((error as { line?: unknown }).line ?? 0), problem }, { at })
      }
    }
  },
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners',
  ],
  examples: [
    repositoryExample('an owner who does not exist', '"codeowners": {"errors": [{"line": 7, "kind": «"Unknown owner"»}]}', {
      fails: ['wrong'],
    }),
    repositoryExample('owners', '"codeowners": {"errors": []}'),
    hiddenExample('codeowners', 'contents=read'),
  ],
})

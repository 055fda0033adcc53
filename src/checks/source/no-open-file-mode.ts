import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noOpenFileMode = weaknessCheck({
  id: 'source/no-open-file-mode',
  kind: 'file-mode',
  cwe: [732],
  owasp: 'A01',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Files are not writable for everybody', ja: 'ファイルを誰でも書き込める権限にしない' }),
  why: text({
    en: 'Every other process on the machine or in the pod may change the file.',
    ja: '同じマシンや Pod の、ほかのどのプロセスからもファイルを変更できてしまいます。',
  }),
  wrong: text({ en: '{what} lets everybody write', ja: '{what} により誰でも書き込めるようになります' }),
  references: ['https://cwe.mitre.org/data/definitions/732.html'],
  examples: [
    { name: 'Python: for everybody', file: 'shop.py', source: 'import os\nos.chmod(path, «0o777»)\n', fails: ['wrong'] },
    { name: 'Python: for the owner', file: 'shop.py', source: 'import os\nos.chmod(path, 0o600)\n' },
  ],
})

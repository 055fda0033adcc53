import { text } from '../../core/text.ts'
import { weaknessCheck } from '../weakness-check.ts'

export const noInsecureTemporaryFile = weaknessCheck({
  id: 'source/no-insecure-temporary-file',
  kind: 'temporary-file',
  cwe: [377],
  owasp: 'A01',
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Temporary files are made in one step', ja: '一時ファイルは一度の操作で作る' }),
  why: text({
    en: 'Between the choice of a name and the creation of the file, somebody else can put a file or a link there.',
    ja: '名前を決めてからファイルを作るまでの間に、第三者が同名のファイルやリンクを置けます。',
  }),
  wrong: text({ en: '{what} gives a name that anybody can take first', ja: '{what} が返す名前は、第三者が先に使えます' }),
  references: ['https://docs.python.org/3/library/tempfile.html#tempfile.mktemp'],
  examples: [
    { name: 'Python: a name only', file: 'shop.py', source: 'import tempfile\nname = «tempfile.mktemp()»\n', fails: ['wrong'] },
    { name: 'Python: a file', file: 'shop.py', source: 'import tempfile\nfile = tempfile.NamedTemporaryFile()\n' },
  ],
})

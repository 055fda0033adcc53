import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { sourceFile } from '../../models/source-code/source-file.ts'

export const readableSource = defineCheck({
  id: 'source/readable-source',
  controls: ['code-secure-standards'],
  subject: sourceFile,
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Source files can be read whole', ja: 'ソースファイル全体を解析できるようにする' }),
  why: text({
    en: 'What the grammar of the language cannot read is not judged. The rest of the file is.',
    ja: '文法として読めない部分は検査されません。ファイルの残りの部分は検査されます。',
  }),
  messages: {
    syntax: text({
      en: 'this is not understood and not judged; the rest of the file is (places like this: {count})',
      ja: 'ここは解釈できないため検査していません。ファイルの残りは検査しています（該当 {count} か所）',
    }),
    cut: text({
      en: 'the file is too large or too deeply nested to be followed to its end; split it to have all of it judged',
      ja: 'ファイルが大きすぎるか入れ子が深すぎるため、最後まで追跡していません。分割すれば全体を検査できます',
    }),
  },
  *evaluate(file, { unknown }) {
    if (file.skipped !== undefined) return notApplicable(file.skipped)
    const [first] = file.errors
    const start = { source: file.source, range: { start: 0, end: Math.max(file.source.text.search(/\r?\n|$/), 0) }, path: [] }
    if (first !== undefined) {
      const end = Math.min(first.end, first.start + 200, lineEnd(file.source.text, first.start))
      yield unknown(
        'syntax',
        { count: file.errors.length },
        { at: { ...start, range: { start: first.start, end: Math.max(end, first.start) } } },
      )
    }
    if (file.isCut) yield unknown('cut', {}, { at: start })
    return undefined
  },
  references: ['https://tree-sitter.github.io/tree-sitter/using-parsers/'],
  examples: [
    {
      name: 'a line that is no Java',
      file: 'Broken.java',
      source: 'class Broken {\n  void run() { Runtime.getRuntime().exec‹((()›; }\n}\n',
      unknown: ['syntax'],
    },
    { name: 'a whole class', file: 'Whole.java', source: 'class Whole {\n  void run() { Runtime.getRuntime().exec("ls"); }\n}\n' },
  ],
})

function lineEnd(written: string, from: number): number {
  const end = written.indexOf('\n', from)
  return end === -1 ? written.length : end
}

import type { Range } from '../../core/location.ts'
import { text, type HoleValues, type Message, type Text } from '../../core/text.ts'

/** Something wrong with a text, at a place. */
export interface SyntaxProblem {
  /** A stable word for programs, such as `tab-as-indent` or `duplicate-key`. */
  readonly code: string
  readonly message: Message
  readonly range: Range
  /** The document could not be read: it has no value. Otherwise it was read, as the message says. */
  readonly fatal: boolean
}

const texts = {
  'alias-cycle': text({
    en: 'the alias is inside the value that it stands for',
    ja: 'エイリアスが、それ自身の指す値の中にあります',
  }),
  'alias-limit': text({
    en: 'aliases would make this document larger than the limit allows',
    ja: 'エイリアスを展開すると、この文書は上限を超える大きさになります',
  }),
  'bad-directive': text({ en: 'this directive is not understood', ja: 'このディレクティブは解釈できません' }),
  'bad-escape': text({
    en: 'this is not an escape of a double-quoted text',
    ja: '二重引用符の中で使えないエスケープです',
  }),
  'bad-indent': text({
    en: 'the indentation does not match any collection above',
    ja: 'インデントが上のどの階層とも一致しません',
  }),
  'bad-property': text({
    en: 'an anchor or a tag cannot stand here',
    ja: 'アンカーやタグはここに置けません',
  }),
  'bad-scalar-start': text({
    en: 'a plain value cannot start with this character; put it in quotes',
    ja: '引用符のない値はこの文字で始められません。引用符で囲んでください',
  }),
  'bad-tagged-value': text({ en: 'the value is not of the type that {tag} names', ja: '値が {tag} の型に合いません' }),
  'complex-key': text({
    en: 'a key must be a plain text, not a collection',
    ja: 'キーはテキストでなければならず、コレクションにはできません',
  }),
  'control-character': text({
    en: 'the control character {character} is not allowed in YAML',
    ja: '制御文字 {character} は YAML では使えません',
  }),
  'documents-limit': text({
    en: 'the text has more than {limit} documents; those from here on were not read',
    ja: '文書の数が上限の {limit} を超えています。ここから先は読み取っていません',
  }),
  'duplicate-key': text({
    en: 'the key {key} stands twice in one mapping; the last one counts',
    ja: 'キー {key} が同じマップに二度あります。最後のものが有効です',
  }),
  'invalid-utf8': text({
    en: 'a replacement character (U+FFFD) stands here: the text was probably not valid UTF-8',
    ja: '置換文字 (U+FFFD) があります。元のテキストが正しい UTF-8 ではなかったようです',
  }),
  'long-key': text({
    en: 'a key without `?` may have at most 1,024 characters',
    ja: '`?` を付けないキーは 1,024 文字までです',
  }),
  'merge-value': text({
    en: '`<<` needs a mapping or a sequence of mappings',
    ja: '`<<` の値はマップ、またはマップのシーケンスでなければなりません',
  }),
  'missing-bracket': text({ en: 'this bracket is not closed', ja: 'この括弧が閉じられていません' }),
  'missing-character': text({
    en: 'a character such as `:`, `,` or a bracket is missing here',
    ja: '`:`、`,`、括弧などの文字が足りません',
  }),
  'missing-colon': text({ en: 'a `:` is missing after this key', ja: 'このキーの後に `:` がありません' }),
  'missing-quote': text({
    en: 'this quote is not closed, or its text is not indented enough',
    ja: 'この引用符が閉じられていないか、続きの行のインデントが足りません',
  }),
  'multiline-key': text({ en: 'a key must stand on one line', ja: 'キーは一行に収める必要があります' }),
  'nested-mapping': text({
    en: 'a mapping cannot start on the line of its key; put the value in quotes or on a line of its own',
    ja: 'キーと同じ行でマップを始めることはできません。値を引用符で囲むか、次の行に置いてください',
  }),
  'nesting-limit': text({
    en: 'collections are nested more deeply than the limit allows',
    ja: '入れ子が上限より深くなっています',
  }),
  'null-key': text({ en: 'a key must not be empty or null', ja: 'キーを空や null にすることはできません' }),
  'number-not-finite': text({
    en: 'infinity and not-a-number cannot be sent to the API server',
    ja: '無限大や非数は API サーバーに送れません',
  }),
  'text-limit': text({
    en: 'the text is longer than {limit} characters and was not read',
    ja: 'テキストが上限の {limit} 文字を超えているため、読み取っていません',
  }),
  'raw-control-character': text({
    en: 'a control character in a JSON text must be written as an escape',
    ja: 'JSON の文字列の中の制御文字は、エスケープで書く必要があります',
  }),
  'tab-as-indent': text({ en: 'tabs cannot be used as indentation', ja: 'インデントにタブは使えません' }),
  'unexpected-content': text({ en: 'this cannot stand here', ja: 'ここにこの内容は置けません' }),
  'unknown-anchor': text({
    en: 'no anchor of this name stands above the alias',
    ja: 'このエイリアスより前に、その名前のアンカーがありません',
  }),
  'unknown-tag': text({ en: 'this tag is not understood', ja: 'このタグは解釈できません' }),
  'unquoted-name': text({ en: 'a name in double quotes must stand here', ja: 'ここには二重引用符で囲んだ名前が必要です' }),
  unusual: text({
    en: 'this document is too large to be read with the unusual YAML that it holds here',
    ja: 'ここに特殊な YAML の書き方があり、文書が大きすぎるため読み取れません',
  }),
} satisfies Record<string, Text>

export type ProblemCode = keyof typeof texts

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(texts, code)
}

/** A problem at a range, with its words. */
export function problem(code: ProblemCode, range: Range, fatal: boolean, args: HoleValues = {}): SyntaxProblem {
  return { code, message: { text: texts[code], args }, range, fatal }
}

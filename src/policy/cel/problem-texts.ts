import { text } from '../../core/text.ts'

/** What can be wrong with an expression before it is evaluated. The English words are the API server's where it has some. */
export const problems = {
  tooLong: text({ en: 'expression is longer than {limit} characters', ja: '式が {limit} 文字を超えています' }),
  tooDeep: text({ en: 'expression is nested deeper than {limit}', ja: '式の入れ子が {limit} 段を超えています' }),
  tooManyOperators: text({ en: 'expression has too many operators in a row', ja: '式に演算子が続きすぎています' }),
  endsEarly: text({ en: 'expression ends too early', ja: '式が途中で終わっています' }),
  unexpected: text({ en: 'unexpected {found}', ja: '{found} はここに書けません' }),
  literal: text({ en: 'literal', ja: 'リテラル' }),
  unexpectedCharacter: text({ en: 'unexpected character {found}', ja: '文字 {found} は使えません' }),
  openString: text({ en: 'string is not closed', ja: '文字列が閉じられていません' }),
  invalidEscape: text({ en: 'invalid escape in a string', ja: '文字列の中のエスケープが正しくありません' }),
  invalidLiteral: text({ en: 'invalid {type} literal', ja: '{type} のリテラルとして正しくありません' }),
  reserved: text({ en: 'reserved identifier: {name}', ja: '予約された識別子です: {name}' }),
  escapedName: text({ en: "unsupported syntax: '`'", ja: '「`」で囲んだ名前は使えません' }),
  undeclared: text({ en: "undeclared reference to '{name}'", ja: '「{name}」は宣言されていません' }),
  needsVersion: text({
    en: "'{name}' needs Kubernetes 1.{since} or later; the target is 1.{minor}",
    ja: '「{name}」が使えるのは Kubernetes 1.{since} 以降です（対象は 1.{minor}）',
  }),
  notInApiServer: text({
    en: "undeclared reference to '{name}': the API server does not have it",
    ja: '「{name}」は宣言されていません（API サーバーにはありません）',
  }),
  noOverload: text({
    en: "found no matching overload for '{name}' applied to '{given}'",
    ja: '「{name}」は「{given}」に適用できません（合うオーバーロードがありません）',
  }),
  undefinedField: text({ en: "undefined field '{name}'", ja: 'フィールド「{name}」は定義されていません' }),
  noFields: text({ en: "type '{type}' does not support field selection", ja: '「{type}」型の値にはフィールドがありません' }),
  typeMismatch: text({ en: "expected type '{wanted}' but found '{found}'", ja: '「{wanted}」型のはずですが、「{found}」型です' }),
  fieldMismatch: text({
    en: "expected type of field '{name}' is '{wanted}' but provided type is '{found}'",
    ja: 'フィールド「{name}」は「{wanted}」型のはずですが、「{found}」型です',
  }),
  notARange: text({
    en: "expression of type '{type}' cannot be range of a comprehension (must be list, map, or dynamic)",
    ja: '「{type}」型の式は繰り返しの範囲になれません（リストかマップ、または動的な値でなければなりません）',
  }),
  notAName: text({ en: 'argument is not an identifier', ja: '引数が識別子ではありません' }),
  notASimpleName: text({ en: 'argument must be a simple name', ja: '引数は単純な名前でなければなりません' }),
  sameName: text({ en: 'duplicate variable name: {name}', ja: '変数の名前が重なっています: {name}' }),
  hasArgument: text({ en: 'invalid argument to has() macro', ja: 'has() マクロの引数が正しくありません' }),
  invalidArgument: text({ en: 'invalid {name} argument', ja: '{name} の引数が正しくありません' }),
  cannotConvert: text({ en: 'the argument of {name}() cannot be converted', ja: '{name}() の引数は変換できません' }),
  authorizer: text({
    en: 'asks the authorizer of the cluster, whose answers are not known here',
    ja: 'クラスターの認可に問い合わせる式です。その答えはここでは分かりません',
  }),
  wrongResult: text({ en: 'must evaluate to {wanted} but got {found}', ja: '評価の結果は {wanted} でなければなりませんが、{found} です' }),
  wrongResults: text({
    en: 'must evaluate to one of [{wanted}] but got {found}',
    ja: '評価の結果は [{wanted}] のいずれかでなければなりませんが、{found} です',
  }),
}

/**
 * Values that stand where a secret will be: templates, references to a variable, and fillers such as `xxxxxxxx`,
 * `<password>`, `changeme` or the alphabet.
 */
export function isPlaceholder(value: string): boolean {
  return isReference(value) || isFiller(value)
}

/** `${VAR}`, `{{ value }}`, `$(command)`, `<name>`, `%NAME%`, `[name]`, a lone shell variable, an encrypted value. */
export function isReference(value: string): boolean {
  return (
    /\$\{|\{\{|\$\(|^\$[A-Za-z_]\w{0,99}$|^<[^<>]{0,99}>?$|^%[^%]{1,99}%$|^\[[^\]]{0,99}\]?$|^ENC\[|^\{[a-z0-9_.-]{0,99}\}?$/i.test(
      value,
    ) || /^(?:var|local|data|module|secrets|env|vault|ref|process\.env|os\.environ)[.:[(]/i.test(value)
  )
}

function isFiller(value: string): boolean {
  if (/x{6}|\*{3}|\.{3}|#{5}|_{5}|-{5}(?!BEGIN)|abcdefghijklmnopqrstuvwxyz|ABCDEFGHIJKLMNOPQRSTUVWXYZ/.test(value) || /X{6}/.test(value))
    return true
  const distinct = new Set(value).size
  return value.length >= 8 && distinct <= 3
}

const samples =
  /^(?:changeme|change[-_]?it|password\d{0,4}|passw0rd|p@ssw0rd|secret|example|test|dummy|none|null|true|false|undefined|default|todo|fixme|replace[-_]?me|redacted|your[-_].*|my[-_]?(?:secret|password|token|key).*|insert[-_].*|enter[-_].*|some[-_].*|fake[-_].*|placeholder.*|mock[-_].*|sample[-_].*|user(?:name)?|pass|admin|root|postgres|foo|bar|foobar|hunter2|token|xxx|yyy)$/i

/** Words that people write for a password they do not want to show. */
export function isSampleWord(value: string): boolean {
  return samples.test(value)
}

const commonPairs = new Set(
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur'.split(
    ' ',
  ),
)

/** Whether the letters run as in words: about half of the pairs of adjacent letters in English are among fifty, in random text one in fourteen. */
export function readsLikeWords(value: string): boolean {
  const lower = value.toLowerCase()
  let pairs = 0
  let common = 0
  for (let index = 0; index + 1 < lower.length; index++) {
    const pair = lower.slice(index, index + 2)
    if (!/^[a-z]{2}$/.test(pair)) continue
    pairs++
    if (commonPairs.has(pair)) common++
  }
  return pairs >= 5 && common / pairs > (pairs < 10 ? 0.35 : 0.28)
}

import type { SarifResult, SarifRule } from './sarif-document.ts'

/** What a result of another tool is about, by which it proves something of the guidance. */
export type ResultFamily = 'code' | 'secret' | 'log' | 'dependency' | 'configuration'

/** Numbers of the Common Weakness Enumeration that a rule or result names, in whichever of the usual ways. */
export function weaknessesOf(rule: SarifRule | undefined, result: SarifResult): readonly number[] {
  const words = [rule?.properties, result.properties].flatMap((properties) => [
    ...(properties?.tags ?? []),
    ...[properties?.cwe ?? []].flat(),
  ])
  const references = [...(rule?.relationships ?? []).map(({ target }) => target), ...(result.taxa ?? [])]
  for (const { id, toolComponent } of references)
    if (id !== undefined && (/^cwe/i.test(id) || /^cwe$/i.test(toolComponent?.name ?? ''))) words.push(`CWE-${id.replace(/^cwe-?/i, '')}`)
  const numbers = words.flatMap((word) => {
    const found = /(?:^|\/|\b)cwe[-/:\s]?0*(\d{1,5})\b/i.exec(word)
    return found === null ? [] : [Number(found[1])]
  })
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}

const secretWeaknesses = new Set([256, 259, 312, 321, 522, 540, 547, 798])
const logWeaknesses = new Set([117, 532, 533, 534])

/** The family of a result: by its weaknesses, then by tags and by the form of its rule. */
export function familyOf(rule: SarifRule | undefined, result: SarifResult, id: string, tool: string): ResultFamily {
  const weaknesses = weaknessesOf(rule, result)
  const tags = new Set([...(rule?.properties?.tags ?? []), ...(result.properties?.tags ?? [])].map((tag) => tag.toLowerCase()))
  if (/^(?:CVE-\d|GHSA-|GO-\d|RUSTSEC-|PYSEC-|DLA-|DSA-|RHSA-|ALAS|SNYK-)/i.test(id) || tags.has('vulnerability')) return 'dependency'
  if (
    tags.has('secret') ||
    /gitleaks|trufflehog|secretlint|detect-secrets/i.test(tool) ||
    weaknesses.some((cwe) => secretWeaknesses.has(cwe))
  )
    return 'secret'
  if (weaknesses.some((cwe) => logWeaknesses.has(cwe))) return 'log'
  if (tags.has('misconfiguration') || /^(?:CKV\d?_|AVD-|KSV\d|KHV\d|DS\d{3}|AZU-|KICS|C-\d{4})/i.test(id)) return 'configuration'
  return 'code'
}

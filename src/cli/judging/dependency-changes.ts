import type { JsonValue } from '../../core/edit.ts'
import { render, text, type Locale } from '../../core/text.ts'
import type { PackageChange } from '../../supply-chain/inventory/package-changes.ts'
import { purlOf } from '../../supply-chain/inventory/purl-of.ts'

const words = {
  added: text({ en: '+ {name} {version} ({file}){rest}', ja: '+ {name} {version}（{file}）{rest}' }),
  removed: text({ en: '- {name} {version} ({file}){rest}', ja: '- {name} {version}（{file}）{rest}' }),
  changed: text({ en: '~ {name} {from} -> {version} ({file}){rest}', ja: '~ {name} {from} -> {version}（{file}）{rest}' }),
  vulnerable: text({ en: 'vulnerable: {ids}', ja: '脆弱性: {ids}' }),
  more: text({ en: '… and {count} more dependency changes', ja: '… ほかに依存関係の変更が {count} 件' }),
}

/** A lock file that is made anew changes everything; the JSON report has the whole list. */
const mostLines = 50

/** The changes as the JSON report lists them. `vulnerabilities` is null where no advisories were given. */
export function changesToJson(changes: readonly PackageChange[]): JsonValue {
  return changes.map((entry) => {
    const { change, from, package: found, list } = entry
    const { ecosystem, name, version, scope, licences } = found
    return {
      change,
      ecosystem,
      name,
      version,
      from: [...from],
      purl: purlOf(found),
      file: list.document.uri,
      scope,
      licences: [...(licences ?? [])],
      vulnerabilities: vulnerabilitiesOf(entry)?.map(({ id, severity, fixed }) => ({ id, severity, fixed: fixed ?? null })) ?? null,
    }
  })
}

/** The changes as a person reads them, one a line. */
export function changeLines(changes: readonly PackageChange[], locale: Locale): readonly string[] {
  const lines = changes.slice(0, mostLines).map((entry) => {
    const { change, from, package: found, list } = entry
    const ids = change === 'removed' ? [] : (vulnerabilitiesOf(entry) ?? []).map(({ id }) => id)
    const facts = [
      ...(found.licences ?? []),
      ...(ids.length === 0 ? [] : [render({ text: words.vulnerable, args: { ids: ids.join(', ') } }, locale)]),
    ]
    const rest = facts.map((fact) => ` · ${fact}`).join('')
    const args = { name: found.name, version: found.version, from: from.join(', '), file: list.document.uri, rest }
    return printable(render({ text: words[change], args }, locale))
  })
  const left = changes.length - lines.length
  return left === 0 ? lines : [...lines, render({ text: words.more, args: { count: left } }, locale)]
}

function vulnerabilitiesOf({ package: found, list }: PackageChange) {
  return list.vulnerabilities
    ?.map(({ vulnerability }) => vulnerability)
    .filter(({ package: of }) => of.ecosystem === found.ecosystem && of.name === found.name && of.version === found.version)
}

/** Names come from files of other people, and a terminal obeys control characters. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')
}

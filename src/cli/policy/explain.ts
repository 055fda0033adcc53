import { BreakwaterError } from '../../core/error.ts'
import { formatPath, lineAt, positionAt, type Path, type Place, type Range } from '../../core/location.ts'
import type { ConfidentialRange } from '../../core/masking.ts'
import { render, text, type Locale, type Text } from '../../core/text.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import type { ClusterPolicy } from '../../policy/cluster/cluster-policy.ts'
import type { ObjectComplaint } from '../../policy/cluster/verdicts.ts'
import type { Invocation } from '../command.ts'
import { writeOut } from '../output/write-out.ts'
import { readCluster } from './cluster.ts'
import { selectPolicies } from './eval.ts'

const words = {
  allowed: text({ en: 'nothing against it', ja: '問題ありません' }),
  deny: text({ en: 'refused', ja: '拒否されます' }),
  warn: text({ en: 'admitted with a warning', ja: '警告付きで受け入れられます' }),
  audit: text({ en: 'admitted and recorded', ja: '受け入れられ、記録されます' }),
  undecided: text({ en: 'could not be decided', ja: '判定できませんでした' }),
  pod: text({ en: 'of its pods', ja: '作成される Pod について' }),
  expansion: text({ en: 'of what it expands to', ja: '展開されるオブジェクトについて' }),
  rule: text({ en: 'rule', ja: '規則' }),
  field: text({ en: 'field', ja: 'フィールド' }),
  missing: text({ en: 'not set', ja: '未設定' }),
  read: text({ en: 'looked at', ja: '参照した値' }),
  notAbout: text({ en: 'no policy is about it', ja: '対象とするポリシーはありません' }),
} satisfies Record<string, Text>

/** What `policy explain --format json` gives for one policy and one object. */
interface Explained {
  readonly policy: string
  readonly title: string
  readonly resource: KubernetesObject['ref']
  readonly outcome: ClusterPolicy['action'] | 'allowed' | 'undecided'
  readonly complaints: readonly ExplainedComplaint[]
}

interface ExplainedComplaint {
  readonly message: string
  readonly undecided: boolean
  readonly implied: NonNullable<ObjectComplaint['implied']> | null
  /** The line of the policy that speaks. */
  readonly rule: (SpotJson & { readonly text: string }) | null
  /** The field of the object that decided; `value` is missing where the field is. */
  readonly field: (SpotJson & { readonly path: string; readonly value?: unknown }) | null
  readonly reads: readonly string[]
}

interface SpotJson {
  readonly uri: string
  readonly line: number
  readonly column: number
}

/** `policy explain PATH…`: of each policy and object, which rule and which field decided. */
export async function explainPolicies(targets: readonly string[], invocation: Invocation): Promise<number> {
  const { flags, locale, io } = invocation
  const { format } = flags
  if (format !== 'json' && format !== 'pretty')
    throw new BreakwaterError('bad-flag-value', { flag: '--format', expected: 'pretty, json', given: String(format) })
  const { cluster, judge, scanned, notAnalysed } = await readCluster(targets, invocation)
  const policies = new Set(selectPolicies(cluster.policies, flags))
  const secrets = scanned.confidential ?? []
  const explained = scanned.estate
    .subjects(kubernetesObject)
    .flatMap((object) =>
      [...judge.judge(object)].flatMap(([policy, complaints]) =>
        policies.has(policy) ? [explain(policy, object, complaints, secrets, locale)] : [],
      ),
    )
  const unread = [...scanned.estate.notAnalysed, ...notAnalysed]
  for (const { uri, message } of unread) io.stderr.write(`${uri}: ${message}\n`)
  await writeOut(
    io,
    format === 'json' ? `${JSON.stringify({ version: 1, explanations: explained }, undefined, 2)}\n` : pretty(explained, locale),
  )
  return unread.length > 0 || explained.some(({ outcome }) => outcome === 'undecided') ? 4 : 0
}

function explain(
  policy: ClusterPolicy,
  object: KubernetesObject,
  complaints: readonly ObjectComplaint[],
  secrets: readonly ConfidentialRange[],
  locale: Locale,
): Explained {
  const decided = complaints.some(({ undecided }) => !undecided)
  return {
    policy: policy.id,
    title: policy.title,
    resource: object.ref,
    outcome: complaints.length === 0 ? 'allowed' : decided ? policy.action : 'undecided',
    complaints: complaints.map(({ message, undecided, implied, rule, path, reads }) => ({
      message: withoutSecrets(typeof message === 'string' ? message : render(message, locale), object, secrets),
      undecided,
      implied: implied ?? null,
      rule: rule === undefined ? null : { ...spotOf(rule), text: firstLine(rule) },
      field: path === undefined ? null : fieldOf(object, path, secrets),
      reads: deepest((reads?.() ?? (path === undefined ? [] : [path])).map(formatPath)),
    })),
  }
}

/** The way to a field is no news beside the field. */
function deepest(paths: readonly string[]): readonly string[] {
  const distinct = [...new Set(paths)]
  return distinct.filter((path) => !distinct.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)))
}

function fieldOf(object: KubernetesObject, path: Path, secrets: readonly ConfidentialRange[]): ExplainedComplaint['field'] {
  const place = object.document.place(path)
  const value = object.get(...path)
  const isSecret = object.kind === 'Secret' || secrets.some(({ uri, range }) => uri === place.source.uri && overlaps(range, place.range))
  return { ...spotOf(place), path: formatPath(path), ...(value === undefined ? {} : { value: isSecret ? '****' : value }) }
}

function overlaps(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end
}

/** A policy's message may quote what it found. */
function withoutSecrets(message: string, { document }: KubernetesObject, secrets: readonly ConfidentialRange[]): string {
  const { source } = document.place([])
  return secrets
    .filter(({ uri }) => uri === source.uri)
    .map(({ range }) => source.text.slice(range.start, range.end).replace(/^["']|["']$/g, ''))
    .filter((secret) => secret.length >= 6)
    .reduce((shown, secret) => shown.replaceAll(secret, '****'), message)
}

function spotOf({ source, range }: Place): SpotJson {
  return { uri: source.uri, ...positionAt(source, range.start) }
}

function firstLine({ source, range }: Place): string {
  const { line } = positionAt(source, range.start)
  return (lineAt(source, line) ?? '').trim()
}

function pretty(explained: readonly Explained[], locale: Locale): string {
  if (explained.length === 0) return `${words.notAbout[locale]}\n`
  const lines: string[] = []
  for (const { policy, title, resource, outcome, complaints } of explained) {
    const name =
      'kind' in resource ? [resource.namespace, resource.kind, resource.name].filter((part) => part !== undefined).join('/') : resource.name
    const verdict = outcome === 'allowed' ? words.allowed : words[outcome]
    lines.push(`${name}  ${policy}  ${verdict[locale]}`, `  ${title}`)
    for (const { message, implied, rule, field, reads } of complaints) {
      lines.push(`  - ${implied === null ? '' : `${words[implied][locale]}: `}${message}`)
      if (rule !== null) lines.push(`      ${words.rule[locale]}: ${rule.uri}:${rule.line}:${rule.column}`, `        ${rule.text}`)
      if (field !== null) {
        const shown = 'value' in field ? JSON.stringify(field.value) : words.missing[locale]
        lines.push(
          `      ${words.field[locale]}: ${field.path} = ${shown.slice(0, 200)}`,
          `        ${field.uri}:${field.line}:${field.column}`,
        )
      }
      if (reads.length > 1) lines.push(`      ${words.read[locale]}: ${reads.slice(0, 20).join(', ')}${reads.length > 20 ? ', …' : ''}`)
    }
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

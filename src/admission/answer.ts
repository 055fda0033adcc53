import { formatPath } from '../core/location.ts'
import { render, text, type Locale } from '../core/text.ts'
import type { Decision, Objection } from './decision.ts'
import type { AdmissionAnswer, AdmissionRequest } from './review.ts'

/** kube-apiserver advises 120 characters a warning, and drops those that go over 4,096 in all. */
const longestWarning = 120
const longestWarnings = 4096

/** Refusals go to terminals: the worst are told in full, of the rest how many there are. */
const mostTold = 20

/** A label or a name cannot make a message long; this bounds what a path can. */
const longestPath = 300

/** Values of audit annotations are kept by every audit event; longer ones are cut. */
const longestAnnotation = 2048

const words = {
  refused: text({ en: 'Breakwater refuses {what}: {count} to fix', ja: 'Breakwater は {what} を拒否しました: 要修正 {count} 件' }),
  fix: text({ en: 'fix', ja: '修正' }),
  see: text({ en: 'see', ja: '参考' }),
  more: text({ en: 'and {count} more', ja: 'ほか {count} 件' }),
  moreWarnings: text({ en: 'Breakwater: and {count} more warnings', ja: 'Breakwater: ほか {count} 件の警告' }),
  failed: text({
    en: 'Breakwater could not judge {what} in full, and what is not judged is refused here',
    ja: 'Breakwater は {what} をすべては判定できませんでした。ここでは判定できないものを拒否します',
  }),
  unjudged: text({
    en: 'Breakwater could not judge this in full; it was let through',
    ja: 'Breakwater はすべてを判定できないまま通しました',
  }),
  glass: text({
    en: 'Breakwater let this through unjudged: break-glass; it is on record',
    ja: 'Breakwater は緊急措置により判定せずに通しました。記録に残ります',
  }),
  explain: text({ en: 'more on each: breakwater explain ID', ja: '詳しくは breakwater explain ID で確認できます' }),
}

/** What the API server is told: the verdict, what the caller reads, and what the audit log of the cluster keeps. */
export function answer(request: AdmissionRequest, decision: Decision, locale: Locale): AdmissionAnswer {
  const warnings = warningsOf(decision, locale)
  const auditAnnotations = annotationsOf(decision)
  return {
    uid: request.uid,
    allowed: decision.allowed,
    ...(decision.allowed ? {} : { status: { code: 403, reason: 'Forbidden', message: refusal(request, decision, locale) } }),
    ...(warnings.length === 0 ? {} : { warnings }),
    auditAnnotations,
  }
}

/** One finding a line, with its fix and its link below: the words that `scan` has for it. */
function refusal(request: AdmissionRequest, { objections, grounds }: Decision, locale: Locale): string {
  const what = `${kindOf(request)} ${[request.namespace, request.name].filter((part) => part !== '').join('/')}`.trim()
  const reasons = inForce(objections, 'deny')
  if (reasons.length === 0 && grounds === 'failed') return render({ text: words.failed, args: { what } }, locale)
  const told = reasons
    .slice(0, mostTold)
    .flatMap(({ id, message, path, fix, link }) => [
      `${id}: ${render(message, locale)}${path === undefined || path.length === 0 ? '' : ` (${cut(formatPath(path), longestPath)})`}`,
      ...(fix === undefined ? [] : [`  ${words.fix[locale]}: ${render(fix, locale)}`]),
      ...(link === undefined ? [] : [`  ${words.see[locale]}: ${link}`]),
    ])
  const left = reasons.length - mostTold
  return [
    render({ text: words.refused, args: { what, count: reasons.length } }, locale),
    ...told,
    ...(left > 0 ? [render({ text: words.more, args: { count: left } }, locale)] : []),
    words.explain[locale],
  ]
    .map(oneLine)
    .join('\n')
}

/** Who runs a command in a pod sends `PodExecOptions`, which is no kind that anybody knows. */
function kindOf({ operation, resource, kind }: AdmissionRequest): string {
  return operation === 'CONNECT' && resource === 'pods' ? 'Pod' : kind
}

function warningsOf({ objections, allowed, grounds }: Decision, locale: Locale): readonly string[] {
  const all = [
    ...(grounds === 'break-glass' ? [words.glass[locale]] : []),
    ...(grounds === 'failed' && allowed ? [words.unjudged[locale]] : []),
    ...inForce(objections, 'warn').map(({ id, message }) => `${id}: ${render(message, locale)}`),
  ].map((warning) => cut(oneLine(warning), longestWarning))
  const warnings: string[] = []
  let room = longestWarnings - longestWarning
  for (const [index, warning] of all.entries()) {
    room -= charactersOf(warning)
    if (room < 0) return [...warnings, render({ text: words.moreWarnings, args: { count: all.length - index } }, locale)]
    warnings.push(warning)
  }
  return warnings
}

/** The API server puts the name of the webhook before each key. */
function annotationsOf({ objections, grounds, reason, broken }: Decision): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = { grounds }
  const annotate = (key: string, value: string): void => {
    if (value !== '') annotations[key] = cut(oneLine(value), longestAnnotation)
  }
  annotate('denied', idsInForce(objections, 'deny').join(','))
  annotate('warned', idsInForce(objections, 'warn').join(','))
  annotate('audited', idsInForce(objections, 'audit').join(','))
  annotate('accepted', [...new Set(objections.flatMap(acceptance))].join('; '))
  if (grounds === 'break-glass') annotate('break-glass', reason ?? '')
  annotate('broken', broken.join(','))
  return annotations
}

/** Which objection was accepted, and by whom; nothing of one that was not. */
function acceptance({ id, accepted }: Objection): readonly string[] {
  if (accepted === undefined) return []
  const { by, owner, until } = accepted
  return [`${id} by=${by}${owner === undefined ? '' : ` owner=${owner}`}${until === undefined ? '' : ` until=${until}`}`]
}

/** The checks whose objections of a mode nobody accepted, worst first. */
export function idsInForce(objections: readonly Objection[], mode: Objection['mode']): readonly string[] {
  return objections.length === 0 ? [] : [...new Set(inForce(objections, mode).map(({ id }) => id))]
}

/** The objections of a mode that nobody accepted, worst first, as the decision has them. */
function inForce(objections: readonly Objection[], mode: Objection['mode']): readonly Objection[] {
  return objections.filter((objection) => objection.mode === mode && objection.accepted === undefined)
}

/** Names come from whoever wrote the object: nothing in them may start a line or steer a terminal. */
function oneLine(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ').toWellFormed()
}

function charactersOf(line: string): number {
  return Array.from(line).length
}

function cut(line: string, longest: number): string {
  if (line.length <= longest) return line
  const characters = Array.from(line)
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`
}

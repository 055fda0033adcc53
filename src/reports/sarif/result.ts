import type { Finding, Fix } from '../../core/finding.ts'
import { formatPath, positionAt, type Place } from '../../core/location.ts'
import { render, text, type Locale, type Text } from '../../core/text.ts'
import { regionOf } from '../region.ts'
import { resourceName } from '../resource-name.ts'
import { shorten, visible } from '../terminal/visible.ts'
import { lineHash } from './line-hash.ts'
import { artifactLocation, physicalLocation } from './location.ts'
import { sarifSeverity } from './rule.ts'

/** GitHub takes no more locations of a result than 1,000; nobody reads the twentieth. */
const mostRelated = 20
const longestMessage = 4_000

const words = {
  sentence: text({ en: '{message}.', ja: '{message}。' }),
  fix: text({ en: 'Fix: {title}.', ja: '修正: {title}。' }),
  review: text({ en: 'Fix, to be reviewed: {title}.', ja: '修正（要確認）: {title}。' }),
  see: text({ en: 'See {places}.', ja: '関連: {places}。' }),
} satisfies Record<string, Text>

const suppressionKinds = { comment: 'inSource', annotation: 'inSource', config: 'external', baseline: 'external' } as const

/** A finding as a result, or undefined where it has no place in a file. */
export function resultOf(finding: Finding, ruleIndex: number | undefined, locale: Locale): object | undefined {
  const location = physicalLocation(finding.place)
  if (location === undefined) return undefined
  const related = finding.related.filter(({ place }) => place.source.text !== '').slice(0, mostRelated)
  const hash = lineHash(finding.place.source, positionAt(finding.place.source, finding.place.range.start).line)
  const fixes = finding.fixes.flatMap((fix) => fixOf(fix, locale))
  return {
    ruleId: finding.check,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    ...(finding.outcome === 'fail' ? { level: sarifSeverity[finding.severity].level } : { kind: 'open', level: 'none' }),
    message: { text: messageText(finding, related.length, locale) },
    locations: [{ physicalLocation: location, logicalLocations: [logicalLocation(finding)] }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ place, note }, index) => ({
            id: index + 1,
            physicalLocation: physicalLocation(place),
            message: { text: shorten(visible(render(note, locale)), longestMessage) },
          })),
        }),
    partialFingerprints: {
      ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
      'breakwater/v1': finding.fingerprint,
    },
    suppressions: suppressionsOf(finding),
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      resource: finding.resource,
    },
  }
}

/** The first sentence is all that a list shows; what can be done and the related places, as links, follow. */
function messageText(finding: Finding, related: number, locale: Locale): string {
  const say = (template: Text, args: Readonly<Record<string, string>>) => render({ text: template, args }, locale)
  const sentences = [say(words.sentence, { message: quoted(render(finding.message, locale)) })]
  const [fix] = finding.fixes
  if (fix !== undefined) sentences.push(say(fix.safety === 'safe' ? words.fix : words.review, { title: quoted(render(fix.title, locale)) }))
  if (related > 0) {
    const links = finding.related.slice(0, related).map(({ note }, index) => `[${quoted(render(note, locale))}](${index + 1})`)
    sentences.push(say(words.see, { places: links.join(', ') }))
  }
  return sentences.join(locale === 'ja' ? '' : ' ')
}

/** In a message `[text](1)` is a link, so brackets and backslashes that are meant as themselves are escaped. */
function quoted(message: string): string {
  return shorten(visible(message), longestMessage).replace(/[\\[\]]/g, '\\$&')
}

function logicalLocation({ resource, place }: Finding): object {
  const path = formatPath(place.path)
  return {
    name: resource.name,
    fullyQualifiedName: path === '' ? resourceName(resource) : `${resourceName(resource)}#${path}`,
    kind: 'resource',
  }
}

/** As soon as one result says whether it is suppressed, the standard wants all of them to. */
function suppressionsOf({ suppressed }: Finding): readonly object[] {
  if (suppressed === null) return []
  const until = suppressed.until === undefined ? {} : { properties: { until: suppressed.until } }
  return [
    {
      kind: suppressionKinds[suppressed.by],
      status: 'accepted',
      justification: shorten(visible(suppressed.reason), longestMessage),
      ...until,
    },
  ]
}

/** The exact replacements of a fix. */
function fixOf(fix: Fix, locale: Locale): readonly object[] {
  const edits = fix.document.edit(fix.edits)
  if (edits === undefined || edits.length === 0) return []
  const { source }: Place = fix.document.place([])
  return [
    {
      description: { text: shorten(visible(render(fix.title, locale)), longestMessage) },
      artifactChanges: [
        {
          artifactLocation: artifactLocation(source.uri),
          replacements: edits.map(({ range, text: inserted }) => ({
            deletedRegion: regionOf(source, range),
            ...(inserted === '' ? {} : { insertedContent: { text: inserted } }),
          })),
        },
      ],
      properties: { safety: fix.safety },
    },
  ]
}

import type { NotAnalysed } from '../core/estate.ts'
import type { Finding } from '../core/finding.ts'
import { fingerprint } from '../core/fingerprint.ts'
import { formatPath } from '../core/location.ts'
import type { CheckError, Run } from '../core/run.ts'
import type { ResourceRef } from '../core/subject.ts'
import { render, type Locale } from '../core/text.ts'
import { escapedJson } from './escaped-json.ts'
import type { ReportOptions } from './report.ts'
import { resourceName } from './resource-name.ts'
import { spotText } from './spot.ts'
import { shorten, visible } from './terminal/visible.ts'
import { suppressedWords } from './words.ts'

/** The names of one API for results of policies. */
interface ReportApi {
  readonly apiVersion: string
  readonly inNamespace: string
  readonly ofCluster: string
}

/** The words of both APIs for what became of a check: `error` could not be evaluated, `skip` was not to count. */
type Result = 'fail' | 'error' | 'skip'

const longestMessage = 1_000
/** No name in the API is longer. */
const longestName = 253
/** An object of a cluster may have 1.5 MB; a result takes one KB, rarely two. */
const mostResults = 500

/**
 * Results as objects of the Kubernetes API `openreports.io/v1alpha1`: a Report for each object with findings, in its
 * namespace; a ClusterReport for what is in none. They can be applied to the cluster, where dashboards read them.
 *
 * @see https://github.com/openreports/reports-api
 */
export function renderOpenReports(run: Run, options: ReportOptions): string {
  return listOf(run, options, { apiVersion: 'openreports.io/v1alpha1', inNamespace: 'Report', ofCluster: 'ClusterReport' })
}

/** The same in the API that was there before, `wgpolicyk8s.io/v1alpha2`, for readers that know only that one. */
export function renderPolicyReports(run: Run, options: ReportOptions): string {
  return listOf(run, options, { apiVersion: 'wgpolicyk8s.io/v1alpha2', inNamespace: 'PolicyReport', ofCluster: 'ClusterPolicyReport' })
}

function listOf(run: Run, { locale }: ReportOptions, api: ReportApi): string {
  const groups = Map.groupBy(run.findings, ({ resource }) => identityOf(resource))
  const items = [...groups].flatMap(([identity, findings]) => {
    const [{ resource }] = findings as [Finding, ...Finding[]]
    return partsOf(findings.map((finding) => resultOf(finding, locale))).map((results, part) =>
      reportOf(api, `breakwater-${identity}${part === 0 ? '' : `-${part + 1}`}`, resource, results),
    )
  })
  const unread = partsOf([...run.inputs.notAnalysed.map(unreadResult), ...run.errors.map(brokenResult)]).map((results, part) =>
    reportOf(api, `breakwater-not-analysed${part === 0 ? '' : `-${part + 1}`}`, undefined, results),
  )
  return `${escapedJson({ apiVersion: 'v1', kind: 'List', items: [...items, ...unread] }, 2)}\n`
}

/** A name that objects of a cluster may have, and that is the same in the next run. */
function identityOf(resource: ResourceRef): string {
  return fingerprint('report', '', resource, [], 0)
}

function partsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / mostResults) }, (_, part) =>
    items.slice(part * mostResults, (part + 1) * mostResults),
  )
}

interface ResultEntry {
  readonly result: Result
  readonly [field: string]: unknown
}

function reportOf(api: ReportApi, name: string, resource: ResourceRef | undefined, results: readonly ResultEntry[]): object {
  const isObject = resource !== undefined && 'kind' in resource
  const namespace = isObject ? resource.namespace : undefined
  const count = (wanted: Result): number => results.filter(({ result }) => result === wanted).length
  return {
    apiVersion: api.apiVersion,
    kind: namespace === undefined ? api.ofCluster : api.inNamespace,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace: shorten(visible(namespace), longestName) }),
      labels: { 'app.kubernetes.io/managed-by': 'breakwater' },
    },
    ...(isObject ? { scope: bounded(resource) } : {}),
    // What passed is known by check, not by object, so no number is given for it.
    summary: { fail: count('fail'), error: count('error'), skip: count('skip') },
    results,
  }
}

function bounded(fields: ResourceRef): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]: [string, string]) => [name, shorten(visible(value), longestName)]))
}

function resultOf(finding: Finding, locale: Locale): ResultEntry {
  const { check, severity, outcome, suppressed, place, resource, controls } = finding
  const why = suppressed === null ? '' : ` (${suppressedWords[suppressed.by][locale]}: ${suppressed.reason})`
  return {
    source: 'breakwater',
    policy: shorten(visible(check), longestName),
    category: shorten(visible(check.slice(0, check.indexOf('/'))), longestName),
    severity,
    result: suppressed !== null ? 'skip' : outcome === 'fail' ? 'fail' : 'error',
    scored: true,
    message: shorten(visible(render(finding.message, locale) + why), longestMessage),
    properties: {
      ...('kind' in resource ? {} : { resource: shorten(visible(resourceName(resource)), longestMessage) }),
      ...(place.path.length === 0 ? {} : { path: shorten(visible(formatPath(place.path)), longestMessage) }),
      place: spotText(place),
      ...(controls.length === 0 ? {} : { controls: shorten(visible(controls.join(', ')), longestMessage) }),
      fingerprint: shorten(visible(finding.fingerprint), longestName),
    },
  }
}

function unreadResult({ uri, reason, message }: NotAnalysed): ResultEntry {
  return {
    source: 'breakwater',
    policy: 'not-analysed',
    category: 'input',
    result: 'error',
    scored: true,
    message: shorten(visible(message), longestMessage),
    properties: { place: shorten(visible(uri), longestMessage), reason: shorten(visible(reason), longestName) },
  }
}

/** A check that broke is a fault of Breakwater, and leaves open what it was asked. */
function brokenResult({ check, uri, error }: CheckError): ResultEntry {
  return {
    source: 'breakwater',
    policy: shorten(visible(check), longestName),
    category: 'error',
    result: 'error',
    scored: true,
    message: shorten(visible(error instanceof Error ? error.message : String(error)), longestMessage),
    properties: { place: shorten(visible(uri), longestMessage) },
  }
}

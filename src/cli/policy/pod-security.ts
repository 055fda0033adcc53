import type { Check } from '../../core/check.ts'
import { judge } from '../../core/engine.ts'
import { Estate } from '../../core/estate.ts'
import { render, spoken, type Locale } from '../../core/text.ts'
import { knownMinors } from '../../models/kubernetes-api/versions.ts'
import { KubernetesObject } from '../../models/kubernetes/object.ts'
import type { ClusterPolicy, Complaint, PolicyAction } from '../../policy/cluster/cluster-policy.ts'
import { PolicyDocumentError } from '../../policy/document-error.ts'
import type { PolicyDocument } from '../../policy/documents.ts'
import { FieldReader, describeDocument, valueAt, type Untyped } from '../../policy/untyped.ts'
import { readingOf } from '../../sources/readers/read-manifest-files.ts'
import { selectChecks } from '../judging/select-checks.ts'

/** The strongest first. */
const modes = ['enforce', 'warn', 'audit'] as const
type Mode = (typeof modes)[number]
const levels = ['privileged', 'baseline', 'restricted'] as const
type Level = (typeof levels)[number]

const actions: Readonly<Record<Mode, PolicyAction>> = { enforce: 'deny', audit: 'audit', warn: 'warn' }

/** The level that a namespace asks for in a mode, and by which version of the standards. */
interface Demand {
  readonly level: Level
  /** The minor version; that of the cluster for `latest`. */
  readonly minor: number
}

/** What the API server is told about Pod Security for all namespaces: the content of a `PodSecurityConfiguration`. */
interface PodSecurityConfiguration {
  readonly defaults: Readonly<Partial<Record<string, string>>>
  readonly namespaces: ReadonlySet<string>
  readonly runtimeClasses: ReadonlySet<string>
}

export interface PodSecurityOptions {
  readonly checks: readonly Check[]
  readonly kubernetes: number
  readonly locale: Locale
}

export interface PodSecurity {
  readonly policies: readonly ClusterPolicy[]
  readonly problems: readonly { readonly document: PolicyDocument; readonly error: PolicyDocumentError }[]
}

/**
 * Pod Security admission as policies: one for each namespace and mode that asks for a level, by the labels of the namespace
 * or the defaults of a `PodSecurityConfiguration` among the documents. What it says are the sentences of the checks of that
 * level in the version that is asked for.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podSecurityPolicies(documents: readonly PolicyDocument[], options: PodSecurityOptions): PodSecurity {
  const problems: { document: PolicyDocument; error: PolicyDocumentError }[] = []
  const policies: ClusterPolicy[] = []
  const configuration = configurationAmong(documents)
  const namespaces = new Map(documents.filter(({ value }) => isNamespace(value)).map((document) => [nameOf(document.value), document]))
  for (const [name, document] of namespaces) {
    if (configuration.namespaces.has(name)) continue
    const stronger = new Set<string>()
    for (const mode of modes)
      try {
        const demand = demandOf(document, mode, configuration, options.kubernetes)
        // What is refused already need not be warned of as well.
        const asked = `${demand.level} ${demand.minor}`
        if (demand.level !== 'privileged' && !stronger.has(asked)) policies.push(policyOf(document, mode, demand, configuration, options))
        stronger.add(asked)
      } catch (error) {
        if (!(error instanceof PolicyDocumentError)) throw error
        problems.push({ document, error })
      }
  }
  return { policies, problems }
}

function isNamespace({ apiVersion, kind }: Untyped): boolean {
  return apiVersion === 'v1' && kind === 'Namespace'
}

function nameOf(value: Untyped): string {
  return String(valueAt(value, ['metadata', 'name']))
}

const label = (mode: Mode, suffix = '') => `pod-security.kubernetes.io/${mode}${suffix}`

function demandOf({ value }: PolicyDocument, mode: Mode, { defaults }: PodSecurityConfiguration, kubernetes: number): Demand {
  const fields = new FieldReader(describeDocument(value), value)
  const labelled = (name: string) => fields.string(['metadata', 'labels', name])
  const level = labelled(label(mode)) ?? defaults[mode] ?? 'privileged'
  const version = labelled(label(mode, '-version')) ?? defaults[`${mode}-version`] ?? 'latest'
  const known = levels.find((one) => one === level)
  if (known === undefined)
    return fields.fail(
      ['metadata', 'labels', label(mode)],
      spoken(
        {
          en: 'must be privileged, baseline or restricted, not {level}',
          ja: 'privileged、baseline、restricted のいずれかでなければなりません（値は {level}）',
        },
        { level: JSON.stringify(level) },
      ),
    )
  const minor = version === 'latest' ? kubernetes : Number(/^v1\.(\d{1,3})$/.exec(version)?.[1])
  if (Number.isNaN(minor))
    return fields.fail(
      ['metadata', 'labels', label(mode, '-version')],
      spoken(
        { en: 'must be latest or v1.x, not {version}', ja: 'latest か v1.x でなければなりません（値は {version}）' },
        { version: JSON.stringify(version) },
      ),
    )
  // A version that the cluster does not know yet means its own.
  return { level: known, minor: Math.min(minor, kubernetes) }
}

function policyOf(
  { value, document }: PolicyDocument,
  mode: Mode,
  { level, minor }: Demand,
  { runtimeClasses }: PodSecurityConfiguration,
  { checks, locale }: PodSecurityOptions,
): ClusterPolicy {
  const namespace = nameOf(value)
  const asked = selectChecks(checks, { standards: [`pss-${level}`] })
  const isLabelled = valueAt(value, ['metadata', 'labels', label(mode)]) !== undefined
  const place = document.place(isLabelled ? ['metadata', 'labels', label(mode)] : ['metadata', 'name'])
  const target = { kubernetes: Math.max(minor, knownMinors[0] ?? minor) }
  return {
    id: `policy/PodSecurity/${namespace}/${mode}`,
    kind: 'PodSecurity',
    name: `${namespace}/${mode}`,
    title: `Pod Security ${mode} ${level}:v1.${minor} (${namespace})`,
    action: actions[mode],
    atDoor: actions[mode],
    through: undefined,
    place,
    judge({ review }) {
      const { object } = review
      if (object === undefined || review.namespace !== namespace) return undefined
      // What makes pods is warned of, but only pods are refused.
      if (mode === 'enforce' && (review.kind !== 'Pod' || review.group !== '')) return undefined
      const subject = new KubernetesObject(object, document)
      const { subjects } = readingOf([subject], [], { locale, podShapes: [] })
      const estate = new Estate(subjects)
      if (isExempt(object, runtimeClasses)) return []
      return [...judge(asked, estate, { target })].flatMap(({ findings }) =>
        findings.map(({ check, message, place: { path } }): Complaint => ({
          message: `${check}: ${render(message, locale)}`,
          undecided: false,
          path,
          rule: place,
        })),
      )
    },
  }
}

function isExempt(object: Untyped, runtimeClasses: ReadonlySet<string>): boolean {
  const runtimeClass = valueAt(object, ['spec', 'runtimeClassName']) ?? valueAt(object, ['spec', 'template', 'spec', 'runtimeClassName'])
  return typeof runtimeClass === 'string' && runtimeClasses.has(runtimeClass)
}

/** The configuration of the admission plugin, alone or in an `AdmissionConfiguration`. */
function configurationAmong(documents: readonly PolicyDocument[]): PodSecurityConfiguration {
  const found = documents.flatMap(({ value }): readonly unknown[] => {
    if (value['kind'] === 'PodSecurityConfiguration') return [value]
    if (value['kind'] !== 'AdmissionConfiguration' || !Array.isArray(value['plugins'])) return []
    return value['plugins']
      .filter((plugin) => valueAt(plugin, ['name']) === 'PodSecurity')
      .map((plugin) => valueAt(plugin, ['configuration']))
  })[0]
  const fields = new FieldReader('PodSecurityConfiguration', found)
  return {
    defaults: Object.fromEntries(
      Object.keys(fields.mapping(['defaults']) ?? {}).map((key) => [key, fields.string(['defaults', key])] as const),
    ),
    namespaces: new Set(fields.strings(['exemptions', 'namespaces'])),
    runtimeClasses: new Set(fields.strings(['exemptions', 'runtimeClasses'])),
  }
}

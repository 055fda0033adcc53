import type { CelRule, Check } from '../../core/check.ts'
import type { Locale } from '../../core/text.ts'
import type { Mode } from '../settings.ts'

export interface PolicyExportOptions {
  /** Minor version of the cluster. */
  readonly kubernetes: number
  readonly mode: Exclude<Mode, 'off'>
  readonly locale: Locale
  /** Namespaces that are left alone. */
  readonly exempt: readonly string[]
}

const apiVersion = 'admissionregistration.k8s.io/v1'

/** The workloads of the API itself, by group. Custom kinds make pods, which are judged as such. */
const resourceRules = [
  { apiGroups: [''], apiVersions: ['v1'], resources: ['pods', 'pods/ephemeralcontainers', 'podtemplates', 'replicationcontrollers'] },
  { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'] },
  { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs', 'cronjobs'] },
].map((rule) => ({ ...rule, operations: ['CREATE', 'UPDATE'] }))

const pod = `object.kind == 'Pod' ? object.spec
: object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec
: object.kind == 'PodTemplate' ? object.template.spec
: object.spec.template.spec`

const annotations = `object.kind == 'Pod' ? object.metadata.?annotations.orValue({})
: object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.?metadata.?annotations.orValue({})
: object.kind == 'PodTemplate' ? object.template.?metadata.?annotations.orValue({})
: object.spec.template.?metadata.?annotations.orValue({})`

const containers = `variables.pod.containers
+ variables.pod.?initContainers.orValue([])
+ variables.pod.?ephemeralContainers.orValue([])`

/** Objects on their way out must be able to lose their finalizers. */
const isStaying = '!has(object.metadata.deletionTimestamp)'

const actions = { deny: 'Deny', warn: 'Warn', audit: 'Audit' } as const

/**
 * A ValidatingAdmissionPolicy with its binding for each check that is said in CEL. Nothing of Breakwater has to run in the
 * cluster for them.
 */
export function admissionPolicies(checks: readonly Check[], options: PolicyExportOptions): readonly object[] {
  return checks.flatMap((check) => {
    const rules = (check.enforce?.cel ?? []).filter(
      ({ kubernetes: { from = 0, before = Infinity } = {} }) => from <= options.kubernetes && options.kubernetes < before,
    )
    return rules.length === 0 ? [] : [policy(check, rules, options), binding(check, options)]
  })
}

function policy(check: Check, rules: readonly CelRule[], { locale }: PolicyExportOptions): object {
  const problems = rules.map((rule) => problemsOf(rule, check, locale))
  return {
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata: metadataOf(check),
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules },
      matchConditions: [{ name: 'is-staying', expression: isStaying }],
      variables: [
        { name: 'pod', expression: pod },
        { name: 'containers', expression: containers },
        ...(rules.some(({ of }) => of === 'annotation') ? [{ name: 'annotations', expression: annotations }] : []),
        { name: 'problems', expression: problems.join('\n+ ') },
      ],
      validations: [
        {
          expression: 'size(variables.problems) == 0',
          // What the API server says when the expression below gives a text that it does not take.
          message: `${check.id}: ${check.title[locale]}`,
          messageExpression: `'${check.id}: ' + variables.problems.join('; ')`,
          reason: 'Forbidden',
        },
      ],
    },
  }
}

function binding(check: Check, { mode, exempt }: PolicyExportOptions): object {
  const namespaceSelector = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: exempt }] }
  return {
    apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: metadataOf(check),
    spec: {
      policyName: nameOf(check),
      validationActions: [actions[mode]],
      ...(exempt.length === 0 ? {} : { matchResources: { namespaceSelector } }),
    },
  }
}

/** CEL that gives the sentences of one demand: none where it is met. */
function problemsOf(rule: CelRule, check: Check, locale: Locale): string {
  const template = check.messages[rule.message]
  if (template === undefined) throw new TypeError(`${check.id} has no message ${rule.message}`)
  const sentence = sentenceOf(template[locale], rule.args ?? {}, locale)
  switch (rule.of) {
    case 'pod':
      return `(${rule.forbids} ? [${sentence}] : [])`
    case 'container':
      return `variables.containers.filter(container, ${rule.forbids}).map(container, ${sentence})`
    case 'volume':
      return `variables.pod.?volumes.orValue([]).filter(volume, ${rule.forbids}).map(volume, ${sentence})`
    case 'sysctl':
      return `variables.pod.?securityContext.?sysctls.orValue([]).filter(sysctl, ${rule.forbids}).map(sysctl, ${sentence})`
    case 'annotation':
      return `variables.annotations.filter(annotation, ${rule.forbids}).map(annotation, ${sentence})`
  }
}

/** A message with holes as a CEL concatenation. */
function sentenceOf(template: string, args: NonNullable<CelRule['args']>, locale: Locale): string {
  const parts = template.split(/\{([a-zA-Z]+)\}/)
  const expressionOf = (hole: string) => {
    const arg = args[hole] ?? `'{${hole}}'`
    return typeof arg === 'string' ? arg : arg[locale]
  }
  return parts.flatMap((part, index) => (index % 2 === 1 ? [expressionOf(part)] : part === '' ? [] : [literal(part)])).join(' + ')
}

function literal(words: string): string {
  return `'${words.replace(/[\\']/g, String.raw`\$&`)}'`
}

function nameOf({ id }: Check): string {
  return `breakwater-${id.replace('/', '-')}`
}

function metadataOf(check: Check): object {
  return {
    name: nameOf(check),
    labels: { 'app.kubernetes.io/managed-by': 'breakwater', 'app.kubernetes.io/part-of': 'breakwater' },
    annotations: { 'breakwater.dev/check': check.id },
  }
}

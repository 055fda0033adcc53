import type { CelEach, CelRule, Check } from '../../core/check.ts'
import { optionValues, type Options, type OptionValues } from '../../core/option.ts'
import type { Locale } from '../../core/text.ts'
import { celText } from '../../models/kubernetes/cel-text.ts'
import { rbacGroup } from '../../models/rbac/role.ts'
import type { Mode } from '../settings.ts'
import { resourceRulesFor } from './resource-rules.ts'
import { variablesFor } from './variables-in-cel.ts'

export interface PolicyExportOptions {
  /** Minor version of the cluster. */
  readonly kubernetes: number
  readonly mode: Exclude<Mode, 'off'>
  readonly locale: Locale
  /** Namespaces that are left alone. */
  readonly exempt: readonly string[]
  /** What the configuration says of the options of checks, by their ids. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const apiVersion = 'admissionregistration.k8s.io/v1'

/** Objects on their way out must be able to lose their finalizers. */
const isStaying = '!has(object.metadata.deletionTimestamp)'

/** The API server puts its own roles and bindings back when it starts, and must not be kept from it. */
const isNotTheServer = "request.userInfo.username != 'system:apiserver'"

const actions = { deny: 'Deny', warn: 'Warn', audit: 'Audit' } as const

/** Whether the check is said in CEL. */
export function isInCel({ enforce }: Check): boolean {
  return enforce?.cel !== undefined || enforce?.celFor !== undefined
}

/**
 * A ValidatingAdmissionPolicy with its binding for each check that is said in CEL. Nothing of Breakwater has to run in the
 * cluster for them.
 */
export function admissionPolicies(checks: readonly Check[], options: PolicyExportOptions): readonly object[] {
  return checks.flatMap((check) => {
    const rules = rulesOf(check, options)
    return rules.length === 0 ? [] : [policy(check, rules, options), binding(check, options)]
  })
}

/** The demands of a check in CEL for one version of Kubernetes and the configured options. */
function rulesOf({ id, enforce, options = {} }: Check, { kubernetes, options: configured }: PolicyExportOptions): readonly CelRule[] {
  const rules = [...(enforce?.cel ?? []), ...(enforce?.celFor?.(optionValues(options, configured?.[id]) as OptionValues<Options>) ?? [])]
  return rules.filter(({ kubernetes: { from = 0, before = Infinity } = {} }) => from <= kubernetes && kubernetes < before)
}

function policy(check: Check, rules: readonly CelRule[], { locale }: PolicyExportOptions): object {
  const problems = rules.map((rule) => problemsOf(rule, check, locale)).join('\n+ ')
  const resourceRules = resourceRulesFor(check.subject).map((rule) => ({ ...rule, operations: ['CREATE', 'UPDATE'] }))
  const isOfRoles = resourceRules.some(({ apiGroups }) => apiGroups.includes(rbacGroup))
  return {
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata: metadataOf(check),
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules },
      matchConditions: [
        { name: 'is-staying', expression: isStaying },
        ...(isOfRoles ? [{ name: 'is-not-the-server', expression: isNotTheServer }] : []),
      ],
      variables: [...variablesFor(problems), { name: 'problems', expression: problems }],
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

/** The lists that a demand is made of, from the outermost to the innermost. */
const listsOf: Readonly<Record<CelRule['of'], readonly CelEach[]>> = {
  object: [],
  pod: [],
  container: [{ in: 'variables.containers', as: 'container' }],
  'lasting-container': [{ in: 'variables.lastingContainers', as: 'container' }],
  volume: [{ in: 'variables.volumes', as: 'volume' }],
  sysctl: [{ in: 'variables.pod.?securityContext.?sysctls.orValue([])', as: 'sysctl' }],
  annotation: [{ in: 'variables.annotations', as: 'annotation' }],
}

/** CEL that gives the sentences of one demand: none where it is met. */
function problemsOf(rule: CelRule, check: Check, locale: Locale): string {
  const template = check.messages[rule.message]
  if (template === undefined) throw new TypeError(`${check.id} has no message ${rule.message}`)
  const sentence = sentenceOf(template[locale], rule.args ?? {}, locale)
  const lists = [...listsOf[rule.of], ...(rule.each ?? [])]
  const innermost = lists.at(-1)
  if (innermost === undefined) return `(${rule.forbids} ? [${sentence}] : [])`
  const problems = `${innermost.in}.filter(${innermost.as}, ${rule.forbids}).map(${innermost.as}, ${sentence})`
  // CEL has no way to make one list of several before Kubernetes 1.34, so what an outer entry brings is joined at once.
  return lists
    .slice(0, -1)
    .reduceRight((inner, outer) => `${outer.in}.map(${outer.as}, ${inner}.join('; ')).filter(problem, problem != '')`, problems)
}

/** A message with holes as a CEL concatenation. */
function sentenceOf(template: string, args: NonNullable<CelRule['args']>, locale: Locale): string {
  const parts = template.split(/\{([a-zA-Z]+)\}/)
  const expressionOf = (hole: string) => {
    const arg = args[hole] ?? `'{${hole}}'`
    return typeof arg === 'string' ? arg : arg[locale]
  }
  return parts.flatMap((part, index) => (index % 2 === 1 ? [expressionOf(part)] : part === '' ? [] : [celText(part)])).join(' + ')
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

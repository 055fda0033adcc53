import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { CelUndefinedFieldError } from '../../policy/cel/errors.ts'
import { objectTypes } from '../../policy/cel/object-types.ts'
import { withObjectTypes } from '../../policy/cel/policy-environment.ts'
import { environmentOf, expressionProblems, type ExpressionProblem } from '../../policy/cel/policy-problems.ts'
import { problemPlace } from '../../policy/cluster/expression-place.ts'

export const knownPolicyFields = defineCheck({
  id: 'admission/known-policy-fields',
  controls: ['gov-assignments-effective', 'build-manifest-analysis'],
  subject: objectsOfKind('admissionregistration.k8s.io/ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/MutatingAdmissionPolicy'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Admission policies ask only for fields that the matched kinds have',
    ja: 'アドミッションポリシーの式は、対象の種類にあるフィールドだけを参照する',
  }),
  why: text({
    en: 'The API server takes a policy that asks for a misspelt field, and notes it in the status of the policy alone. In has() the field is never there, so the policy lets everything through; elsewhere the expression fails for every object.',
    ja: '綴りを誤ったフィールドを参照するポリシーも API サーバーには受け付けられ、ポリシーの status に記されるだけです。has() の中では「フィールドがない」とみなされてすべてが通り、それ以外ではどのオブジェクトでも式が失敗します。',
  }),
  messages: {
    misspelt: text({
      en: '{type} has no field {field}; {meant} was probably meant',
      ja: '{type} に {field} というフィールドはありません。{meant} の誤りと思われます',
    }),
    unknown: text({ en: '{type} has no field {field}', ja: '{type} に {field} というフィールドはありません' }),
  },
  *evaluate(object, { report, target }) {
    const { document, value } = object
    for (const { path, expression, error } of problemsIn(object, target.kubernetes)) {
      if (!(error instanceof CelUndefinedFieldError)) continue
      const { field, holder } = error
      const at = problemPlace({ document, value }, { path, offset: offsetOf(expression, error) })
      const meant = holder.nearest?.(field)
      if (meant === undefined) yield report('unknown', { type: holder.name, field }, { at })
      else yield report('misspelt', { type: holder.name, field, meant }, { at })
    }
  },
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#type-checking'],
  examples: [
    {
      name: 'a misspelt field that lets everything through, and one that no object has',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: host-network
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments, daemonsets] }
  variables:
    - name: pod
      expression: object.spec.template.spec
  validations:
    - expression: "!has(variables.pod.«hostnetwork») || !variables.pod.«hostnetwork»"
    - expression: object.spec.«owner» != ''
    - expression: >-
        variables.pod.containers.all(c,
          c.?securityContext.?«priviledged».orValue(false) == false)
`,
      fails: ['misspelt', 'misspelt', 'unknown', 'misspelt'],
    },
    {
      name: 'parameters of a built-in kind',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: limit
spec:
  paramKind: { apiVersion: v1, kind: ConfigMap }
  matchConstraints:
    resourceRules:
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }
  validations:
    - expression: object.spec.replicas <= int(params.«dat».most)
`,
      fails: ['misspelt'],
    },
    {
      name: 'kinds that differ, told apart by has()',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: host-network
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }
  validations:
    - expression: >-
        has(object.spec.template)
          ? !object.spec.template.spec.?hostNetwork.orValue(false)
          : !object.spec.?hostNetwork.orValue(false)
`,
    },
    {
      name: 'a custom resource, whose fields are not known here',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: rollouts
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [argoproj.io], apiVersions: [v1alpha1], operations: [CREATE], resources: [rollouts] }
  validations:
    - expression: object.spec.whatever == 1
`,
    },
  ],
})

function problemsIn({ value }: KubernetesObject, minor: number): readonly ExpressionProblem[] {
  return expressionProblems(value, withObjectTypes(environmentOf(value, minor), objectTypes(value, minor)))
}

/** Where the name of the field stands: what is wrong is told at the dot before it, or at the `has` around it. */
function offsetOf(expression: string, { field, offset }: CelUndefinedFieldError): number {
  const name = new RegExp(String.raw`\b${field}\b`, 'g')
  name.lastIndex = offset
  return name.exec(expression)?.index ?? offset
}

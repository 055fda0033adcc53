import { defineCheck } from '../../core/check.ts'
import { formatPath, type Path } from '../../core/location.ts'
import { spoken, text, type Message } from '../../core/text.ts'
import { objectsOfKind, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { readAdmissionPolicy, readAdmissionPolicyBinding } from '../../policy/cel/admission-policy.ts'
import { readMutatingPolicy, readMutatingPolicyBinding } from '../../policy/cel/mutating-policy.ts'
import { environmentOf, expressionProblems } from '../../policy/cel/policy-problems.ts'
import { ExpressionSyntaxError } from '../../policy/cel/policy-scope.ts'
import { problemPlace } from '../../policy/cluster/expression-place.ts'
import { PolicyDocumentError } from '../../policy/document-error.ts'

const readers: Readonly<Record<string, (document: unknown, minor: number) => unknown>> = {
  ValidatingAdmissionPolicy: readAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: readAdmissionPolicyBinding,
  MutatingAdmissionPolicy: readMutatingPolicy,
  MutatingAdmissionPolicyBinding: readMutatingPolicyBinding,
}

interface Problem {
  readonly path: Path
  readonly offset: number | undefined
  readonly reason: Message
}

export const validPolicy = defineCheck({
  id: 'admission/valid-policy',
  controls: ['gov-assignments-effective', 'build-manifest-analysis'],
  subject: objectsOfKind(
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/MutatingAdmissionPolicy',
    'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  ),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The API server takes admission policies', ja: 'アドミッションポリシーが API サーバーに受け付けられる' }),
  why: text({
    en: 'A policy whose expressions do not parse, or give something else than they must, is refused when it is applied, and guards nothing. What expressions may use depends on the version of the cluster.',
    ja: '式の構文や型に誤りのあるポリシーは適用時に拒否され、何も守りません。式で使えるものは、クラスターのバージョンによって異なります。',
  }),
  messages: {
    refused: text({ en: 'the API server refuses {kind} {name}: {reason}', ja: '{kind} {name} は API サーバーに拒否されます: {reason}' }),
  },
  *evaluate(object, { report, target }) {
    const { kind, name, document, value } = object
    for (const { path, offset, reason } of problemsIn(object, target.kubernetes))
      yield report('refused', { kind, name, reason }, { at: problemPlace({ document, value }, { path, offset }) })
  },
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
    'https://kubernetes.io/docs/reference/using-api/cel/',
  ],
  examples: [
    {
      name: 'a name that is not declared, and a condition that is not boolean',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: replicas
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }
  validations:
    - expression: «obj».spec.replicas <= 5
    - expression: object.spec.replicas.«lowerAscii»(1)
`,
      fails: ['refused', 'refused'],
    },
    {
      name: 'a validation that gives a number',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: replicas
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }
  validations:
    - expression: «size»(object.metadata.name)
`,
      fails: ['refused'],
    },
    {
      name: 'a function that the version of the cluster does not have',
      kubernetes: 28,
      source: `apiVersion: admissionregistration.k8s.io/v1beta1
kind: ValidatingAdmissionPolicy
metadata:
  name: memory
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }
  validations:
    - expression: object.spec.containers.all(c, «quantity»(c.resources.limits.memory).isLessThan(quantity('1Gi')))
`,
      fails: ['refused'],
    },
    {
      name: 'a binding that refuses and warns at once',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: replicas
spec:
  policyName: replicas
  validationActions: «[Deny, Warn]»
`,
      fails: ['refused'],
    },
    {
      name: 'expressions that compile',
      source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: replicas
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }
  variables:
    - name: most
      expression: "'critical' in object.metadata.?labels.orValue({}) ? 50 : 5"
  validations:
    - expression: object.spec.replicas <= variables.most
      messageExpression: "'at most ' + string(variables.most)"
`,
    },
  ],
})

/** All that is wrong with the expressions; or the first thing that is wrong elsewhere. */
function problemsIn({ kind, value }: KubernetesObject, minor: number): readonly Problem[] {
  try {
    readers[kind]?.(value, minor)
    return []
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error
    if (error.code !== 'policy-invalid') return []
    const first = { path: error.path, offset: error.offset, reason: reasonOf(error) }
    return first.offset === undefined ? [first] : [first, ...otherProblems(value, minor, first.path)]
  }
}

function otherProblems(value: KubernetesObject['value'], minor: number, known: Path): readonly Problem[] {
  return expressionProblems(value, environmentOf(value, minor))
    .filter(({ path }) => path.join('/') !== known.join('/'))
    .map(({ path, error }) => ({ path, offset: error.offset, reason: error.says }))
}

/** Where in an expression it is wrong is in the report, so the words about it are left out. */
function reasonOf({ path, reason, cause }: PolicyDocumentError): Message {
  if (cause instanceof ExpressionSyntaxError) return cause.problem
  return spoken({ en: '{field}: {reason}', ja: '{field}: {reason}' }, { field: formatPath(path), reason })
}

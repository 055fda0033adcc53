import { doorPolicies, type DoorPolicies } from '../../src/admission/door-policies.ts'
import { readClusterPolicies } from '../../src/policy/cluster/read-policies.ts'
import { readPolicyDocuments } from '../../src/policy/documents.ts'

/** Policies of three engines about ConfigMaps: an owner is wanted, `size` is limited, and some are not to be deleted. */
export const policyText = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: owned }
spec:
  crd: { spec: { names: { kind: Owned } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package owned
        violation[{"msg": msg}] {
          not input.review.object.metadata.labels.owner
          msg := sprintf("%v has no owner", [input.review.object.metadata.name])
        }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: Owned
metadata: { name: all }
spec:
  enforcementAction: deny
  match: { kinds: [{ apiGroups: [""], kinds: [ConfigMap] }], excludedNamespaces: [free] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: small }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps] }]
  validations: [{ expression: "!has(object.data) || int(object.data.?size.orValue('0')) < 5", message: size is too large }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: small }
spec: { policyName: small, validationActions: [Warn] }
---
apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: kept }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [configmaps] }]
  validations: [{ expression: "!('keep' in oldObject.metadata.?labels.orValue({}))", messageExpression: "request.userInfo.username + ' must keep it'" }]
`

export function policiesOf(text = policyText): DoorPolicies {
  return doorPolicies(readClusterPolicies(readPolicyDocuments({ uri: 'policies.yaml', text }).documents, new Date('2026-01-01')))
}

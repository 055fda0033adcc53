/** Policies, an object, and what they are about: what becomes of the object is the API server's to say. */
export interface MutationCase {
  readonly name: string
  readonly policies: readonly {
    readonly name: string
    readonly spec: object
    readonly paramRef?: object
  }[]
  /** ConfigMaps in the namespace of the case, by name, with their labels and data. */
  readonly configMaps?: Readonly<Record<string, { readonly labels?: object; readonly data: object }>>
  readonly object: { readonly kind: string; readonly spec: object; readonly metadata?: object }
}

const containers = [{ name: 'app', image: 'shop.azurecr.io/web:1', env: [{ name: 'A', value: 'a' }], ports: [{ containerPort: 8080 }] }]
// No controller makes service accounts for the server of the tests.
const pod = {
  kind: 'Pod',
  spec: { automountServiceAccountToken: false, serviceAccountName: 'default', serviceAccount: 'default', containers },
}
const template = { metadata: { labels: { app: 'web' } }, spec: { containers } }
const deployment = { kind: 'Deployment', spec: { selector: { matchLabels: { app: 'web' } }, template } }

const apply = (...expressions: readonly string[]) => ({
  mutations: expressions.map((expression) => ({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } })),
})
const patch = (expression: string) => ({ mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }] })
const one = (name: string, spec: object, rest: Partial<MutationCase> = {}): MutationCase => ({
  name,
  policies: [{ name: 'a', spec }],
  object: pod,
  ...rest,
})

const labels = (entries: string) => `Object{metadata: Object.metadata{labels: ${entries}}}`
const byConfigMap = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }
const countContainers = `Object{metadata: Object.metadata{annotations: {"containers": string(size(object.spec.containers))}}}`
const addSidecar =
  'has(object.metadata.annotations) && object.spec.containers.exists(c, c.name == "sidecar") ? Object{} : Object{spec: Object.spec{containers: [Object.spec.containers{name: "sidecar", image: "shop.azurecr.io/sidecar:1"}]}}'

export const mutationCases: readonly MutationCase[] = [
  one('labels-are-merged', apply(labels('{"tier": "gold"}')), { object: { ...pod, metadata: { labels: { app: 'web' } } } }),
  one(
    'items-are-known-by-name',
    apply(
      'Object{spec: Object.spec{containers: [Object.spec.containers{name: "app", env: [Object.spec.containers.env{name: "A", value: "b"}, Object.spec.containers.env{name: "B", value: "c"}]}]}}',
    ),
  ),
  one(
    'ports-are-known-by-number-and-protocol',
    apply(
      'Object{spec: Object.spec{containers: [Object.spec.containers{name: "app", ports: [Object.spec.containers.ports{containerPort: 8080, protocol: "TCP", name: "http"}, Object.spec.containers.ports{containerPort: 8080, protocol: "UDP"}]}]}}',
    ),
  ),
  one(
    'every-container-of-a-template',
    {
      variables: [{ name: 'bare', expression: 'object.spec.template.spec.containers.filter(c, !has(c.securityContext))' }],
      ...apply(
        `Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{containers: variables.bare.map(c, Object.spec.template.spec.containers{name: c.name, securityContext: Object.spec.template.spec.containers.securityContext{allowPrivilegeEscalation: false}})}}}}`,
      ),
    },
    { object: deployment },
  ),
  one('each-mutation-sees-the-one-before', apply(labels('{"a": "1"}'), labels('{"b": object.metadata.labels["a"] + "2"}'))),
  one(
    'optional-fields',
    apply(
      'Object{metadata: Object.metadata{?labels: object.metadata.?labels}, spec: Object.spec{hostNetwork: object.spec.?hostNetwork.orValue(false)}}',
    ),
  ),
  one(
    'patch-adds-and-replaces',
    patch(
      '[JSONPatch{op: "add", path: "/metadata/labels", value: {"a/b": "1"}}, JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("c/d"), value: "2"}, JSONPatch{op: "replace", path: "/spec/containers/0/image", value: "shop.azurecr.io/web:2"}, JSONPatch{op: "add", path: "/spec/containers/-", value: Object.spec.containers{name: "more", image: "shop.azurecr.io/more:1"}}]',
    ),
  ),
  one(
    'patch-moves-copies-and-removes',
    patch(
      '[JSONPatch{op: "add", path: "/metadata/annotations", value: {"from": "x"}}, JSONPatch{op: "copy", from: "/metadata/annotations/from", path: "/metadata/annotations/to"}, JSONPatch{op: "move", from: "/metadata/annotations/from", path: "/metadata/annotations/moved"}, JSONPatch{op: "remove", path: "/spec/containers/0/env/0"}]',
    ),
  ),
  one(
    'patch-whose-test-fails',
    patch(
      '[JSONPatch{op: "test", path: "/spec/containers/0/name", value: "other"}, JSONPatch{op: "replace", path: "/spec/containers/0/image", value: "shop.azurecr.io/web:2"}]',
    ),
  ),
  one('conditions-that-do-not-hold', {
    matchConditions: [{ name: 'other', expression: 'object.metadata.name == "other"' }],
    ...apply(labels('{"a": "1"}')),
  }),
  {
    name: 'asked-again-after-a-change',
    policies: [
      { name: 'a', spec: { ...apply(countContainers), reinvocationPolicy: 'IfNeeded' } },
      { name: 'b', spec: apply(addSidecar) },
    ],
    object: pod,
  },
  {
    name: 'parameters-by-name',
    policies: [
      {
        name: 'a',
        spec: { ...byConfigMap, ...apply(labels('{"tier": params.data.tier}')) },
        paramRef: { name: 'settings', parameterNotFoundAction: 'Deny' },
      },
    ],
    configMaps: { settings: { data: { tier: 'gold' } }, other: { data: { tier: 'iron' } } },
    object: pod,
  },
  {
    name: 'parameters-by-selector',
    policies: [
      {
        name: 'a',
        spec: { ...byConfigMap, ...apply(labels('{params.metadata.name: params.data.tier}')) },
        paramRef: { selector: { matchLabels: { use: 'yes' } }, parameterNotFoundAction: 'Allow' },
      },
    ],
    configMaps: {
      one: { labels: { use: 'yes' }, data: { tier: 'gold' } },
      two: { labels: { use: 'yes' }, data: { tier: 'iron' } },
      three: { data: { tier: 'lead' } },
    },
    object: pod,
  },
  one('error-refuses', apply(labels('{"a": object.metadata.labels["missing"]}'))),
  one('error-is-ignored', { failurePolicy: 'Ignore', ...apply(labels('{"a": object.metadata.labels["missing"]}'), labels('{"b": "1"}')) }),
  one('atomic-list', apply('Object{spec: Object.spec{tolerations: [Object.spec.tolerations{key: "a", operator: "Exists"}]}}')),
  one('atomic-map', apply('Object{spec: Object.spec{nodeSelector: {"a": "b"}}}')),
  one('type-of-another-place', apply('Object{spec: Object.spec{securityContext: Object.spec.wrong{runAsNonRoot: true}}}')),
  one('patch-of-nothing', patch('[JSONPatch{op: "replace", path: "/spec/nothing/here", value: "1"}]')),
]

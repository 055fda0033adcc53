/**
 * Which functions there are, for which types, and what they give: a line for each function, its signatures parted by
 * `;`. `string.(int) bool` is a method on a string, `(int) bool` a function. Facts of the API server's own libraries
 * and of the extensions of CEL that it includes.
 */
export interface Library {
  /** The oldest minor of Kubernetes whose API server takes them in a new policy; undefined: every one. */
  readonly since?: number
  readonly functions: Readonly<Record<string, string>>
}

const ordered = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration']
const numbers = ['int', 'uint', 'double']
const each = (types: readonly string[], signature: (type: string) => string): string => types.map(signature).join('; ')
const acrossNumbers = numbers.flatMap((a) => numbers.filter((b) => b !== a).map((b) => `(${a}, ${b}) bool`)).join('; ')
const comparison = `${each(ordered, (type) => `(${type}, ${type}) bool`)}; ${acrossNumbers}`
const dateParts = 'timestamp.() int; timestamp.(string) int'
const timeParts = `${dateParts}; duration.() int`
const sized = ['string', 'bytes', 'list(A)', 'map(A, B)']

const standard: Library = {
  functions: {
    '?:': '(bool, A, A) A',
    '!_': '(bool) bool',
    '-_': '(int) int; (double) double',
    '_==_': '(A, A) bool',
    '_!=_': '(A, A) bool',
    '_<_': comparison,
    '_<=_': comparison,
    '_>_': comparison,
    '_>=_': comparison,
    '_+_': `${each([...numbers, 'string', 'bytes', 'duration', 'list(A)'], (type) => `(${type}, ${type}) ${type}`)}; (duration, timestamp) timestamp; (timestamp, duration) timestamp`,
    '_-_': `${each([...numbers, 'duration'], (type) => `(${type}, ${type}) ${type}`)}; (timestamp, duration) timestamp; (timestamp, timestamp) duration`,
    '_*_': each(numbers, (type) => `(${type}, ${type}) ${type}`),
    '_/_': each(numbers, (type) => `(${type}, ${type}) ${type}`),
    '_%_': each(['int', 'uint'], (type) => `(${type}, ${type}) ${type}`),
    _in_: '(A, list(A)) bool; (A, map(A, B)) bool',
    '_[_]': '(list(A), int) A; (map(A, B), A) B',
    size: `${each(sized, (type) => `(${type}) int`)}; ${each(sized, (type) => `${type}.() int`)}`,
    type: '(A) type(A)',
    dyn: '(A) dyn',
    bool: '(bool) bool; (string) bool',
    bytes: '(bytes) bytes; (string) bytes',
    double: '(double) double; (int) double; (string) double; (uint) double',
    duration: '(duration) duration; (int) duration; (string) duration',
    int: '(int) int; (double) int; (duration) int; (string) int; (timestamp) int; (uint) int',
    string: each(ordered, (type) => `(${type}) string`),
    timestamp: '(timestamp) timestamp; (int) timestamp; (string) timestamp',
    uint: '(uint) uint; (double) uint; (int) uint; (string) uint',
    contains: 'string.(string) bool',
    endsWith: 'string.(string) bool',
    startsWith: 'string.(string) bool',
    matches: 'string.(string) bool; (string, string) bool',
    getFullYear: dateParts,
    getMonth: dateParts,
    getDayOfYear: dateParts,
    getDayOfMonth: dateParts,
    getDate: dateParts,
    getDayOfWeek: dateParts,
    getHours: timeParts,
    getMinutes: timeParts,
    getSeconds: timeParts,
    getMilliseconds: timeParts,
  },
}

const strings: Library = {
  functions: {
    charAt: 'string.(int) string',
    indexOf: 'string.(string) int; string.(string, int) int',
    lastIndexOf: 'string.(string) int; string.(string, int) int',
    lowerAscii: 'string.() string',
    upperAscii: 'string.() string',
    replace: 'string.(string, string) string; string.(string, string, int) string',
    split: 'string.(string) list(string); string.(string, int) list(string)',
    substring: 'string.(int) string; string.(int, int) string',
    trim: 'string.() string',
    join: 'list(string).() string; list(string).(string) string',
  },
}

const formatting: Library = {
  since: 30,
  functions: { format: 'string.(list(dyn)) string', 'strings.quote': '(string) string' },
}

const lists: Library = {
  functions: {
    isSorted: each(ordered, (type) => `list(${type}).() bool`),
    sum: each(['int', 'uint', 'double', 'duration'], (type) => `list(${type}).() ${type}`),
    min: each(ordered, (type) => `list(${type}).() ${type}`),
    max: each(ordered, (type) => `list(${type}).() ${type}`),
    indexOf: 'list(A).(A) int',
    lastIndexOf: 'list(A).(A) int',
  },
}

const expressions: Library = {
  functions: {
    find: 'string.(string) string',
    findAll: 'string.(string) list(string); string.(string, int) list(string)',
  },
}

const urls: Library = {
  functions: {
    url: '(string) kubernetes.URL',
    isURL: '(string) bool',
    getScheme: 'kubernetes.URL.() string',
    getHost: 'kubernetes.URL.() string',
    getHostname: 'kubernetes.URL.() string',
    getPort: 'kubernetes.URL.() string',
    getEscapedPath: 'kubernetes.URL.() string',
    getQuery: 'kubernetes.URL.() map(string, list(string))',
  },
}

const authorizer = 'kubernetes.authorization.Authorizer'
const pathCheck = 'kubernetes.authorization.PathCheck'
const groupCheck = 'kubernetes.authorization.GroupCheck'
const resourceCheck = 'kubernetes.authorization.ResourceCheck'
const decision = 'kubernetes.authorization.Decision'

const authorization: Library = {
  since: 28,
  functions: {
    path: `${authorizer}.(string) ${pathCheck}`,
    group: `${authorizer}.(string) ${groupCheck}`,
    serviceAccount: `${authorizer}.(string, string) ${authorizer}`,
    resource: `${groupCheck}.(string) ${resourceCheck}`,
    subresource: `${resourceCheck}.(string) ${resourceCheck}`,
    namespace: `${resourceCheck}.(string) ${resourceCheck}`,
    name: `${resourceCheck}.(string) ${resourceCheck}`,
    check: `${pathCheck}.(string) ${decision}; ${resourceCheck}.(string) ${decision}`,
    errored: `${decision}.() bool`,
    error: `${decision}.() string`,
    allowed: `${decision}.() bool`,
    reason: `${decision}.() string`,
  },
}

const authorizationSelectors: Library = {
  since: 32,
  functions: {
    fieldSelector: `${resourceCheck}.(string) ${resourceCheck}`,
    labelSelector: `${resourceCheck}.(string) ${resourceCheck}`,
  },
}

const optionals: Library = {
  since: 29,
  functions: {
    '_[?_]':
      '(list(A), int) optional_type(A); (optional_type(list(A)), int) optional_type(A); (map(A, B), A) optional_type(B); (optional_type(map(A, B)), A) optional_type(B)',
    '_[_]': '(optional_type(list(A)), int) optional_type(A); (optional_type(map(A, B)), A) optional_type(B)',
    'optional.of': '(A) optional_type(A)',
    'optional.ofNonZeroValue': '(A) optional_type(A)',
    'optional.none': '() optional_type(A)',
    value: 'optional_type(A).() A',
    hasValue: 'optional_type(A).() bool',
    or: 'optional_type(A).(optional_type(A)) optional_type(A)',
    orValue: 'optional_type(A).(A) A',
  },
}

const moreOptionals: Library = {
  since: 33,
  functions: {
    first: 'list(A).() optional_type(A)',
    last: 'list(A).() optional_type(A)',
    'optional.unwrap': '(list(optional_type(A))) list(A)',
    unwrapOpt: 'list(optional_type(A)).() list(A)',
  },
}

const amount = 'kubernetes.Quantity'

const quantities: Library = {
  since: 29,
  functions: {
    quantity: `(string) ${amount}`,
    isQuantity: '(string) bool',
    sign: `(${amount}) int`,
    isGreaterThan: `${amount}.(${amount}) bool`,
    isLessThan: `${amount}.(${amount}) bool`,
    compareTo: `${amount}.(${amount}) int`,
    asApproximateFloat: `${amount}.() double`,
    asInteger: `${amount}.() int`,
    isInteger: `${amount}.() bool`,
    add: `${amount}.(${amount}) ${amount}; ${amount}.(int) ${amount}`,
    sub: `${amount}.(${amount}) ${amount}; ${amount}.(int) ${amount}`,
  },
}

const sets: Library = {
  since: 30,
  functions: {
    'sets.contains': '(list(A), list(A)) bool',
    'sets.equivalent': '(list(A), list(A)) bool',
    'sets.intersects': '(list(A), list(A)) bool',
  },
}

const networks: Library = {
  since: 31,
  functions: {
    ip: '(string) net.IP; net.CIDR.() net.IP',
    isIP: '(string) bool',
    'ip.isCanonical': '(string) bool',
    family: 'net.IP.() int',
    isUnspecified: 'net.IP.() bool',
    isLoopback: 'net.IP.() bool',
    isLinkLocalMulticast: 'net.IP.() bool',
    isLinkLocalUnicast: 'net.IP.() bool',
    isGlobalUnicast: 'net.IP.() bool',
    string: '(net.IP) string; (net.CIDR) string',
    cidr: '(string) net.CIDR',
    isCIDR: '(string) bool',
    containsIP: 'net.CIDR.(string) bool; net.CIDR.(net.IP) bool',
    containsCIDR: 'net.CIDR.(string) bool; net.CIDR.(net.CIDR) bool',
    prefixLength: 'net.CIDR.() int',
    masked: 'net.CIDR.() net.CIDR',
  },
}

/** Formats that have a function of their own: `format.dns1123Label()`. */
const namedFormats = [
  'dns1123Label',
  'dns1123Subdomain',
  'dns1035Label',
  'qualifiedName',
  'dns1123LabelPrefix',
  'dns1123SubdomainPrefix',
  'dns1035LabelPrefix',
  'labelValue',
  'uri',
  'uuid',
  'byte',
  'date',
  'datetime',
] as const

const formats: Library = {
  since: 32,
  functions: {
    'format.named': '(string) optional_type(kubernetes.NamedFormat)',
    validate: 'kubernetes.NamedFormat.(string) optional_type(list(string))',
    ...Object.fromEntries(namedFormats.map((name) => [`format.${name}`, '() kubernetes.NamedFormat'])),
  },
}

const version = 'kubernetes.Semver'

const versions: Library = {
  since: 34,
  functions: {
    semver: `(string) ${version}; (string, bool) ${version}`,
    isSemver: '(string) bool; (string, bool) bool',
    isGreaterThan: `${version}.(${version}) bool`,
    isLessThan: `${version}.(${version}) bool`,
    compareTo: `${version}.(${version}) int`,
    major: `${version}.() int`,
    minor: `${version}.() int`,
    patch: `${version}.() int`,
  },
}

const moreLists: Library = {
  since: 35,
  functions: {
    slice: 'list(A).(int, int) list(A)',
    flatten: 'list(list(A)).() list(A); list(dyn).(int) list(dyn)',
    sort: each(ordered, (type) => `list(${type}).() list(${type})`),
    distinct: 'list(A).() list(A)',
    reverse: 'list(A).() list(A)',
    'lists.range': '(int) list(int)',
  },
}

/** The functions of the API server. */
export const kubernetesLibraries: readonly Library[] = [
  standard,
  strings,
  formatting,
  lists,
  expressions,
  urls,
  authorization,
  authorizationSelectors,
  optionals,
  moreOptionals,
  quantities,
  sets,
  networks,
  formats,
  versions,
  moreLists,
]

/** What only the expressions of mutations have. */
export const mutationLibrary: Library = { functions: { 'jsonpatch.escapeKey': '(string) string' } }

const numberOrList = [...numbers, 'list(int)', 'list(uint)', 'list(double)', 'list(dyn)', 'dyn']
const severalNumbers = [2, 3, 4, 5, 6, 7, 8, 9].map((count) => `(${Array.from({ length: count }, () => 'dyn').join(', ')}) dyn`)
const extreme = [
  ...numberOrList.map((type) => `(${type}) ${/^list\((.+)\)$/.exec(type)?.[1] ?? type}`),
  ...numbers.map((type) => `(${type}, ${type}) ${type}`),
  ...severalNumbers,
].join('; ')
const wholeNumbers = ['int', 'uint']
const bits = each(wholeNumbers, (type) => `(${type}, ${type}) ${type}`)
const shifted = each(wholeNumbers, (type) => `(${type}, int) ${type}`)
const sameNumber = each(numbers, (type) => `(${type}) ${type}`)

/** Extensions of CEL that the API server leaves out, and Kyverno has. */
export const extensionLibraries: readonly Library[] = [
  { functions: { reverse: 'string.() string' } },
  { functions: { 'base64.encode': '(bytes) string', 'base64.decode': '(string) bytes' } },
  {
    functions: {
      'math.greatest': extreme,
      'math.least': extreme,
      'math.ceil': '(double) double',
      'math.floor': '(double) double',
      'math.round': '(double) double',
      'math.trunc': '(double) double',
      'math.abs': sameNumber,
      'math.sign': sameNumber,
      'math.sqrt': each(numbers, (type) => `(${type}) double`),
      'math.isNaN': '(double) bool',
      'math.isInf': '(double) bool',
      'math.isFinite': '(double) bool',
      'math.bitAnd': bits,
      'math.bitOr': bits,
      'math.bitXor': bits,
      'math.bitNot': each(wholeNumbers, (type) => `(${type}) ${type}`),
      'math.bitShiftLeft': shifted,
      'math.bitShiftRight': shifted,
    },
  },
]

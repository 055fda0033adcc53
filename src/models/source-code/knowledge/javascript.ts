import {
  always,
  argumentOf,
  constantLike,
  indexRules,
  misuse,
  optionOf,
  sanitizer,
  setting,
  settingSink,
  sink,
  source,
  typed,
  type Call,
  type Knowledge,
  type Misuse,
  type NamedRule,
  type ParameterRoles,
  type Sanitizer,
  type Setting,
  type Sink,
  type Typing,
} from '../rules.ts'
import type { Value } from '../value.ts'
import {
  acceptsAll,
  allowsAllOrigins,
  inSecurityContext,
  isFalse,
  isTrue,
  literalSecret,
  weakCipher,
  weakHash,
  namedSecrets,
  sensitiveWords,
} from './shared-tests.ts'

const request =
  'req|request|ctx.request|ctx.req|context.req|c.req|@Request|Request|ExpressRequest|NextApiRequest|FastifyRequest|NextRequest|IncomingMessage'
const remoteDecorators =
  /^(?:Query|Param|Body|Headers|Header|Req|UploadedFile|UploadedFiles|Cookies|MessageBody|Args|QueryParam|PathParam|BodyParam|QueryParams)$/
const requestTypes =
  /^(?:Request|ExpressRequest|NextApiRequest|FastifyRequest|NextRequest|IncomingMessage|express\.Request|http\.IncomingMessage)$/

/** Handlers are known by the names of their parameters, or by the type or decorator of one. */
const parameters: ParameterRoles = ({ type, annotations }, name, position, code) => {
  if (annotations.some((annotation) => remoteDecorators.test(annotation.name)))
    return /^Req$/.test(annotations[0]!.name) ? { path: '@Request' } : { isRemote: true }
  if ((type !== undefined && requestTypes.test(type)) || /^_?(?:req|request)$/.test(name)) return { path: '@Request' }
  if (/^_?(?:res|resp|response|reply)$/.test(name)) return { path: '@Response' }
  if (/^(?:ctx|context|next|err|error|done|cb|callback)$/.test(name)) return { path: name }
  if (name === 'event' && position === 0 && /^(?:handler|lambda\w*|)$/.test(code.name) && code.parameters.length > 1)
    return { path: '@LambdaEvent' }
  return undefined
}

const sources = indexRules<NamedRule>([
  source(
    `${request}.query|params|body|headers|cookies|signedCookies|url|originalUrl|path|hostname|host|files|file|get|header|param|rawBody|searchParams|subdomains|text|formData|nextUrl|rawHeaders`,
  ),
  source('ctx|context.query|params|querystring|headers|host|cookies|path|url|originalUrl|href'),
  source('ctx.cookies|cookies.get'),
  source(
    '@LambdaEvent|event.queryStringParameters|body|pathParameters|headers|multiValueQueryStringParameters|rawQueryString|rawPath|Records',
  ),
  source('location|window.location|document.location|self.location|router.hash|search|href|pathname|query'),
  source('document.URL|documentURI|referrer|cookie|baseURI|location'),
  source('window.name|location'),
  source('*.queryParams|queryParamMap|paramMap'),
  source('readline.question'),
  source('useParams|useSearchParams|useQuery'),
  source('router.query'),
  source('@MessageEvent|MessageEvent|messageEvent.data'),
])

const types = indexRules<Typing>([
  typed('child_process|cp|childProcess', '@ChildProcess'),
  typed('*.createConnection|createPool|getConnection', '@Database'),
  typed('*.session', '@Session'),
  typed('@Response|res|response|reply.status|type|set|header|cookie|code|contentType|append|vary', '@Response'),
])

const response = '@Response|res|response|reply|ctx.response|Response'
const processes = '@ChildProcess|child_process|cp|childProcess|shell|shelljs|execa|child_process.promises|cross-spawn'
const database =
  'db|database|conn|connection|client|pool|pg|knex|sequelize|Sequelize|@Database|mysql|sqlite|sqlite3|Database|Pool|Client|manager|entityManager|queryRunner|repository|dataSource|getConnection()|createConnection()|createPool()|prisma|$prisma|this.db|con|sql|trx|t|models.sequelize|database.sequelize'
const files = 'fs|fs.promises|fs/promises|fsPromises|fse|fs-extra|promises|graceful-fs'
const http =
  'axios|got|request|needle|superagent|http|https|node-fetch|undici|$http|bent|phin|urllib|this.http|httpService|HttpClient|this.httpService'

/** Whether the first argument is an object literal with something of the request in it. */
function isQueryObject({ args, contentsOf }: Call): boolean {
  const [first] = args
  return (
    first !== undefined &&
    (contentsOf(first.value) !== undefined || first.value.taints.length > 0) &&
    first.value.closure === undefined &&
    first.value.isBuilt !== true
  )
}

const usesShell = (call: Call): boolean =>
  optionOf(call, 'shell')?.constant === true ||
  /^(?:sh|bash|cmd|\/bin\/(?:ba)?sh|cmd\.exe|powershell)/.test(String(call.args[0]?.value.constant ?? ''))

const sinks = indexRules<Sink>([
  sink(
    'sql',
    `${database}.query|raw|execute|$queryRawUnsafe|$executeRawUnsafe|unsafe|whereRaw|havingRaw|orderByRaw|joinRaw|fromRaw|selectRaw|literal`,
    { args: [0], entries: ['text', 'sql'], shallow: true },
  ),
  sink('sql', 'db|database|Database|@Database|sqlite|this.db|con.exec|all|get|run|each|prepare', { args: [0], shallow: true }),
  sink('sql', '*.$queryRawUnsafe|$executeRawUnsafe|whereRaw|havingRaw|orderByRaw|joinRaw|createQueryBuilder', { args: [0], shallow: true }),
  sink('command', `${processes}.exec|execSync|execa|execaCommand|command|commandSync`, { args: [0] }),
  sink('command', `${processes}.spawn|spawnSync|execFile|execFileSync|fork|sync`, { args: [0], named: [] }),
  sink('command', `${processes}.spawn|spawnSync|execFile|execFileSync`, { args: [1], when: usesShell }),
  sink('command', 'shelljs|shell.exec', { args: [0] }),
  sink(
    'path',
    `${files}.readFile|readFileSync|writeFile|writeFileSync|createReadStream|createWriteStream|appendFile|appendFileSync|open|openSync|unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|readdir|readdirSync|mkdir|mkdirSync|copyFile|rename|stat|statSync|lstat|access|accessSync|existsSync|exists|outputFile|remove|readJson|chmod|symlink`,
    { args: [0] },
  ),
  sink('path', `${response}.sendFile|sendfile|download|render`, {
    args: [0],
    shallow: true,
    when: ({ name, args }) => name !== 'render' || args[0]?.value.isBuilt !== undefined || args[0]?.value.constant === undefined,
  }),
  sink('path', 'send', { args: [1], when: ({ args }) => /Request|req/.test(args[0]?.value.path ?? '') }),
  sink('xss', `${response}.send|write|end`, { args: [0], shallow: true }),
  sink('xss', 'document.write|writeln', { args: [0] }),
  sink('xss', '*.insertAdjacentHTML', { args: [1] }),
  sink('xss', '*.createContextualFragment', { args: [0] }),
  sink('xss', '$|jQuery', { args: [0], when: ({ args }) => /^(?:<|$)/.test(args[0]?.value.prefix ?? '') }),
  sink('xss', '*.setAttribute', { args: [1], when: ({ args }) => /^(?:on\w+|srcdoc|href|src)$/i.test(String(args[0]?.value.constant)) }),
  sink('xss', '$|jQuery|$()|jQuery().html|append|prepend|after|before|replaceWith|wrap|parseHTML', { args: [0] }),
  sink('xss', '*.bypassSecurityTrustHtml|bypassSecurityTrustScript|bypassSecurityTrustUrl|bypassSecurityTrustResourceUrl|trustAsHtml', {
    args: [0],
  }),
  sink('deserialisation', 'node-serialize|serialize|serialize-to-js|funcster|cryo.unserialize|deserialize|deepDeserialize|parse', {
    args: [0],
  }),
  sink('deserialisation', 'js-yaml|yaml.load|loadAll', {
    args: [0],
    when: (call) => !/JSON_SCHEMA|CORE_SCHEMA|FAILSAFE|SAFE/.test(optionOf(call, 'schema')?.path ?? ''),
  }),
  sink('deserialisation', 'v8.deserialize', { args: [0] }),
  sink('xxe', 'libxmljs|libxmljs2|libxml.parseXml|parseXmlString|parseXmlAsync', {
    args: [0],
    when: (call) => optionOf(call, 'noent')?.constant === true,
  }),
  sink('xxe', 'node-expat|expat|XmlParser.parse|write', { args: [0] }),
  sink('ssrf', `${http}.get|post|put|delete|patch|head|request|fetch|stream|getAsync|axiosRef`, { args: [0], named: ['url'] }),
  sink('ssrf', 'fetch|axios|got|request|needle|nodeFetch|node-fetch|undici|superagent', { args: [0] }),
  sink('ssrf', 'puppeteer|page|browser.goto|setContent', { args: [0] }),
  sink('ssrf', 'new WebSocket', { args: [0] }),
  sink('redirect', `${response}.redirect`, {}),
  sink('redirect', 'ctx|Response|NextResponse|h|c.redirect', { args: [0] }),
  sink('redirect', `${response}.location`, { args: [0] }),
  sink('redirect', `${response}.setHeader|set|header|append`, { args: [1], when: isLocation }),
  sink('redirect', 'location|window.location|document.location|window|router.assign|replace|open|push', {
    args: [0],
    when: ({ receiver }) => receiver?.constant === undefined,
  }),
  sink('code', 'eval|execScript', { args: [0] }),
  sink('code', 'setTimeout|setInterval|setImmediate', { args: [0], shallow: true }),
  sink('code', 'window|globalThis.eval|execScript', { args: [0] }),
  sink('code', 'new Function'),
  sink('code', 'Function'),
  sink('code', 'vm|vm2.runInNewContext|runInThisContext|runInContext|compileFunction', { args: [0] }),
  sink('code', 'VM|vm|NodeVM|new VM.run', { args: [0] }),
  sink('code', 'new Script|VMScript', { args: [0] }),
  sink('code', 'expr-eval|mathjs.evaluate|eval', { args: [0] }),
  sink(
    'template',
    'pug|jade|ejs|handlebars|Handlebars|nunjucks|mustache|Mustache|lodash|_|dot|doT|hogan|Eta|eta|swig|twig|env|Sqrl.compile|render|renderString|template|precompile',
    { args: [0], shallow: true },
  ),
  sink(
    'nosql',
    '*.find|findOne|findOneAndUpdate|findOneAndDelete|findOneAndRemove|updateOne|updateMany|deleteOne|deleteMany|countDocuments|aggregate|remove|where|exists|findOneAndReplace|replaceOne|update|count|distinct',
    { args: [0], when: isQueryObject },
  ),
  sink('header', `${response}.setHeader|set|header|append|writeHead`, { args: [1], when: (call) => !isLocation(call) }),
  sink('reflection', 'require|import', { args: [0] }),
  sink('regex', 'new RegExp', { args: [0] }),
  sink('regex', 'RegExp', { args: [0] }),
  sink('ldap', 'client|ldapClient|ldap|ldapjs.search|searchAsync|bind', { args: [0, 1], when: ({ args }) => args.length > 1 }),
  sink('xpath', 'xpath.select|select1|evaluate|parse', { args: [0] }),
  sink('xpath', 'document|doc|xmlDoc.evaluate', { args: [0] }),
  sink('prototype', 'lodash|_|deepmerge|extend|merge|$|jQuery.merge|mergeWith|defaultsDeep|set|setWith|extend', {
    args: [1, 2],
    when: ({ name, args }) => /merge|defaults|set/.test(name) || args[0]?.value.constant === true,
  }),
  sink('log-injection', 'console|logger|log|winston|this.logger|bunyan|pino|req.log.log|info|warn|error|debug|trace|fatal'),
  sink(
    'sensitive-log',
    'console|logger|log|winston|bunyan|pino|Logger|req.log|fastify.log|signale|loglevel|log4js.log|info|warn|error|debug|trace|fatal|verbose|silly|http|notice',
  ),
])

function isLocation(call: Call): boolean {
  return String(call.args[0]?.value.constant).toLowerCase() === 'location'
}

const sanitizers = indexRules<Sanitizer>([
  sanitizer('all', 'parseInt|parseFloat|Number|Boolean|BigInt|isNaN'),
  sanitizer('all', 'Number|Math.parseInt|parseFloat|floor|round|ceil|abs|trunc|min|max'),
  sanitizer(
    ['xss'],
    'escape|escapeHtml|escapeHTML|encodeHTML|sanitize|sanitizeHtml|xss|htmlEscape|he|DOMPurify|escape-html|sanitize-html|encode|filterXSS',
  ),
  sanitizer(
    ['xss'],
    'DOMPurify|validator|he|_|lodash|entities|sanitizer|purify|Handlebars|Handlebars.Utils|html-entities|xss|this.sanitizer|js-xss|isomorphic-dompurify|dompurify|ejs.sanitize|escape|encode|escapeHTML|escapeExpression|process|escapeXML|encodeHTML|filterXSS',
  ),
  sanitizer(['xss', 'redirect', 'ssrf', 'path', 'header', 'command'], 'encodeURIComponent'),
  sanitizer(['xss', 'header'], 'encodeURI|escape'),
  sanitizer(['sql'], '*.escape|escapeId|escapeLiteral|escapeIdentifier'),
  sanitizer(['sql'], 'pg-format|SqlString.format|escape|escapeId'),
  sanitizer(['path'], 'path|path.posix|path.win32.basename'),
  sanitizer(['path'], 'sanitize|sanitizeFilename|sanitize-filename|basename'),
  sanitizer(['command'], 'shell-quote|shq.quote|parse'),
  sanitizer(['command'], 'shellescape|shell-escape|quote'),
  sanitizer(['nosql', 'prototype', 'xss'], 'JSON.stringify'),
  sanitizer(['nosql'], 'String|toString'),
  sanitizer(['nosql'], '*.toString'),
  sanitizer(['nosql'], 'mongo-sanitize|sanitize|mongoSanitize|ObjectId|ObjectID'),
  sanitizer(['nosql'], 'new ObjectId|ObjectID'),
  sanitizer(['regex'], '*.escapeRegExp|escapeStringRegexp'),
  sanitizer(['regex'], 'escapeRegExp|escapeStringRegexp|escape-string-regexp|regexEscape'),
  sanitizer(['ldap', 'xpath'], '*.escapeFilter|escapeDN'),
])

function cookieLacks(option: string): Misuse['test'] {
  return (call) => {
    const [, value, options] = call.args
    if (value === undefined) return undefined
    if (options === undefined) return { at: call.expression, detail: option }
    const made = call.contentsOf(options.value)
    if (made === undefined || made.rest.length > 0) return undefined
    const given = made.entries.get(option)
    return given === undefined ? { at: options.expression, detail: option } : undefined
  }
}

/** `session({ cookie: { secure: … } })`. */
function sessionLacks(option: string): Misuse['test'] {
  return (call) => {
    const options = argumentOf(call, 0)
    const made = options === undefined ? undefined : call.contentsOf(options.value)
    if (options === undefined || made === undefined) return undefined
    const cookie = made.entries.get('cookie')
    const inside = cookie === undefined ? undefined : call.contentsOf(cookie)
    if (cookie !== undefined && inside === undefined) return undefined
    return option === 'secure' && inside?.entries.has(option) !== true ? { at: options.expression, detail: option } : undefined
  }
}

const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'crypto.createHash', constantLike(weakHash)),
  misuse('weak-hash', 'crypto.createHmac', constantLike(/^md[245]$/i)),
  misuse('weak-hash', 'md5|md5-hex|blueimp-md5|js-md5', always()),
  misuse('weak-hash', 'CryptoJS|crypto-js.MD5|SHA1', always()),
  misuse('weak-cipher', 'crypto.createCipheriv|createDecipheriv', constantLike(weakCipher)),
  misuse('weak-cipher', 'crypto.createCipher|createDecipher', always()),
  misuse('weak-cipher', 'CryptoJS|CryptoJS.DES|RC4|TripleDES|Rabbit.encrypt|decrypt', always()),
  misuse('weak-cipher', 'DES|RC4|TripleDES.encrypt|decrypt', always()),
  misuse('weak-random', 'Math.random', inSecurityContext),
  misuse('weak-random', 'crypto.pseudoRandomBytes', always()),
  misuse('weak-key', 'crypto.generateKeyPair|generateKeyPairSync', (call) => {
    const given = optionOf(call, 'modulusLength')
    return typeof given?.constant === 'number' && given.constant < 2048
      ? { at: call.args[1]!.expression, detail: String(given.constant) }
      : undefined
  }),
  misuse('static-iv', 'crypto.createCipheriv', (call) => {
    const [, , iv] = call.args
    return iv !== undefined &&
      (typeof iv.value.constant === 'string' ||
        (iv.value.prefix !== undefined && iv.value.taints.length === 0 && iv.value.isBuilt !== true))
      ? { at: iv.expression }
      : undefined
  }),
  misuse('cookie', '@Response|res|response|reply.cookie|setCookie', cookieLacks('secure')),
  misuse('cookie-http-only', '@Response|res|response|reply.cookie|setCookie', cookieLacks('httpOnly')),
  misuse('cookie', 'session|express-session|cookieSession|cookie-session', sessionLacks('secure')),
  misuse('credential', 'jsonwebtoken|jwt|jwt-simple.sign|verify|encode|decode', literalSecret(1)),
  misuse('credential', 'crypto.createHmac|createCipheriv|createDecipheriv|createCipher', literalSecret(1)),
  misuse('credential', 'session|express-session|cookieSession|cookie-session', (call) => {
    const given = optionOf(call, 'secret')
    return typeof given?.constant === 'string' && /\s/.test(given.constant)
      ? { at: call.args[0]!.expression, isConfidential: true }
      : undefined
  }),
  misuse('credential', 'cookieParser|cookie-parser', literalSecret(0)),
  misuse('jwt', 'jsonwebtoken|jwt.verify', (call) => {
    const given = argumentOf(call, 1)
    const listed = optionOf(call, 'algorithms')
    const allowsNone =
      listed !== undefined &&
      call.contentsOf(listed)?.elements?.some(({ constant }) => typeof constant === 'string' && /^none$/i.test(constant)) === true
    if (allowsNone) return { at: call.args[2]?.expression ?? call.expression, detail: 'none' }
    return given !== undefined && (given.value.constant === null || given.value.constant === '' || given.value.constant === false)
      ? { at: given.expression }
      : undefined
  }),
  misuse('jwt', 'jsonwebtoken|jwt.sign', (call) => {
    const given = optionOf(call, 'algorithm')
    return typeof given?.constant === 'string' && /^none$/i.test(given.constant) && call.args[2] !== undefined
      ? { at: call.args[2].expression, detail: 'none' }
      : undefined
  }),
  misuse('jwt', 'jsonwebtoken|jwt.decode', ({ args, expression }) =>
    args[0]?.value.taints.some(({ label }) => label === 'remote') === true ? { at: expression } : undefined,
  ),
  misuse('error-disclosure', `${response}.send|json|end|write`, (call) => {
    const given = argumentOf(call, 0)
    return given !== undefined && /^(?:err|error|ex|e|exception|@Error)\.stack$/.test(given.value.path ?? '')
      ? { at: given.expression }
      : undefined
  }),
  misuse('jwt', 'jwt-simple.decode', (call) =>
    argumentOf(call, 2)?.value.constant === true ? { at: call.args[2]!.expression } : undefined,
  ),
  misuse('cors', '@Response|res|response|reply|ctx.setHeader|set|header|append', allowsAllOrigins),
  misuse('cors', 'cors', (call) => {
    if (call.args.length === 0) return { at: call.expression, detail: '*' }
    const origin = optionOf(call, 'origin')
    return origin?.constant === '*' || (origin?.constant === true && optionOf(call, 'credentials')?.constant === true)
      ? { at: call.args[0]!.expression, detail: String(origin.constant) }
      : undefined
  }),
])

/** `0` as text or as a number. */
function isZero({ constant }: Value): boolean {
  return constant === '0' || constant === 0
}

export const javascript: Knowledge = {
  sources,
  sinks,
  misuses,
  settings: indexRules<Setting>([
    setting('tls', '*.rejectUnauthorized|strictSSL', isFalse),
    setting('tls', '*.NODE_TLS_REJECT_UNAUTHORIZED', isZero),
    setting('tls', '*.checkServerIdentity', ({ closure }) => closure !== undefined && acceptsAll(closure.code)),
    setting(
      'tls',
      '*.secureProtocol|minVersion',
      ({ constant }) => typeof constant === 'string' && /^(?:SSLv[23]_method|TLSv1(?:\.1|_method|_1_method)?)$/.test(constant),
    ),
    setting('cookie', '*.secure', (value, written) => isFalse(value) && written.kind === 'literal'),
    setting('cookie-http-only', '*.httpOnly', isFalse),
    setting('xxe', '*.noent', isTrue),
    setting('jwt', '*.ignoreExpiration', isTrue),
    setting('xss', '*.escapeMarkup', isFalse),
    settingSink('xss', '*.innerHTML|outerHTML|__html|srcdoc'),
    settingSink('redirect', 'location|window.location|document.location|window|document.href|location'),
    settingSink('redirect', '*.Location'),
    settingSink('xss', 'ctx|this|context.body', ({ prefix }) => prefix?.includes('<') === true),
    setting('cors', '*.Access-Control-Allow-Origin', ({ constant }) => constant === '*'),
    settingSink('code', '*.onclick'),
    settingSink('ssrf', '*.uri'),
  ]),
  sanitizers,
  types,
  parameters,
  returns: [],
  annotations: () => undefined,
  functions: () => undefined,
  callbacks: ({ name, args }) => (name === 'addEventListener' && args[0]?.value.constant === 'message' ? '@MessageEvent' : undefined),
  request: { type: /^@Request$/, gives: /^get\w{0,30}(?:Param(?:eter)?|Header|Cookie|Query)s?$/ },
  hasIntegerDivision: false,
  self: 'this',
  endings: new Set(['process.exit']),
  gate: [
    [
      /\breq(?:uest)?\b|\bctx\b|\bevent\b|\blocation\b|document\.|window\.name|@(?:Query|Param|Body|Headers?|Req|MessageBody|Args)\(|queryParam|useParams|useSearchParams|NextRequest|router\.query|addEventListener/,
    ],
    [
      /child_process|shelljs|execa|\bexec(?:Sync)?\(|\bspawn|\.query\(|\.raw\(|Raw\(|RawUnsafe\(|\beval\(|new Function\(|\bvm2?\b|serialize|js-yaml|libxml|XPath|xpath/,
    ],
    [
      /createHash|createHmac|createCipher|createDecipher|md5|CryptoJS|crypto-js|generateKeyPair|\bMath\.random|pseudoRandomBytes|cookie|session|jwt|jsonwebtoken|\bcors\b|Access-Control|rejectUnauthorized|strictSSL|NODE_TLS_REJECT|checkServerIdentity|secureProtocol|minVersion|noent|escapeMarkup|ignoreExpiration|bypassSecurityTrust/,
    ],
    [/\bconsole\.|\blog(?:ger)?\b|winston|pino|bunyan/, sensitiveWords],
    [namedSecrets],
  ],
}

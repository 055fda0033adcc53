import { indexRules, optionOf, sanitizer, sink, type Call, type Sanitizer, type Sink } from '../../rules.ts'

export const response = '@Response|res|response|reply|ctx.response|Response'

const processes = '@ChildProcess|child_process|cp|childProcess|shell|shelljs|execa|child_process.promises|cross-spawn'

const database =
  'db|database|conn|connection|client|pool|pg|knex|sequelize|Sequelize|@Database|mysql|sqlite|sqlite3|Database|Pool|Client|manager|entityManager|queryRunner|repository|dataSource|getConnection()|createConnection()|createPool()|prisma|$prisma|this.db|con|sql|trx|t|models.sequelize|database.sequelize'

const files = 'fs|fs.promises|fs/promises|fsPromises|fse|fs-extra|promises|graceful-fs'

const http =
  'axios|got|request|needle|superagent|http|https|node-fetch|undici|$http|bent|phin|urllib|this.http|httpService|HttpClient|this.httpService'

/** Whether the first argument is an object literal with something of the request in it. */
function isQueryObject({ args, contentsOf }: Call): boolean {
  const [first] = args
  const entries = first === undefined ? [] : [...(contentsOf(first.value)?.entries.values() ?? [])]
  // `{ $eq: … }` compares, whatever it is given.
  if (entries.length > 0 && entries.every((entry) => entry.taints.length === 0 && contentsOf(entry)?.entries.has('$eq') !== false))
    return false
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

export const sinks = indexRules<Sink>([
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
  sink('code', 'window|globalThis|global.eval|execScript', { args: [0] }),
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

export const sanitizers = indexRules<Sanitizer>([
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

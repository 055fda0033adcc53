import {
  always,
  argumentOf,
  constantLike,
  indexRules,
  misuse,
  optionOf,
  sanitizer,
  setting,
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
import {
  allowsAllOrigins,
  inSecurityContext,
  isFalse,
  isTrue,
  literalSecret,
  weakHash,
  namedSecrets,
  sensitiveWords,
} from './shared-tests.ts'

const routes = /(?:^|\.)(?:route|get|post|put|delete|patch|api_route|websocket|api_view|view_config|expose|action)$/

/** Handlers of Flask, FastAPI and Django: by their decorator, or by a first parameter that is called `request`. */
const parameters: ParameterRoles = ({ type }, name, position, code, owner) => {
  if (/^(?:self|cls)$/.test(name)) return {}
  if (name === 'request' || (type !== undefined && /^(?:HttpRequest|Request|WSGIRequest|starlette\.requests\.Request)$/.test(type)))
    return { path: '@Request' }
  if (name === 'event' && code.name.endsWith('handler') && position === 0) return { isRemote: true }
  if (type !== undefined && /^(?:int|float|bool|Session|AsyncSession|BackgroundTasks|Depends|Response|UUID|date|datetime)$/.test(type))
    return {}
  if (code.annotations.some((annotation) => routes.test(annotation.name) && annotation.name.includes('.'))) return { isRemote: true }
  const [first] = code.parameters
  const isView = owner === undefined && first?.target.kind === 'name' && first.target.name === 'request' && position > 0
  return isView && !/^(?:args|kwargs|response|context|form|session|db)$/.test(name) ? { isRemote: true } : undefined
}

const request = '@Request|request|self.request|flask.request|req|bottle.request|web.input|rq'

const sources = indexRules<NamedRule>([
  source(
    `${request}.args|form|values|json|data|cookies|headers|files|get_json|get_data|query_string|full_path|url|base_url|host_url|stream|GET|POST|REQUEST|COOKIES|META|FILES|body|query_params|path_params|query|params|match_info|rel_url|get_full_path|build_absolute_uri|referrer|view_args|get_argument|get_body_argument|get_query_argument|forms|json_body|matchdict|environ|raw_uri|headerlist|path|path_info|host|user_agent|remote_addr|getparam|content`,
  ),
  source('self.get_argument|get_arguments|get_query_argument|get_body_argument|get_cookie'),
  source('self.rfile.read|readline'),
  source('sys.argv'),
  source('input|raw_input'),
  source('cgi.FieldStorage'),
  source('event.queryStringParameters|body|pathParameters|headers'),
])

const types = indexRules<Typing>([
  typed(
    'sqlite3|psycopg2|pymysql|MySQLdb|mysql.connector|cx_Oracle|pyodbc|pymssql|asyncpg|oracledb|aiosqlite|psycopg.connect',
    '@Connection',
  ),
  typed('@Connection|conn|connection|db|con|mysql.connection|connections[].cursor', '@Cursor'),
  typed('*.cursor', '@Cursor'),
  typed('sqlalchemy|sa.create_engine', '@Connection'),
  typed('hashlib.new', '@Hash'),
  typed('tarfile.open', '@TarFile'),
  typed('tarfile.TarFile', '@TarFile'),
])

const cursors =
  '@Cursor|@Connection|cursor|cur|c|curs|conn|connection|con|db|database|engine|session|db.session|db.engine|self.cursor|self.conn|self.db|self.connection|crsr|tx|self.session|Session|self._cursor|self._conn'
const shellOn = (call: Call): boolean => {
  const given = optionOf(call, 'shell')
  return given !== undefined && given.constant !== false && given.constant !== null
}
const isText = (call: Call): boolean => call.args[0] !== undefined && call.contentsOf(call.args[0].value) === undefined
const startsShell = (call: Call): boolean => {
  const elements = call.args[0] === undefined ? undefined : call.contentsOf(call.args[0].value)?.elements
  return elements !== undefined && /(?:^|\/)(?:ba|z|k|da)?sh$|^cmd|^powershell|^python/.test(String(elements[0]?.constant))
}

const sinks = indexRules<Sink>([
  sink(
    'sql',
    `${cursors}.execute|executemany|executescript|mogrify|fetch|fetchrow|fetchval|fetch_all|fetch_one|exec_driver_sql|query|run|copy|copy_expert`,
    { args: [0], named: ['sql', 'query', 'operation', 'statement', 'cypher'] },
  ),
  sink('sql', 'objects|objects.filter()|objects.all()|manager|Model.raw|extra', {
    args: [0],
    named: ['where', 'select', 'tables', 'order_by'],
  }),
  sink('sql', '*.raw', { args: [0], when: ({ receiver }) => /objects/.test(receiver?.path ?? '') }),
  sink('sql', '*.extra', { named: ['where', 'select', 'tables', 'order_by'] }),
  sink('sql', 'RawSQL', { args: [0] }),
  sink('sql', 'django.db.models.expressions|expressions|models.RawSQL', { args: [0] }),
  sink('sql', 'sqlalchemy|sqlalchemy.sql|db|sa|sqlalchemy.sql.expression.text|literal_column|TextClause', {
    args: [0],
    when: ({ args }) => args[0]?.value.isBuilt === true,
  }),
  sink('sql', 'pandas|pd.read_sql|read_sql_query', { args: [0] }),
  sink('command', 'os|popen2|commands|posix.system|popen|popen2|popen3|popen4|getoutput|getstatusoutput', { args: [0] }),
  sink('command', 'subprocess|sp.getoutput|getstatusoutput', { args: [0] }),
  sink('command', 'subprocess|sp|subprocess32.run|call|check_call|check_output|Popen', {
    args: [0],
    named: ['args'],
    when: (call) => shellOn(call) || isText(call) || startsShell(call),
  }),
  sink('command', 'subprocess|sp.run|call|check_call|check_output|Popen', {
    args: [0],
    when: (call) => !shellOn(call) && !isText(call) && (call.contentsOf(call.args[0]!.value)?.elements?.[0]?.taints.length ?? 0) > 0,
  }),
  sink(
    'command',
    'os.execl|execle|execlp|execlpe|execv|execve|execvp|execvpe|spawnl|spawnle|spawnlp|spawnlpe|spawnv|spawnve|spawnvp|spawnvpe|startfile|posix_spawn',
  ),
  sink('command', 'asyncio.create_subprocess_shell|create_subprocess_exec', { args: [0] }),
  sink('command', 'paramiko|ssh|client|SSHClient()|ssh_client.exec_command', { args: [0] }),
  sink('command', 'pty.spawn'),
  sink('command', 'pexpect.spawn|run', { args: [0] }),
  sink('command', 'fabric|c|ctx|conn.run|sudo|local', { args: [0], when: ({ owners }) => /fabric|invoke/.test(owners[0] ?? '') }),
  sink('path', 'open|file', { args: [0], named: ['file'] }),
  sink('path', 'io|codecs|os|aiofiles|builtins|gzip|tarfile|zipfile.open', { args: [0] }),
  sink('path', 'os.remove|unlink|rmdir|mkdir|makedirs|listdir|rename|stat|scandir|walk|chmod|chown|removedirs', { args: [0] }),
  sink('path', 'shutil.rmtree|copy|copyfile|copy2|move|copytree', { args: [0, 1] }),
  sink('path', 'send_file|static_file', { args: [0], named: ['path_or_file', 'filename_or_fp'] }),
  sink('path', 'flask.send_file', { args: [0], named: ['path_or_file', 'filename_or_fp'] }),
  sink('path', 'FileResponse|Path()', { args: [0], named: ['path'] }),
  sink('path', 'fastapi.responses|starlette.responses|responses|django.http.FileResponse', { args: [0], named: ['path'] }),
  sink('path', 'pathlib.Path|PurePath', { passes: true }),
  sink('path', 'Path', { passes: true }),
  sink('path', 'files[]|file|f|upload|uploaded_file.save', { args: [0] }),
  sink('xss', 'flask|markupsafe|jinja2.Markup', { args: [0] }),
  sink(
    'xss',
    'Markup|mark_safe|SafeString|SafeText|HttpResponse|HTMLResponse|HttpResponseBadRequest|HttpResponseNotFound|make_response|Response',
    { args: [0], named: ['content', 'response'], shallow: true },
  ),
  sink('xss', 'django.utils.safestring|safestring.mark_safe|SafeString|SafeText', { args: [0] }),
  sink('xss', 'django.http|http|django.shortcuts.HttpResponse|HttpResponseBadRequest|HttpResponseNotFound|HttpResponseForbidden', {
    args: [0],
    named: ['content'],
    shallow: true,
  }),
  sink('xss', 'flask|fastapi.responses|starlette.responses|fastapi.make_response|Response|HTMLResponse', {
    args: [0],
    named: ['content', 'response'],
    shallow: true,
  }),
  sink('xss', 'self|self.response|response|resp.write', { args: [0] }),
  sink('xss', 'web|aiohttp.web.Response', {
    named: ['text', 'body'],
    shallow: true,
    when: (call) => /html/.test(String(optionOf(call, 'content_type')?.constant)),
  }),
  sink('template', 'flask|jinja2.render_template_string|from_string|Template', { args: [0] }),
  sink('template', 'render_template_string|Template', { args: [0] }),
  sink('template', 'env|Environment()|jinja_env|app.jinja_env|jinja2.Environment()|environment|Environment.from_string', { args: [0] }),
  sink('template', 'mako.template|django.template|tornado.template|mako.Template', { args: [0] }),
  sink('deserialisation', 'pickle|cPickle|_pickle|dill|cloudpickle|shelve|marshal|joblib|torch.load|loads|open', { args: [0] }),
  sink('deserialisation', 'pickle|cPickle.Unpickler', { args: [0] }),
  sink('deserialisation', 'pandas|pd.read_pickle', { args: [0] }),
  sink('deserialisation', 'jsonpickle.decode', { args: [0] }),
  sink('deserialisation', 'yaml|ruamel.yaml.load|load_all|unsafe_load|full_load|unsafe_load_all', {
    args: [0],
    when: (call) => !isSafeYaml(call),
  }),
  sink('xxe', 'lxml.etree|etree|lxml.objectify.parse|fromstring|XML|iterparse', { args: [0] }),
  sink(
    'xxe',
    'xml.etree.ElementTree|ElementTree|ET|xml.etree.cElementTree|xml.dom.minidom|minidom|xml.sax|sax|xml.dom.pulldom|pulldom.parse|fromstring|parseString|XML|iterparse',
    { args: [0], when: ({ owners }) => !/defused/.test(owners[0] ?? '') },
  ),
  sink(
    'ssrf',
    'requests|httpx|session|requests.Session()|s|httpx.AsyncClient()|httpx.Client()|client|aiohttp.ClientSession()|http_session|grequests.get|post|put|delete|patch|head|options|request|stream',
    {
      args: [0, 1],
      named: ['url'],
      when: ({ args, owners }) => /request|httpx|aiohttp|^s$|session|client/i.test(owners.join(' ')) && args.length > 0,
    },
  ),
  sink('ssrf', 'urllib.request|urllib2|urllib|request.urlopen|urlretrieve|Request', { args: [0], named: ['url'] }),
  sink('ssrf', 'urlopen|urlretrieve', { args: [0] }),
  sink('ssrf', 'http.client|httplib.HTTPConnection|HTTPSConnection', { args: [0] }),
  sink('ssrf', 'urllib3.PoolManager().request', { args: [1] }),
  sink(
    'redirect',
    'flask|django.shortcuts|bottle|werkzeug.utils|shortcuts|starlette.responses|fastapi.responses|django.http|http.redirect|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse',
    { args: [0], named: ['url', 'location'] },
  ),
  sink('redirect', 'redirect|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse', {
    args: [0],
    named: ['url', 'location'],
  }),
  sink('redirect', 'self.redirect', { args: [0] }),
  sink('code', 'eval|exec|execfile|compile', { args: [0] }),
  sink('code', 'builtins|__builtins__.eval|exec|compile', { args: [0] }),
  sink('code', 'code|console|interp|InteractiveConsole().push|runsource|runcode|interact', { args: [0] }),
  sink('reflection', '__import__', { args: [0] }),
  sink('reflection', 'importlib.import_module', { args: [0] }),
  sink('reflection', 'globals()|locals().get', { args: [0] }),
  sink(
    'ldap',
    'ldap|conn|connection|l|con|ldap_connection|ldap.initialize()|ldap3.Connection().search|search_s|search_st|search_ext|search_ext_s',
    { args: [0, 1, 2], named: ['search_base', 'search_filter', 'base', 'filterstr'] },
  ),
  sink('xpath', '*.xpath', { args: [0] }),
  sink('xpath', 'lxml.etree|etree.XPath|ETXPath', { args: [0] }),
  sink('xpath', 'root|tree|doc|ElementTree.parse().find|findall|findtext|iterfind', {
    args: [0],
    when: ({ args }) => args[0]?.value.isBuilt === true,
  }),
  sink(
    'nosql',
    'db|collection|mongo.db|users|self.collection|col|objects.find|find_one|aggregate|delete_one|delete_many|update_one|update_many|count_documents',
    { args: [0], when: isOpenQuery },
  ),
  sink('trust-boundary', 'session.__setitem__|update|setdefault'),
  sink('header', 'response|resp.set_header|add_header', { args: [1] }),
  sink('regex', 're|regex.compile|match|search|fullmatch|sub|findall|split|finditer', { args: [0] }),
  sink(
    'log-injection',
    'logging|logger|log|app.logger|current_app.logger|self.logger|LOG|LOGGER|_logger.debug|info|warning|warn|error|critical|exception|log',
  ),
  sink(
    'sensitive-log',
    'logging|logger|log|app.logger|current_app.logger|self.logger|LOG|LOGGER|_logger|_log|self.log|self._logger|structlog|loguru.logger|_LOGGER.debug|info|warning|warn|error|critical|exception|log|fatal|trace|success|msg',
  ),
  sink('sensitive-log', 'print'),
])

/** A query for MongoDB with code in it, or with values that may be operators: of parsed JSON, as forms and addresses give texts alone. */
function isOpenQuery({ args, contentsOf }: Call): boolean {
  const given = args[0]?.value
  if (given === undefined) return false
  if (/json/.test(given.path ?? '')) return true
  return [...(contentsOf(given)?.entries ?? [])].some(
    ([key, { path }]) => /^\$(?:where|function|expr)$/.test(key) || /json/.test(path ?? ''),
  )
}

function isSafeYaml(call: Call): boolean {
  if (call.name === 'unsafe_load' || call.name === 'unsafe_load_all' || call.name === 'full_load') return false
  const loader = argumentOf(call, 1, 'Loader')
  return /Safe|Base|safe/.test(loader?.value.path ?? '')
}

const sanitizers = indexRules<Sanitizer>([
  sanitizer('all', 'int|float|bool|len|abs|round|ord|hash|id'),
  sanitizer('all', 'uuid.UUID'),
  sanitizer('all', 'UUID'),
  sanitizer(['xss'], 'escape|conditional_escape|format_html|bleach|escapejs|strip_tags|jsonify|render_template|render'),
  sanitizer(
    ['xss'],
    'html|cgi|markupsafe|flask|bleach|django.utils.html|xml.sax.saxutils|saxutils|werkzeug.utils|jinja2|nh3|Markup.escape|clean|linkify|conditional_escape|format_html|escapejs|quoteattr|jsonify|render_template|strip_tags|render',
  ),
  sanitizer(['xss'], 'json|simplejson.dumps'),
  sanitizer(['command'], 'shlex|pipes.quote|join'),
  sanitizer(['command'], 'quote'),
  sanitizer(['path'], 'secure_filename|safe_join'),
  sanitizer(
    ['path'],
    'werkzeug.utils|werkzeug|flask|os.path|werkzeug.security|path|django.utils._os.secure_filename|safe_join|basename|get_valid_filename',
  ),
  sanitizer(['xss', 'redirect', 'ssrf', 'path', 'header'], 'urllib.parse|urllib|parse.quote|quote_plus|urlencode'),
  sanitizer(['redirect'], 'url_for|reverse|resolve_url'),
  sanitizer(['redirect'], 'flask|django.urls.url_for|reverse'),
  sanitizer(['ldap'], '*.escape_filter_chars|escape_dn_chars|escape_rdn'),
  sanitizer(['ldap'], 'escape_filter_chars|escape_dn_chars|escape_rdn'),
  sanitizer(['sql'], 'psycopg2.sql|sql|psycopg.sql.Identifier|Literal|SQL|Placeholder'),
  sanitizer(['sql'], '*.escape_string|quote_name|quote_ident|mogrify'),
  sanitizer(['regex'], 're|regex.escape'),
  sanitizer(['code', 'deserialisation'], 'ast.literal_eval'),
])

/** A call whose named argument is off. */
function named(name: string, test: (value: { constant?: unknown; path?: string | undefined }) => boolean): Misuse['test'] {
  return (call) => {
    const found = call.args.find((argument) => argument.name === name)
    return found !== undefined && test(found.value) ? { at: found.expression } : undefined
  }
}

function cookieLacks(option: string): Misuse['test'] {
  return (call) => {
    if (call.args.some(({ expression }) => expression.kind === 'spread')) return undefined
    const given = call.args.find(({ name }) => name === option)
    if (given === undefined) return call.args.length > 1 ? { at: call.expression, detail: option } : undefined
    return given.value.constant === false || given.value.constant === null ? { at: given.expression, detail: option } : undefined
  }
}

const isWeakCurve = constantLike(/^(?:512|768|1024)$/, 0, 'bits', 'key_size')

const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'hashlib.md5|sha1|md4', (call) =>
    optionOf(call, 'usedforsecurity')?.constant === false ? undefined : { at: call.expression, detail: call.name },
  ),
  misuse('weak-hash', 'hashlib.new', (call) =>
    optionOf(call, 'usedforsecurity')?.constant === false ? undefined : constantLike(weakHash, 0, 'name')(call),
  ),
  misuse(
    'weak-hash',
    'Crypto.Hash.MD5|Crypto.Hash.MD4|Crypto.Hash.MD2|Crypto.Hash.SHA|Crypto.Hash.SHA1|Cryptodome.Hash.MD5|Cryptodome.Hash.MD4|Cryptodome.Hash.MD2|Cryptodome.Hash.SHA|Cryptodome.Hash.SHA1|Hash.MD5|Hash.SHA.new',
    always(),
  ),
  misuse('weak-hash', 'hmac.new', (call) => {
    const given = argumentOf(call, 2, 'digestmod')
    return given !== undefined && (given.value.path === 'hashlib.md5' || given.value.constant === 'md5')
      ? { at: given.expression, detail: 'md5' }
      : undefined
  }),
  misuse('weak-hash', 'cryptography.hazmat.primitives.hashes|hashes.MD5|SHA1', always()),
  misuse(
    'weak-cipher',
    'Crypto.Cipher.DES|Crypto.Cipher.DES3|Crypto.Cipher.ARC2|Crypto.Cipher.ARC4|Crypto.Cipher.Blowfish|Crypto.Cipher.XOR|Cryptodome.Cipher.DES|Cryptodome.Cipher.DES3|Cryptodome.Cipher.ARC2|Cryptodome.Cipher.ARC4|Cryptodome.Cipher.Blowfish|DES|DES3|ARC4|ARC2|Blowfish.new',
    always(),
  ),
  misuse('weak-cipher', 'Crypto.Cipher.AES|Cryptodome.Cipher.AES|AES.new', (call) => {
    const mode = argumentOf(call, 1, 'mode')
    return mode?.value.path?.endsWith('MODE_ECB') === true ? { at: mode.expression, detail: 'ECB' } : undefined
  }),
  misuse(
    'weak-cipher',
    'algorithms|cryptography.hazmat.primitives.ciphers.algorithms|cryptography.hazmat.decrepit.ciphers.algorithms.ARC4|Blowfish|TripleDES|IDEA|CAST5|SEED|RC2',
    always(),
  ),
  misuse('weak-cipher', 'modes|cryptography.hazmat.primitives.ciphers.modes.ECB', always()),
  misuse('weak-random', 'random.random|randint|choice|choices|randrange|getrandbits|sample|uniform|shuffle|randbytes', inSecurityContext),
  misuse(
    'weak-key',
    'rsa|dsa|cryptography.hazmat.primitives.asymmetric.rsa|cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key',
    (call) => {
      const size = call.args.find(
        ({ name, value }) =>
          name === 'key_size' || (typeof value.constant === 'number' && value.constant !== 65537 && value.constant !== 3),
      )
      return typeof size?.value.constant === 'number' && size.value.constant < 2048
        ? { at: size.expression, detail: String(size.value.constant) }
        : undefined
    },
  ),
  misuse(
    'weak-key',
    'Crypto.PublicKey.RSA|Crypto.PublicKey.DSA|Cryptodome.PublicKey.RSA|Cryptodome.PublicKey.DSA|RSA|DSA.generate',
    isWeakCurve,
  ),
  misuse(
    'tls',
    'requests|httpx|session|requests.Session()|s.get|post|put|delete|patch|head|options|request',
    named('verify', ({ constant }) => constant === false),
  ),
  misuse(
    'tls',
    'httpx.Client|AsyncClient',
    named('verify', ({ constant }) => constant === false),
  ),
  misuse(
    'tls',
    'aiohttp.TCPConnector',
    named('ssl', ({ constant }) => constant === false),
  ),
  misuse(
    'tls',
    'aiohttp.TCPConnector',
    named('verify_ssl', ({ constant }) => constant === false),
  ),
  misuse('tls', 'ssl._create_unverified_context|_create_stdlib_context', always()),
  misuse('tls', 'ssl.wrap_socket', always()),
  misuse('tls', 'ssl.SSLContext', (call) => {
    const given = argumentOf(call, 0, 'protocol')
    return given !== undefined && /PROTOCOL_(?:SSLv[23]|TLSv1(?:_1)?)$/.test(given.value.path ?? '') ? { at: given.expression } : undefined
  }),
  misuse('tls', '*.set_missing_host_key_policy', (call) => {
    const [given] = call.args
    return given !== undefined && /(?:AutoAdd|Warning)Policy/.test(given.value.path ?? '') ? { at: given.expression } : undefined
  }),
  misuse('cookie', '*.set_cookie', cookieLacks('secure')),
  misuse('cookie-http-only', '*.set_cookie', cookieLacks('httponly')),
  misuse(
    'debug',
    'app|application|Flask()|flask.Flask()|self.app.run',
    named('debug', ({ constant }) => constant === true),
  ),
  misuse('jwt', 'jwt|jose.jwt.decode', (call) => {
    const verify = optionOf(call, 'verify') ?? optionOf(call, 'verify_signature')
    const options = optionOf(call, 'options')
    const off =
      verify?.constant === false || (options !== undefined && call.contentsOf(options)?.entries.get('verify_signature')?.constant === false)
    const listed = optionOf(call, 'algorithms')
    const none =
      listed !== undefined &&
      call.contentsOf(listed)?.elements?.some(({ constant }) => typeof constant === 'string' && /^none$/i.test(constant)) === true
    return off || none ? { at: call.expression } : undefined
  }),
  misuse('jwt', 'jwt|jose.jwt.encode', (call) => {
    const given = argumentOf(call, 2, 'algorithm')
    return typeof given?.value.constant === 'string' && /^none$/i.test(given.value.constant)
      ? { at: given.expression, detail: 'none' }
      : undefined
  }),
  misuse('credential', 'jwt|jose.jwt.encode|decode', literalSecret(1, 'key')),
  misuse('credential', 'hmac.new', literalSecret(0, 'key')),
  misuse('temporary-file', 'tempfile.mktemp', always()),
  misuse('temporary-file', 'os.tempnam|tmpnam', always()),
  misuse('path', '@TarFile.extractall', (call) =>
    call.args.some(({ name }) => name === 'filter' || name === 'members') ? undefined : { at: call.expression },
  ),
  misuse('file-mode', 'os.chmod|fchmod|lchmod', (call) => {
    const mode = argumentOf(call, 1, 'mode')
    const bits = mode?.value.constant
    return mode !== undefined && (isOpenMode(bits) || /\bstat\.S_I(?:RWXO|WOTH)$/.test(mode.value.path ?? ''))
      ? { at: mode.expression }
      : undefined
  }),
  misuse('cors', '*.set_header|add_header', allowsAllOrigins),
  misuse('cors', 'CORS|CORSMiddleware|flask_cors.CORS', (call) => {
    const origins = optionOf(call, 'origins') ?? optionOf(call, 'allow_origins')
    const isAll =
      origins !== undefined &&
      (origins.constant === '*' || call.contentsOf(origins)?.elements?.some(({ constant }) => constant === '*') === true)
    return isAll ? { at: call.expression, detail: '*' } : undefined
  }),
  misuse('cors', '*.add_middleware', (call) => {
    const origins = optionOf(call, 'allow_origins')
    return origins !== undefined && call.contentsOf(origins)?.elements?.some(({ constant }) => constant === '*') === true
      ? { at: call.expression, detail: '*' }
      : undefined
  }),
  misuse('cleartext', 'ftplib.FTP', always()),
  misuse('cleartext', 'telnetlib.Telnet', always()),
  misuse('deserialisation', 'yaml.load|load_all', (call) =>
    isSafeYaml(call) || call.args.length === 0 || typeof call.args[0]?.value.constant === 'string'
      ? undefined
      : { at: call.args[0]!.expression },
  ),
  misuse('deserialisation', 'pickle|cPickle|dill|_pickle|shelve|marshal|jsonpickle.load|loads|open|decode', (call) => {
    const [given] = call.args
    return given === undefined || given.value.constant !== undefined ? undefined : { at: given.expression }
  }),
  misuse(
    'xxe',
    'lxml.etree|etree.XMLParser',
    named('resolve_entities', ({ constant }) => constant === true),
  ),
  misuse('xss', 'jinja2|jinja2.sandbox.Environment', (call) => {
    const given = optionOf(call, 'autoescape')
    return given === undefined || given.constant === false ? { at: call.expression, detail: 'autoescape' } : undefined
  }),
  misuse('command', 'subprocess|sp.run|call|check_call|check_output|Popen', (call) => {
    const shell = call.args.find(({ name }) => name === 'shell')
    const [first] = call.args
    return shell?.value.constant === true &&
      first !== undefined &&
      first.value.constant === undefined &&
      // What comes from outside is followed as a flow, with all that makes it safe.
      first.value.taints.length === 0 &&
      call.contentsOf(first.value) === undefined
      ? { at: first.expression, detail: 'shell=True' }
      : undefined
  }),
])

/** Whether everybody may write, or read and execute, by numeric mode. Octal numbers arrive as texts. */
function isOpenMode(bits: unknown): boolean {
  const mode = typeof bits === 'number' ? bits : typeof bits === 'string' ? Number(bits.replace(/^0(?=\d)/, '0o')) : Number.NaN
  return Number.isInteger(mode) && (mode & 0o002) !== 0
}

export const python: Knowledge = {
  sources,
  sinks,
  misuses,
  settings: indexRules<Setting>([
    setting('debug', 'DEBUG', isTrue),
    setting('debug', 'app|application.debug', isTrue),
    setting('debug', 'config.DEBUG', isTrue),
    setting('cors', '*.Access-Control-Allow-Origin', ({ constant }) => constant === '*'),
    setting('tls', '*.check_hostname', isFalse),
    setting('tls', '*.verify_mode', ({ path }) => path?.endsWith('CERT_NONE') === true),
    setting('tls', '*.cert_reqs', ({ path, constant }) => path?.endsWith('CERT_NONE') === true || constant === 'CERT_NONE'),
    setting('tls', 'session|s|self.session|requests.Session().verify', isFalse),
    setting('tls', 'ssl._create_default_https_context', ({ path }) => path?.endsWith('_create_unverified_context') === true),
    setting('cookie', 'SESSION_COOKIE_SECURE|CSRF_COOKIE_SECURE', isFalse),
    setting('cookie', '*.SESSION_COOKIE_SECURE|CSRF_COOKIE_SECURE', isFalse),
    setting('cookie-http-only', 'SESSION_COOKIE_HTTPONLY', isFalse),
    setting('cookie-http-only', '*.SESSION_COOKIE_HTTPONLY', isFalse),
    setting('csrf', '*.WTF_CSRF_ENABLED', isFalse),
    setting('csrf', 'WTF_CSRF_ENABLED', isFalse),
    setting('cors', 'CORS_ORIGIN_ALLOW_ALL|CORS_ALLOW_ALL_ORIGINS', isTrue),
  ]),
  sanitizers,
  types,
  parameters,
  returns: [{ kind: 'xss', annotations: /\.(?:route|get|post|put)$/, when: ({ isBuilt }) => isBuilt === true }],
  annotations: ({ name }) => (/(?:^|\.)csrf_exempt$|^csrf\.exempt$/.test(name) ? { kind: 'csrf', detail: name } : undefined),
  functions: () => undefined,
  request: { type: /^@Request$/, gives: /^get_\w{0,30}(?:param(?:eter)?|header|cookie|query)s?$/ },
  hasIntegerDivision: false,
  self: 'self',
  endings: new Set(['abort', 'exit', 'quit', 'sys.exit', 'os._exit', 'flask.abort']),
  gate: [
    [/\brequest\b|\bself\.(?:get_(?:query_|body_)?argument|rfile)|\bargv\b|\binput\(|raw_input|cgi\.|lambda_handler|fastapi|\bevent\b/],
    [
      /subprocess|os\.(?:system|popen|exec|spawn|startfile|chmod)|popen2|commands\.|\beval\(|\bexec\b|__import__|import_module|\bexecut|\.raw\(|\.extra\(|RawSQL|read_sql|ldap|xpath|exec_command|render_template_string|from_string|\bTemplate\(/,
    ],
    [
      /\b[cC]?[pP]ickle|marshal|dill|shelve|joblib|yaml|jsonpickle|lxml|etree|minidom|xml\.sax|pulldom|hashlib|Crypto|cryptography|random|\bssl\b|verify|mktemp|tempnam|tmpnam|\bjwt\b|\bjose\b|hmac|set_cookie|_COOKIE_|DEBUG|debug\s*=|csrf|CORS|mark_safe|Markup|jinja2|ftplib|telnetlib|paramiko|set_missing_host_key_policy|Access-Control|cert_reqs/,
    ],
    [/\blog(?:ging|ger)?\b|\bprint\b|structlog|loguru/i, sensitiveWords],
    [namedSecrets],
  ],
}

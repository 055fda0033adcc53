import { argumentOf, indexRules, optionOf, sanitizer, sink, type Call, type Sanitizer, type Sink } from '../../rules.ts'

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

export const sinks = indexRules<Sink>([
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
  sink('xxe', 'lxml.etree|etree|lxml.objectify.parse|fromstring|XML|iterparse', {
    args: [0],
    // A parser of one's own is judged where it is made.
    when: (call) => argumentOf(call, 1, 'parser') === undefined,
  }),
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

export function isSafeYaml(call: Call): boolean {
  if (call.name === 'unsafe_load' || call.name === 'unsafe_load_all' || call.name === 'full_load') return false
  const loader = argumentOf(call, 1, 'Loader')
  return /Safe|Base|safe/.test(loader?.value.path ?? '')
}

export const sanitizers = indexRules<Sanitizer>([
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

import { indexRules, setting, type Knowledge, type Setting } from '../rules.ts'
import { misuses } from './python/misuses.ts'
import { sanitizers, sinks } from './python/sinks.ts'
import { parameters, sources, types } from './python/sources.ts'
import { isFalse, isTrue, namedSecrets, sensitiveWords } from './shared-tests.ts'

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

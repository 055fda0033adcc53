import { looksSecret } from '../credentials.ts'
import { indexRules, setting, settingSink, type Knowledge, type Setting } from '../rules.ts'
import type { Value } from '../value.ts'
import { misuses } from './javascript/misuses.ts'
import { sanitizers, sinks } from './javascript/sinks.ts'
import { parameters, sources, types } from './javascript/sources.ts'
import { acceptsAll, isFalse, isTrue, namedSecrets, sensitiveWords } from './shared-tests.ts'

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
    setting('xss', '*.noEscape', isTrue),
    setting(
      'credential',
      '*.secretOrKey',
      (value, written) => written.kind === 'literal' && typeof value.constant === 'string' && looksSecret(value.constant),
    ),
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

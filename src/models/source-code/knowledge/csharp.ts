import { indexRules, setting, settingSink, type Knowledge, type Setting } from '../rules.ts'
import type { Value } from '../value.ts'
import { misuses } from './csharp/misuses.ts'
import { sanitizers, sinks } from './csharp/sinks.ts'
import { parameters, sources, types } from './csharp/sources.ts'
import { acceptsAll, isFalse, isTrue, namedSecrets, sensitiveWords } from './shared-tests.ts'

const acceptsCertificates = ({ closure, path }: Value): boolean =>
  (closure !== undefined && acceptsAll(closure.code)) || (path ?? '').endsWith('DangerousAcceptAnyServerCertificateValidator')

export const csharp: Knowledge = {
  sources,
  sinks,
  misuses,
  settings: indexRules<Setting>([
    settingSink('sql', '*.CommandText|SelectCommand'),
    settingSink('command', 'ProcessStartInfo|StartInfo|startInfo|psi|process.StartInfo.FileName|Arguments'),
    settingSink('ldap', '*.Filter'),
    settingSink('xss', '*.InnerHtml|Text_Html'),
    settingSink('redirect', 'Response|response.RedirectLocation'),
    settingSink('ssrf', 'HttpRequestMessage|request.RequestUri'),
    setting(
      'tls',
      '*.ServerCertificateCustomValidationCallback|ServerCertificateValidationCallback|RemoteCertificateValidationCallback',
      acceptsCertificates,
    ),
    setting('tls', '*.SecurityProtocol|SslProtocols', ({ path }) => /(?:Ssl[23]|Tls(?:11)?)$/.test(path ?? '')),
    setting('tls', '*.TrustServerCertificate', isTrue),
    setting('tls', '*.RequireHttpsMetadata', isFalse),
    setting('cookie', '*.Secure', isFalse),
    setting('cookie', '*.SecurePolicy', ({ path }) => path?.endsWith('CookieSecurePolicy.None') === true),
    setting('cookie-http-only', '*.HttpOnly', isFalse),
    setting('weak-cipher', '*.Mode', ({ path }) => path?.endsWith('CipherMode.ECB') === true),
    setting('deserialisation', '*.TypeNameHandling', ({ path }) => /TypeNameHandling\.(?:All|Auto|Objects|Arrays)$/.test(path ?? '')),
    setting('xxe', '*.DtdProcessing', ({ path }) => path?.endsWith('DtdProcessing.Parse') === true),
    setting('xxe', '*.ProhibitDtd', isFalse),
    setting('xxe', '*.XmlResolver', ({ path }) => /^(?:System\.Xml\.)?XmlUrlResolver$/.test(path ?? '')),
    setting(
      'jwt',
      '*.ValidateIssuerSigningKey|ValidateLifetime|RequireSignedTokens|RequireExpirationTime|ValidateAudience|ValidateIssuer',
      isFalse,
    ),
    setting('cors', '*.Access-Control-Allow-Origin', ({ constant }) => constant === '*'),
    setting('csrf', '*.ValidateAntiForgeryToken', isFalse),
    setting('debug', '*.EnableViewStateMac|ValidateRequest', isFalse),
  ]),
  sanitizers,
  types,
  parameters,
  returns: [],
  annotations: ({ name, args }) => {
    if (name === 'IgnoreAntiforgeryToken') return { kind: 'csrf', detail: name }
    if (name === 'ValidateInput' && args[0]?.value.kind === 'literal' && args[0].value.value === false) return { kind: 'xss', detail: name }
    return undefined
  },
  functions: () => undefined,
  request: { type: /(?:^|\.)HttpRequest(?:Base|Message)?$/, gives: /^Get\w{0,30}(?:Param(?:eter)?|Header|Cookie|Query)s?$/ },
  hasIntegerDivision: true,
  self: 'this',
  endings: new Set(['Environment.Exit']),
  gate: [
    [
      /\bRequest\b|HttpContext|Controller|From(?:Query|Body|Route|Form|Header)|HttpRequest|Map(?:Get|Post|Put|Delete)|WebMethod|Console\.ReadLine/,
    ],
    [
      /Command|Execute|FromSql|SqlQuery|\.Query|Process|DirectorySearcher|DirectoryEntry|SearchRequest|XPath|SelectNodes|SelectSingleNode|CSharpScript|Activator|Assembly\.Load/,
    ],
    [
      /MD5|SHA1|HMAC|\bDES\b|DESCrypto|TripleDES|RC2|RIPEMD|CipherMode|\bRandom\b|RSA|DSA|Cookie|BinaryFormatter|NetDataContract|LosFormatter|ObjectStateFormatter|SoapFormatter|JavaScriptSerializer|TypeNameHandling|Xml|DtdProcessing|ServerCertificate|SecurityProtocol|SslProtocols|TrustServerCertificate|RequireHttpsMetadata|AllowAnyOrigin|WithOrigins|Access-Control|Antiforgery|NetworkCredential|SqlCredential|DeriveBytes|SymmetricSecurityKey|TokenValidationParameters|Validate(?:Lifetime|Issuer|Audience|Input|Request)|GetTempFileName|ClientSecretCredential/,
    ],
    [/log(?:ger)?\b|Log(?:ger|Information|Debug|Warning|Error)|Console\.|Trace|Debug/, sensitiveWords],
    [namedSecrets],
  ],
}

import {
  always,
  constantLike,
  indexRules,
  misuse,
  sanitizer,
  setting,
  settingSink,
  sink,
  source,
  tracked,
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
  weakHash,
  namedSecrets,
  sensitiveWords,
} from './shared-tests.ts'

const remoteAttributes = /^(?:From(?:Query|Body|Route|Form|Header|Uri)|QueryString|Bind)(?:Attribute)?$/
const plainTypes =
  /^(?:int|long|short|byte|bool|double|float|decimal|Guid|DateTime|DateTimeOffset|TimeSpan|CancellationToken|uint|ulong|ILogger|HttpContext|HttpRequest|HttpResponse)$|^I[A-Z]\w+$/

/** Parameters of actions come from the request, as controllers are found by their base, their name or an attribute. */
const parameters: ParameterRoles = ({ type, annotations }, _name, _position, code, owner) => {
  if (annotations.some(({ name }) => remoteAttributes.test(name)))
    return type !== undefined && /^(?:int|long|bool|Guid|DateTime)$/.test(type) ? {} : { isRemote: true }
  if (type === 'IFormFile' || type === 'IFormCollection') return { isRemote: true }
  if (type !== undefined && plainTypes.test(type)) return { path: type }
  const isController =
    owner !== undefined &&
    (owner.name.endsWith('Controller') ||
      owner.bases.some((base) => /Controller(?:Base)?$|^PageModel$/.test(base)) ||
      owner.annotations.some(({ name }) => name === 'ApiController'))
  const isAction =
    (isController && code.isPublic && !code.isConstructor) ||
    code.annotations.some(({ name }) => /^Http(?:Get|Post|Put|Delete|Patch)$|^WebMethod$|^Route$/.test(name))
  if (isAction && !annotations.some(({ name }) => name === 'FromServices')) return { isRemote: true }
  return undefined
}

const request =
  'Request|HttpRequest|request|req|HttpContext.Request|Context.Request|HttpRequestBase|HttpRequestMessage|HttpContext.Current.Request|this.Request'

const sources = indexRules<NamedRule>([
  source(
    `${request}.Query|QueryString|Form|Params|Headers|Cookies|Body|Path|RawUrl|Url|UserAgent|UrlReferrer|Files|InputStream|RouteValues|Item|Host|PathInfo|ServerVariables|ContentType|Unvalidated|ReadFormAsync|GetDisplayUrl|GetEncodedUrl|Content`,
  ),
  source('Request|HttpRequest|HttpContext.Request|Context.Request|HttpContext.Current.Request.[]'),
  source('ZipArchiveEntry|entry.FullName'),
  source('RouteData|routeData.Values'),
  source('TextBox|txt.Text'),
  source('Console.ReadLine'),
])

const types = indexRules<Typing>([
  typed('MD5|System.Security.Cryptography.MD5.Create', '@WeakHash'),
  typed('Process.Start', '@Process'),
  typed('*.GetSection', '@Configuration'),
  tracked('XmlReader.Create', '@XmlReader'),
  typed('*.CreateCommand', 'DbCommand'),
])

const commands =
  'SqlCommand|OleDbCommand|OdbcCommand|OracleCommand|MySqlCommand|NpgsqlCommand|SqliteCommand|SQLiteCommand|DbCommand|IDbCommand|SqlDataAdapter|OleDbDataAdapter|SqlDataSource'
const logs = 'logger|_logger|log|_log|Log|Logger|ILogger|Trace|Debug|NLog|this.logger|this._logger|telemetry|_telemetry|TelemetryClient'

const sinks = indexRules<Sink>([
  sink('sql', `new ${commands}`, { args: [0] }),
  sink(
    'sql',
    'Database|context.Database|_context.Database|db.Database|dbContext.Database|ctx.Database.ExecuteSqlRaw|ExecuteSqlRawAsync|ExecuteSqlCommand|ExecuteSqlCommandAsync|SqlQuery|SqlQueryRaw',
    { args: [0] },
  ),
  sink(
    'sql',
    '*.FromSqlRaw|ExecuteSqlRaw|ExecuteSqlRawAsync|ExecuteSqlCommand|SqlQueryRaw|FromSql|CreateSQLQuery|ExecuteStoreQuery|ExecuteStoreCommand',
    { args: [0] },
  ),
  sink(
    'sql',
    'connection|conn|_connection|_db|db|con|sqlConnection|SqlConnection|IDbConnection|cnn.Query|QueryAsync|QueryFirst|QueryFirstAsync|QueryFirstOrDefault|QueryFirstOrDefaultAsync|QuerySingle|QuerySingleAsync|QuerySingleOrDefault|QuerySingleOrDefaultAsync|Execute|ExecuteAsync|ExecuteScalar|ExecuteScalarAsync|QueryMultiple',
    { args: [0], shallow: true },
  ),
  sink('sql', 'SqlHelper.ExecuteDataset|ExecuteNonQuery|ExecuteReader|ExecuteScalar'),
  sink('command', 'Process.Start'),
  sink('command', 'new ProcessStartInfo'),
  sink(
    'path',
    'File.ReadAllText|ReadAllTextAsync|ReadAllBytes|ReadAllBytesAsync|ReadAllLines|WriteAllText|WriteAllTextAsync|WriteAllBytes|WriteAllLines|OpenRead|OpenWrite|Open|OpenText|Delete|Copy|Move|AppendAllText|Create|CreateText|ReadLines|Exists',
    { args: [0] },
  ),
  sink('path', 'Directory.Delete|GetFiles|CreateDirectory|EnumerateFiles|Move|GetDirectories', { args: [0] }),
  sink('path', 'new FileStream|StreamReader|StreamWriter|FileInfo|DirectoryInfo', {
    args: [0],
    passes: true,
    when: ({ args, contentsOf }) =>
      args[0] !== undefined && contentsOf(args[0].value) === undefined && !/Stream|Body/.test(args[0].value.path ?? ''),
  }),
  sink('path', '*.PhysicalFile|TransmitFile|WriteFile|SendFileAsync|MapPath', { args: [0] }),
  sink('path', 'new PhysicalFileResult|FilePathResult', { args: [0] }),
  sink('path', '*.ExtractToFile', { args: [0] }),
  sink('xss', 'Response|response|HttpContext.Response|context.Response|HttpResponse.Write|WriteAsync|Output', { args: [0] }),
  sink('xss', '*.Raw', { args: [0], when: ({ owners }) => /Html$|helper$/i.test(owners[0] ?? '') }),
  sink('xss', 'new HtmlString|MvcHtmlString|MarkupString', { args: [0] }),
  sink('xss', 'MvcHtmlString.Create', { args: [0] }),
  ...['Content', 'this|base.Content'].map((names) =>
    sink('xss', names, { args: [0], when: ({ args }) => args.length > 1 && /html/i.test(String(args[1]?.value.constant)) }),
  ),
  sink('ldap', 'new DirectorySearcher|SearchRequest|DirectoryEntry'),
  sink('xpath', '*.SelectNodes|SelectSingleNode|XPathSelectElement|XPathSelectElements|XPathEvaluate', { args: [0] }),
  sink('xpath', 'XPathNavigator|navigator|nav|XPathExpression.Select|SelectSingleNode|Evaluate|Compile|Matches', { args: [0] }),
  sink(
    'deserialisation',
    'BinaryFormatter|NetDataContractSerializer|LosFormatter|ObjectStateFormatter|SoapFormatter|JavaScriptSerializer|formatter.Deserialize|UnsafeDeserialize',
    { args: [0] },
  ),
  sink('xxe', 'XmlDocument|doc|xmlDoc|document.Load|LoadXml', { args: [0], when: isResolving }),
  sink(
    'ssrf',
    'HttpClient|httpClient|_httpClient|client|_client|_http|http.GetAsync|GetStringAsync|GetByteArrayAsync|GetStreamAsync|PostAsync|PutAsync|DeleteAsync|SendAsync|PatchAsync|GetFromJsonAsync|PostAsJsonAsync',
    { args: [0] },
  ),
  sink('ssrf', 'WebRequest|HttpWebRequest.Create|CreateHttp', { args: [0] }),
  sink(
    'ssrf',
    'WebClient|client|webClient|wc.DownloadString|DownloadData|DownloadFile|OpenRead|UploadString|DownloadStringAsync|DownloadStringTaskAsync',
    { args: [0] },
  ),
  sink('ssrf', 'new RestClient|HttpRequestMessage', { args: [0, 1] }),
  sink('redirect', 'Redirect|RedirectPermanent|RedirectPreserveMethod', { args: [0] }),
  sink('redirect', 'Response|response|HttpContext.Response|this|base|Results|TypedResults|context.Response.Redirect|RedirectPermanent', {
    args: [0],
  }),
  sink('redirect', 'new RedirectResult', { args: [0] }),
  sink('code', 'CSharpScript.EvaluateAsync|RunAsync|Create', { args: [0] }),
  sink('code', '*.CompileAssemblyFromSource'),
  sink('code', 'PowerShell.AddScript', { args: [0] }),
  sink('template', 'Razor|Engine.Razor|engine.RunCompile|Compile|Parse', { args: [0] }),
  sink('reflection', 'Type|Assembly.GetType|Load|LoadFrom|LoadFile', { args: [0] }),
  sink('reflection', 'Activator.CreateInstance', { args: [0, 1] }),
  sink('regex', 'new Regex', { args: [0], when: ({ args }) => args.length < 3 }),
  sink('regex', 'Regex.IsMatch|Match|Matches|Replace|Split', { args: [1], when: ({ args }) => args.length < 4 }),
  sink('header', 'Response.Headers|Response|response.Headers.Add|Append|AddHeader|AppendHeader', { args: [1] }),
  sink('trust-boundary', 'Session|HttpContext.Session|session.SetString|Add|Set'),
  sink(
    'log-injection',
    `${logs}.LogTrace|LogDebug|LogInformation|LogWarning|LogError|LogCritical|Info|Debug|Warn|Error|Fatal|Information|Warning`,
  ),
  sink(
    'sensitive-log',
    `${logs}.LogTrace|LogDebug|LogInformation|LogWarning|LogError|LogCritical|Log|Info|Debug|Warn|Error|Fatal|Trace|Information|Warning|Verbose|InfoFormat|DebugFormat|WarnFormat|ErrorFormat|WriteLine|TrackTrace|TrackEvent`,
  ),
  sink('sensitive-log', 'Console|System.Console|System.Diagnostics.Debug|Console.Error|Console.Out.WriteLine|Write'),
])

/** A document that was told to resolve what it refers to. */
function isResolving({ receiver, contentsOf }: Call): boolean {
  const resolver = receiver === undefined ? undefined : contentsOf(receiver)?.entries.get('XmlResolver')
  return resolver !== undefined && resolver.constant !== null
}

const sanitizers = indexRules<Sanitizer>([
  sanitizer(
    'all',
    'int|long|Guid|decimal|double|bool|short|DateTime|Int32|Int64|byte|uint|float|Enum|System.Int32.Parse|TryParse|ParseExact',
  ),
  sanitizer('all', 'Convert.ToInt32|ToInt64|ToBoolean|ToDecimal|ToDouble|ToInt16|ToDateTime|ToByte'),
  sanitizer(
    ['xss'],
    'HtmlEncoder|HttpUtility|WebUtility|AntiXssEncoder|Server|Encoder|JavaScriptEncoder|HtmlEncoder.Default|_htmlEncoder|sanitizer|HtmlSanitizer|_encoder|Html|SecurityElement.Encode|HtmlEncode|HtmlAttributeEncode|JavaScriptStringEncode|XmlEncode|Sanitize|Escape',
  ),
  sanitizer(
    ['xss', 'redirect', 'ssrf', 'path', 'header'],
    'Uri|HttpUtility|WebUtility|UrlEncoder|UrlEncoder.Default|Server.EscapeDataString|UrlEncode|UrlPathEncode',
  ),
  sanitizer(['path'], 'Path|System.IO.Path.GetFileName|GetFileNameWithoutExtension|GetRandomFileName'),
  sanitizer(['ldap'], 'Encoder|AntiXss.LdapFilterEncode|LdapDistinguishedNameEncode'),
  sanitizer(['regex'], 'Regex.Escape'),
  sanitizer(['sql'], '*.QuoteIdentifier'),
])

function cookieLacks(option: string): Misuse['test'] {
  return (call) => {
    const options = call.args[call.name === 'Append' ? 2 : 0]
    if (options === undefined) return call.args.length === 2 ? { at: call.expression, detail: option } : undefined
    const made = call.contentsOf(options.value)
    if (made === undefined) return undefined
    const given = made.entries.get(option)
    return given === undefined || given.constant === false ? { at: options.expression, detail: option } : undefined
  }
}

const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'MD5|SHA1|HMACMD5.Create|HashData|HashDataAsync', always()),
  misuse(
    'weak-hash',
    'new MD5CryptoServiceProvider|SHA1CryptoServiceProvider|SHA1Managed|MD5Cng|SHA1Cng|HMACMD5|HMACSHA1|RIPEMD160Managed',
    always(),
  ),
  misuse('weak-hash', 'HashAlgorithm|CryptoConfig.Create|CreateFromName', constantLike(weakHash)),
  misuse('weak-cipher', 'DES|TripleDES|RC2.Create', always()),
  misuse('weak-cipher', 'new DESCryptoServiceProvider|TripleDESCryptoServiceProvider|RC2CryptoServiceProvider|TripleDESCng', always()),
  misuse('weak-random', 'Random|rnd|random|rand|_random|Random.Shared|new Random().Next|NextBytes|NextDouble|NextInt64', inSecurityContext),
  misuse('weak-random', 'new Random', inSecurityContext),
  misuse('weak-key', 'new RSACryptoServiceProvider|RSACng|DSACryptoServiceProvider', constantLike(/^(?:384|512|768|1024)$/)),
  misuse('weak-key', 'RSA.Create', constantLike(/^(?:384|512|768|1024)$/)),
  misuse('cookie', '*.Append', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('Secure')(call) : undefined)),
  misuse('cookie-http-only', '*.Append', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('HttpOnly')(call) : undefined)),
  misuse('cookie', '*.Add', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('Secure')(call) : undefined)),
  misuse('cookie-http-only', '*.Add', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('HttpOnly')(call) : undefined)),
  misuse(
    'deserialisation',
    'BinaryFormatter|NetDataContractSerializer|LosFormatter|ObjectStateFormatter|SoapFormatter.Deserialize|UnsafeDeserialize|ReadObject',
    (call) => (call.args[0] === undefined ? undefined : { at: call.args[0].expression }),
  ),
  misuse('deserialisation', 'new JavaScriptSerializer', (call) =>
    /SimpleTypeResolver/.test(call.args[0]?.value.path ?? '') ? { at: call.expression } : undefined,
  ),
  misuse('xxe', 'new XmlTextReader', (call) => {
    const [first] = call.args
    return first !== undefined && /Request|Stream|Body/.test(first.value.path ?? '') && first.value.taints.length > 0
      ? { at: first.expression }
      : undefined
  }),
  misuse(
    'credential',
    'new NetworkCredential|SqlCredential|PasswordDeriveBytes|Rfc2898DeriveBytes|BasicAuthenticationCredentials|BasicAWSCredentials|ClientSecretCredential',
    (call) => literalSecret(/DeriveBytes/.test(call.name) ? 0 : call.name === 'new ClientSecretCredential' ? 2 : 1)(call),
  ),
  misuse('credential', 'new SymmetricSecurityKey', keyFromLiteral),
  misuse('jwt', '*.WithVerifySignature', (call) => (call.args[0]?.value.constant === false ? { at: call.args[0].expression } : undefined)),
  misuse('cors', '*.AllowAnyOrigin', always('*')),
  misuse('cors', '*.WithOrigins', (call) =>
    call.args[0]?.value.constant === '*' ? { at: call.args[0].expression, detail: '*' } : undefined,
  ),
  misuse('cors', '*.Add|Append|AddHeader|AppendHeader', allowsAllOrigins),
  misuse('temporary-file', 'Path.GetTempFileName', always()),
])

/** `new SymmetricSecurityKey(Encoding.UTF8.GetBytes("…"))`. */
function keyFromLiteral(call: Call): ReturnType<Misuse['test']> {
  const given = call.args[0]?.expression
  const inner = given?.kind === 'call' ? given.args[0]?.value : undefined
  return inner?.kind === 'literal' && typeof inner.value === 'string' ? { at: inner, isConfidential: true } : undefined
}

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

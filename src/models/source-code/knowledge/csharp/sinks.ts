import { indexRules, sanitizer, sink, type Call, type Sanitizer, type Sink } from '../../rules.ts'

const commands =
  'SqlCommand|OleDbCommand|OdbcCommand|OracleCommand|MySqlCommand|NpgsqlCommand|SqliteCommand|SQLiteCommand|DbCommand|IDbCommand|SqlDataAdapter|OleDbDataAdapter|SqlDataSource'

const logs = 'logger|_logger|log|_log|Log|Logger|ILogger|Trace|Debug|NLog|this.logger|this._logger|telemetry|_telemetry|TelemetryClient'

export const sinks = indexRules<Sink>([
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

export const sanitizers = indexRules<Sanitizer>([
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

import { indexRules, sanitizer, sink, type Call, type Sanitizer, type Sink } from '../../rules.ts'
import { request, response } from './sources.ts'

/** What a query is put together for. */
const sqlMethods =
  'executeQuery|executeUpdate|executeLargeUpdate|addBatch|prepareStatement|prepareCall|nativeSQL|queryForObject|queryForList|queryForMap|queryForRowSet|queryForLong|queryForInt|queryForStream|batchUpdate|createNativeQuery|createSQLQuery|createQuery'

const sqlOwners =
  'Statement|@Statement|statement|stmt|st|Connection|connection|conn|con|JdbcTemplate|JDBCtemplate|jdbcTemplate|jdbc|template|NamedParameterJdbcTemplate|namedParameterJdbcTemplate|JdbcOperations|jdbcClient|jdbcOperations|DatabaseHelper|JdbcClient|SqlSession|DatabaseClient|client|db|SQLiteDatabase'

export const sinks = indexRules<Sink>([
  sink('sql', `*.${sqlMethods}`, { args: [0] }),
  sink('sql', `${sqlOwners}.execute|query|update|sql|rawQuery|execSQL`, { args: [0] }),
  sink('sql', 'PersistenceManager|pm.newQuery', { args: [0] }),
  sink('sql', 'Restrictions|Expression.sqlRestriction', { args: [0] }),
  sink('sql', 'new StaticSql|SqlQuery|SqlUpdate|MappingSqlQuery', { args: [0, 1] }),
  sink('command', '@Runtime|Runtime|runtime|r|rt.exec'),
  sink('command', 'new ProcessBuilder'),
  sink('command', 'ProcessBuilder|pb|processBuilder|builder.command'),
  sink('command', 'CommandLine.parse|addArgument'),
  sink(
    'path',
    'new File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile|ZipFile|JarFile|FileSystemResource|UrlResource|ClassPathResource',
    { passes: true },
  ),
  sink('path', 'Paths.get', { passes: true }),
  sink('path', 'Path.of|resolve', { passes: true }),
  sink('path', 'Paths.get()|Path.of().resolve', { passes: true }),
  sink('path', '*.resolveSibling', { passes: true }),
  sink(
    'path',
    'Files.newInputStream|newOutputStream|newBufferedReader|newBufferedWriter|readAllBytes|readString|readAllLines|lines|write|writeString|copy|move|delete|deleteIfExists|createFile|createDirectory|createDirectories|list|walk|exists|newByteChannel',
  ),
  sink('path', 'FileUtils.readFileToString|writeStringToFile|openInputStream|copyFile|forceDelete|deleteQuietly|getFile', { passes: true }),
  sink('path', 'ServletContext|context|application|getServletContext().getRealPath|getResourceAsStream|getResource', { args: [0] }),
  sink('path', 'FileSystem|FileSystems|fs.getPath', { passes: true }),
  sink('path', `${request}.getRequestDispatcher`, { args: [0] }),
  sink('xss', '@ResponseWriter.print|println|write|format|printf|append'),
  sink('xss', `${response}.sendError`, { args: [1] }),
  sink(
    'ldap',
    'DirContext|InitialDirContext|LdapContext|InitialLdapContext|EventDirContext|LdapTemplate|ldapTemplate|LDAPConnection|ctx|idc|dirContext|ldap.search|lookup|searchForObject|searchForContext|authenticate|list',
    // What fills in a filter's places is escaped by the library.
    { args: [0, 1, 2], shallow: true },
  ),
  sink('ldap', 'InitialContext|Context|NamingManager|jndiTemplate|JndiTemplate.lookup|doLookup', { args: [0] }),
  sink('xpath', '@XPath|XPath|XPathExpression|xp|xpath|xPath.evaluate|compile|evaluateExpression', { args: [0] }),
  sink('xpath', '*.selectNodes|selectSingleNode|selectObject', { args: [0] }),
  sink('deserialisation', 'ObjectInputStream|XMLDecoder|in|ois.readObject|readUnshared', { receiver: true }),
  sink('deserialisation', 'XStream|xstream|xStream.fromXML', { args: [0] }),
  sink('deserialisation', 'Yaml|yaml.load|loadAll|loadAs', { args: [0], when: (call) => !isMadeWith(call, /SafeConstructor$/) }),
  sink('deserialisation', 'SerializationUtils.deserialize', { args: [0] }),
  sink('deserialisation', 'JSON.parseObject|parse', { args: [0] }),
  sink('deserialisation', 'Kryo|kryo.readObject|readClassAndObject', { args: [0] }),
  sink('ssrf', 'URL|url|u.openConnection|openStream|getContent', { receiver: true }),
  sink(
    'ssrf',
    'RestTemplate|restTemplate|TestRestTemplate.getForObject|getForEntity|postForObject|postForEntity|exchange|execute|put|delete|headForHeaders|patchForObject',
    { args: [0] },
  ),
  sink('ssrf', 'new HttpGet|HttpPost|HttpPut|HttpDelete|HttpHead|HttpPatch', { args: [0] }),
  sink('ssrf', 'HttpRequest.newBuilder', { args: [0] }),
  sink('ssrf', 'newBuilder().uri', { args: [0] }),
  sink('ssrf', 'Builder|Request.Builder|new Request.Builder.url', { args: [0] }),
  sink('ssrf', 'WebClient|webClient|RestClient.create|uri', { args: [0] }),
  sink('ssrf', 'get()|post()|put()|delete()|patch().uri', {
    args: [0],
    when: ({ owners }) => /web_?client|rest_?client/i.test(owners.join(' ')),
  }),
  sink('ssrf', 'Jsoup.connect', { args: [0] }),
  sink('ssrf', 'IOUtils.toByteArray|toString', { args: [0], when: (call) => /URL|URI/.test(call.args[0]?.value.path ?? '') }),
  sink('ssrf', 'new Socket', { args: [0] }),
  sink('redirect', `${response}.sendRedirect`, { args: [0] }),
  sink('redirect', 'new RedirectView', { args: [0] }),
  sink('redirect', 'Response.seeOther|temporaryRedirect', { args: [0] }),
  sink('redirect', `${response}.setHeader|addHeader`, { args: [1], when: isLocation }),
  sink('redirect', 'new ModelAndView', { args: [0], when: ({ args }) => args[0]?.value.prefix?.startsWith('redirect:') === true }),
  sink('code', 'ScriptEngine|engine|scriptEngine|se.eval', { args: [0] }),
  sink('code', 'ExpressionParser|SpelExpressionParser|parser.parseExpression|parseRaw', { args: [0] }),
  sink('code', 'Ognl.getValue|setValue|parseExpression', { args: [0] }),
  sink('code', 'GroovyShell|shell.evaluate|parse', { args: [0] }),
  sink('code', 'GroovyClassLoader|new GroovyClassLoader.parseClass', { args: [0] }),
  sink('code', 'JexlEngine|jexl|jexlEngine.createExpression|createScript', { args: [0] }),
  sink('code', 'MVEL.eval|executeExpression|compileExpression', { args: [0] }),
  sink('code', 'ELProcessor|ExpressionFactory.eval|createValueExpression|createMethodExpression', { args: [0, 1] }),
  sink('template', 'Velocity|VelocityEngine|velocity.evaluate', { args: [2, 3] }),
  sink('template', 'new Template', { args: [1] }),
  sink('template', 'TemplateEngine|templateEngine|engine.process', { args: [0] }),
  sink('trust-boundary', '@HttpSession|HttpSession|session|httpSession.setAttribute|putValue'),
  sink('header', `${response}.setHeader|addHeader`, { args: [1], when: (call) => !isLocation(call) }),
  sink('reflection', 'Class.forName', { args: [0] }),
  sink('reflection', 'ClassLoader|classLoader|loader.loadClass', { args: [0] }),
  sink('regex', 'Pattern.compile|matches', { args: [0] }),
  sink('log-injection', 'Logger|logger|log|LOG|LOGGER.trace|debug|info|warn|error|fatal|severe|warning|fine|config|log'),
  sink(
    'sensitive-log',
    'Logger|logger|log|LOG|LOGGER|slf4jLogger|@Slf4j.trace|debug|info|warn|error|fatal|severe|warning|fine|finer|finest|config|log',
  ),
  sink('sensitive-log', 'System.out|System.err.print|println|printf|format'),
])

/** Whether the receiver was made with something of a type. */
function isMadeWith({ receiver, contentsOf }: Call, type: RegExp): boolean {
  const made = receiver === undefined ? undefined : contentsOf(receiver)?.calls.get('new')
  return made?.some((args) => args.some(({ path }) => type.test(path ?? ''))) === true
}

function isLocation(call: Call): boolean {
  return String(call.args[0]?.value.constant).toLowerCase() === 'location'
}

export const sanitizers = indexRules<Sanitizer>([
  sanitizer(
    'all',
    'Integer|Long|Short|Byte|Double|Float|BigInteger|BigDecimal|Boolean|UUID|LocalDate|Instant.parseInt|parseLong|parseShort|parseByte|parseDouble|parseFloat|parseBoolean|valueOf|fromString|decode|parse',
  ),
  sanitizer(
    'all',
    '@Validator|Validator|validator.getValidInput|getValidInteger|getValidNumber|getValidFileName|getValidDirectoryPath|getValidSafeHTML',
  ),
  sanitizer(
    ['xss'],
    '*.encodeForHTML|encodeForHTMLAttribute|encodeForJavaScript|encodeForCSS|encodeForXML|encodeForXMLAttribute|htmlEscape|htmlEscapeDecimal|htmlEscapeHex|escapeHtml|escapeHtml3|escapeHtml4|escapeXml|escapeXml10|escapeXml11|forHtml|forHtmlContent|forHtmlAttribute|forJavaScript|forXml|escapeEcmaScript|javaScriptEscape|escapeJavaScript',
  ),
  sanitizer(['xss'], 'Jsoup|PolicyFactory|policy|sanitizer|AntiSamy.clean|sanitize'),
  sanitizer(
    ['xss', 'redirect', 'ssrf', 'header', 'path'],
    'URLEncoder|UriUtils|*.encodeForURL|forUriComponent|encodePathSegment|encodeQueryParam',
  ),
  sanitizer(['xss', 'redirect', 'header'], 'URLEncoder|UriUtils.encode'),
  sanitizer(['ldap'], '*.encodeForLDAP|encodeForDN|filterEncode|nameEncode|encodeFilterValue|encodeValue|escapeLDAPSearchFilter'),
  sanitizer(['sql'], '*.encodeForSQL|escapeSql|quoteIdentifier|enquoteLiteral|enquoteIdentifier|enquoteName'),
  sanitizer(['xpath'], '*.encodeForXPath|escapeXPath'),
  sanitizer(['command'], '*.encodeForOS'),
  sanitizer(['path'], 'FilenameUtils.getName|getBaseName|getExtension'),
  sanitizer(['path'], 'getFileName().toString'),
  sanitizer(['path'], '*.getFileName'),
  sanitizer(['path'], 'File|file.getName'),
  sanitizer(['regex'], 'Pattern.quote'),
])

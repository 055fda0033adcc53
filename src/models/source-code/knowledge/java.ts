import {
  always,
  argumentOf,
  constantLike,
  indexRules,
  misuse,
  sanitizer,
  setting,
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
import { acceptsAll, allowsAllOrigins, literalSecret, weakCipher, weakHash, namedSecrets, sensitiveWords } from './shared-tests.ts'

const remoteAnnotations =
  /(?:^|\.)(?:RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|ModelAttribute|MatrixVariable|RequestPart|PathParam|QueryParam|FormParam|HeaderParam|CookieParam|BeanParam|MatrixParam|Query|Header|Body|Payload)$/
const handlerAnnotations = /(?:^|\.)(?:(?:Request|Get|Post|Put|Delete|Patch)Mapping|GET|POST|PUT|DELETE|PATCH|Path|MessageMapping)$/

const requestTypes =
  /(?:^|\.)(?:Http)?Servlet(?:Request|Response)(?:Wrapper)?$|(?:^|\.)(?:HttpSession|Model|ModelMap|Principal|Authentication|BindingResult|WebRequest|NativeWebRequest|UriInfo|HttpHeaders)$/

/** Types whose values are no text that could be anything. */
const plainTypes =
  /^(?:int|long|short|byte|boolean|double|float|Integer|Long|Short|Byte|Boolean|Double|Float|(?:java\.(?:util|time|math)\.)?(?:UUID|LocalDate|LocalDateTime|Instant|BigInteger|BigDecimal))$/

const parameters: ParameterRoles = ({ type, annotations }, _name, _position, code) => {
  if (type !== undefined && (requestTypes.test(type) || plainTypes.test(type))) return {}
  if (annotations.some(({ name }) => remoteAnnotations.test(name))) return { isRemote: true }
  return code.annotations.some(({ name }) => handlerAnnotations.test(name)) &&
    !annotations.some(({ name }) => /Context$|Suspended$/.test(name))
    ? { isRemote: true }
    : undefined
}

const request = 'HttpServletRequest|ServletRequest|HttpServletRequestWrapper|WebRequest|NativeWebRequest|request|req'
const response = 'HttpServletResponse|ServletResponse|response|resp|res'

const sources = indexRules<NamedRule>([
  source(
    `${request}.getParameter|getParameterValues|getParameterMap|getParameterNames|getHeader|getHeaders|getHeaderNames|getHeaderValues|getQueryString|getCookies|getPathInfo|getPathTranslated|getRequestURI|getRequestURL|getReader|getInputStream|getPart|getParts|getParam|getRemoteUser`,
  ),
  source('MultipartFile|Part|FileItem|FileItemStream.getOriginalFilename|getSubmittedFileName|getName|getString'),
  source('UriInfo.getQueryParameters|getPathParameters|getPath|getRequestUri'),
  source('HttpHeaders.getRequestHeader|getHeaderString|getFirst'),
  source('HttpExchange.getRequestURI|getRequestBody|getRequestHeaders'),
  source('RoutingContext|ctx|context.pathParam|queryParam|formParam|queryParams|formParams'),
  source('WebUtils.getCookie'),
])

const types = indexRules<Typing>([
  typed(`${response}.getWriter|getOutputStream`, '@ResponseWriter'),
  typed(`${request}.getSession`, '@HttpSession'),
  typed('Runtime.getRuntime', '@Runtime'),
  typed('*.createStatement', '@Statement'),
  typed('ESAPI.encoder', '@Encoder'),
  typed('ESAPI.validator', '@Validator'),
  tracked('DocumentBuilderFactory.newInstance|newDefaultInstance|newNSInstance', '@XmlFactory'),
  tracked('SAXParserFactory.newInstance|newDefaultInstance', '@XmlFactory'),
  tracked('XMLInputFactory.newInstance|newFactory|newDefaultFactory', '@XmlFactory'),
  tracked('TransformerFactory|SAXTransformerFactory.newInstance', '@TransformerFactory'),
  tracked('XMLReaderFactory.createXMLReader', '@XmlReader'),
  typed('XPathFactory.newXPath', '@XPath'),
  typed('*.newXPath', '@XPath'),
  typed('ClassLoader|@Class|*.getResourceAsStream', '@Resource'),
])

/** What a query is put together for. */
const sqlMethods =
  'executeQuery|executeUpdate|executeLargeUpdate|addBatch|prepareStatement|prepareCall|nativeSQL|queryForObject|queryForList|queryForMap|queryForRowSet|queryForLong|queryForInt|queryForStream|batchUpdate|createNativeQuery|createSQLQuery|createQuery'
const sqlOwners =
  'Statement|@Statement|statement|stmt|st|Connection|connection|conn|con|JdbcTemplate|JDBCtemplate|jdbcTemplate|jdbc|template|NamedParameterJdbcTemplate|JdbcOperations|DatabaseHelper|JdbcClient|SqlSession|DatabaseClient|client|db|SQLiteDatabase'

const sinks = indexRules<Sink>([
  sink('sql', `*.${sqlMethods}`, { args: [0] }),
  sink('sql', `${sqlOwners}.execute|query|update|sql|rawQuery|execSQL`, { args: [0] }),
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
    { args: [0, 1, 2] },
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

const sanitizers = indexRules<Sanitizer>([
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

/** A factory of parsers that was not told to leave external entities alone. */
function isUnsafeParser({ receiver, receiverExpression, expression, contentsOf }: Call): ReturnType<Misuse['test']> {
  const made = receiver === undefined ? undefined : contentsOf(receiver)
  if (made === undefined || receiver?.path?.startsWith('@') !== true) return undefined
  for (const [name, calls] of made.calls) {
    if (/^(?:setXMLResolver|setEntityResolver)$/.test(name)) return undefined
    if (/^(?:setFeature|setProperty|setAttribute)$/.test(name) && calls.some(hardens)) return undefined
  }
  return { at: receiverExpression ?? expression }
}

function hardens([name, value]: readonly Value[]): boolean {
  const words = String(name?.constant ?? name?.path ?? '')
  if (/disallow-doctype-decl|secure.?processing/i.test(words)) return value?.constant !== false
  if (/external|load-external|SUPPORT_DTD|supportDTD/i.test(words))
    return value?.constant === false || value?.constant === '' || value?.path?.endsWith('FALSE') === true
  return false
}

function turnsEntitiesOn(call: Call): ReturnType<Misuse['test']> {
  const [name, value] = call.args
  const words = String(name?.value.constant ?? name?.value.path ?? '')
  const isBad =
    (/disallow-doctype-decl/.test(words) && value?.value.constant === false) ||
    (/external-(?:general|parameter)-entities|IS_SUPPORTING_EXTERNAL_ENTITIES/.test(words) && value?.value.constant === true)
  return isBad && value !== undefined ? { at: value.expression } : undefined
}

/** A cookie that is sent without having been given an attribute. */
function lacks(setter: string): Misuse['test'] {
  return (call) => {
    const [cookie] = call.args
    const made = cookie === undefined ? undefined : call.contentsOf(cookie.value)
    if (cookie === undefined || made === undefined || made.calls.get(setter)?.at(-1)?.[0]?.constant === true) return undefined
    // What a variable says cannot be known here.
    const last = made.calls.get(setter)?.at(-1)?.[0]
    return last !== undefined && last.constant === undefined ? undefined : { at: cookie.expression }
  }
}

const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'MessageDigest.getInstance', constantLike(weakHash)),
  misuse('weak-hash', 'DigestUtils.getDigest|newDigest', constantLike(weakHash)),
  misuse(
    'weak-hash',
    'DigestUtils.md5|md5Hex|md5DigestAsHex|md2|md2Hex|sha|sha1|sha1Hex|getMd5Digest|getMd2Digest|getSha1Digest|getShaDigest',
    always(),
  ),
  misuse('weak-hash', 'Hashing.md5|sha1', always()),
  misuse('weak-cipher', 'Cipher.getInstance', constantLike(weakCipher)),
  misuse('weak-cipher', 'KeyGenerator|SecretKeyFactory.getInstance', constantLike(/^(?:des(?:ede)?|rc[24]|arcfour|blowfish)$/i)),
  misuse('weak-hash', 'Mac.getInstance', constantLike(/^hmac-?md5$/i)),
  misuse('weak-cipher', 'new NullCipher', always()),
  misuse('weak-key', 'KeyPairGenerator|keyPairGenerator|keyGen|kpg|generator.initialize', constantLike(/^(?:512|768|1024)$/)),
  misuse('weak-key', 'KeyGenerator|keyGenerator|keyGen.init', constantLike(/^(?:40|56|64|80)$/)),
  misuse('static-iv', 'new IvParameterSpec|GCMParameterSpec', (call) => {
    const found = call.args.find(({ value }) => value.prefix !== undefined || (call.contentsOf(value)?.elements?.length ?? 0) > 4)
    return found !== undefined && found.value.isBuilt !== true ? { at: found.expression } : undefined
  }),
  misuse('weak-random', 'new Random', always()),
  misuse('weak-random', 'Math.random', always()),
  misuse(
    'weak-random',
    'RandomStringUtils|RandomUtils.random|randomAlphabetic|randomAlphanumeric|randomAscii|randomNumeric|nextInt|nextLong|nextBytes',
    always(),
  ),
  misuse('weak-random', 'ThreadLocalRandom.current', always()),
  misuse('cookie', `${response}.addCookie`, lacks('setSecure')),
  misuse('cookie-http-only', `${response}.addCookie`, lacks('setHttpOnly')),
  misuse('xxe', '@XmlFactory.newDocumentBuilder|newSAXParser|createXMLStreamReader|createXMLEventReader', isUnsafeParser),
  misuse('xxe', '@TransformerFactory.newTransformer|newTemplates', isUnsafeParser),
  misuse('xxe', '@XmlReader.parse', isUnsafeParser),
  misuse('xxe', 'SAXReader|reader|SAXBuilder.read|build', isUnsafeReader),
  misuse('xxe', '*.setFeature|setProperty', turnsEntitiesOn),
  misuse('deserialisation', 'ObjectInputStream.readObject|readUnshared', ({ receiver, receiverExpression, expression, contentsOf }) =>
    receiver !== undefined && contentsOf(receiver)?.calls.has('setObjectInputFilter') === true
      ? undefined
      : { at: receiverExpression ?? expression },
  ),
  misuse('deserialisation', 'ObjectMapper|mapper|objectMapper.enableDefaultTyping', always()),
  misuse('deserialisation', '*.activateDefaultTyping', (call) =>
    /LaissezFaire/.test(call.args[0]?.value.path ?? '') ? { at: call.expression } : undefined,
  ),
  misuse('tls', 'SSLContext.getInstance', constantLike(/^(?:SSL(?:v[23])?|TLSv1(?:\.[01])?|DTLSv1\.0)$/i)),
  misuse('tls', 'new NoopHostnameVerifier|AllowAllHostnameVerifier|TrustAllStrategy|TrustSelfSignedStrategy', always()),
  misuse('tls', '*.setHostnameVerifier|setSSLHostnameVerifier|setDefaultHostnameVerifier|hostnameVerifier', (call) => {
    const [given] = call.args
    const isNoop = /Noop|ALLOW_ALL|AllowAll/.test(given?.value.path ?? '')
    return given !== undefined && (isNoop || (given.value.closure !== undefined && acceptsAll(given.value.closure.code)))
      ? { at: given.expression }
      : undefined
  }),
  misuse('credential', 'DriverManager.getConnection', literalSecret(2)),
  misuse(
    'credential',
    'new SecretKeySpec|PasswordAuthentication|UsernamePasswordCredentials|BasicAWSCredentials|PBEKeySpec|UsernamePasswordAuthenticationToken',
    (call) => literalSecret(/SecretKeySpec|PBEKeySpec/.test(call.name) ? 0 : 1)(call),
  ),
  misuse('credential', '*.setPassword|setSecret|setApiKey|setSecretKey', literalSecret(0)),
  misuse('credential', 'Algorithm.HMAC256|HMAC384|HMAC512', literalSecret(0)),
  misuse('credential', 'Jwts.builder().signWith', literalSecret(1)),
  misuse('csrf', 'csrf()|csrf|c.disable', always()),
  misuse('csrf', '*.csrf', (call) => {
    const given = call.args[0]?.expression
    return given?.kind === 'member' && given.name === 'disable' ? { at: given } : undefined
  }),
  misuse('cors', '*.setHeader|addHeader', allowsAllOrigins),
  misuse('cors', '*.addAllowedOrigin|allowedOrigins|setAllowedOrigins|addAllowedOriginPattern|allowedOriginPatterns', (call) => {
    const found = call.args.find(
      ({ value }) => value.constant === '*' || call.contentsOf(value)?.elements?.some(({ constant }) => constant === '*') === true,
    )
    return found === undefined ? undefined : { at: found.expression, detail: '*' }
  }),
  misuse('jwt', 'Algorithm.none', always()),
  misuse('jwt', 'JWT.decode', ({ expression, context }) => (/verif|auth|valid/i.test(context) ? { at: expression } : undefined)),
  misuse('jwt', 'Jwts.parser()|parserBuilder().build()|parser|jwtParser.parseClaimsJwt|parseUnsecuredClaims', always()),
  misuse('error-disclosure', '*.printStackTrace', (call) => {
    const given = argumentOf(call, 0)
    return given?.value.path?.includes('@ResponseWriter') === true ? { at: given.expression } : undefined
  }),
  misuse('cleartext', 'new FTPClient|TelnetClient', always()),
  misuse('weak-hash', 'NoOpPasswordEncoder.getInstance', always()),
  misuse('weak-hash', 'new Md5PasswordEncoder|ShaPasswordEncoder|MessageDigestPasswordEncoder|StandardPasswordEncoder', always()),
])

/** A reader of dom4j or JDOM that was made here and not told to leave entities alone. */
function isUnsafeReader(call: Call): ReturnType<Misuse['test']> {
  const { receiver, receiverExpression, expression } = call
  if (receiver === undefined || !/SAXReader$|SAXBuilder$/.test(receiver.path ?? '')) return undefined
  const made = call.contentsOf(receiver)
  if (made === undefined || (made.calls.get('setFeature') ?? []).some(hardens)) return undefined
  return { at: receiverExpression ?? expression }
}

export const java: Knowledge = {
  sources,
  sinks,
  misuses,
  settings: indexRules<Setting>([setting('tls', 'ALLOW_ALL_HOSTNAME_VERIFIER', () => true)]),
  sanitizers,
  types,
  parameters,
  returns: [
    { kind: 'xss', annotations: /(?:^|\.)(?:ResponseBody|RestController)$/, when: ({ isBuilt }) => isBuilt === true },
    { kind: 'redirect', annotations: handlerAnnotations, when: ({ prefix }) => prefix === 'redirect:' || prefix === 'forward:' },
  ],
  annotations: ({ name, args }) => {
    if (!/(?:^|\.)CrossOrigin$/.test(name)) return undefined
    const origins = args.filter((argument) => argument.name === undefined || /origins|value/.test(argument.name))
    const isAll = origins.length === 0 || origins.some(({ value }) => value.kind === 'literal' && value.value === '*')
    return isAll && !args.some((argument) => argument.name === 'originPatterns') ? { kind: 'cors', detail: '*' } : undefined
  },
  functions: (code) => {
    if (/^check(?:Server|Client)Trusted$/.test(code.name) && code.name === 'checkServerTrusted' && acceptsAll(code))
      return { kind: 'tls', detail: code.name }
    if (
      code.name === 'verify' &&
      code.parameters.length === 2 &&
      code.parameters[1]?.type?.endsWith('SSLSession') === true &&
      acceptsAll(code)
    )
      return { kind: 'tls', detail: code.name }
    return undefined
  },
  request: {
    type: /(?:^|\.)(?:Http)?ServletRequest$/,
    gives: /^get\w{0,30}(?:Param(?:eter)?|Header|Cookie|QueryString)(?:Value|Name)?s?$/,
  },
  hasIntegerDivision: true,
  self: 'this',
  endings: new Set(['System.exit']),
  gate: [
    [/Servlet|Mapping\b|@(?:Path|QueryParam|GET|POST)|HttpExchange|RoutingContext|MultipartFile|UriInfo/],
    [
      /Runtime|ProcessBuilder|[sS]tatement|execute(?:Query|Update|Batch)?\b|prepareCall|create(?:Native|SQL)?Query|[Jj]dbc|JDBC|DirContext|Ldap|LDAP|XPath|ScriptEngine|parseExpression|Class\.forName|loadClass|Groovy|Ognl|MVEL|Velocity/,
    ],
    [
      /Cipher|MessageDigest|DigestUtils|Hashing|Random|Math\.random|Key(?:Pair)?Generator|SecretKey|IvParameterSpec|Cookie|ObjectInputStream|XMLDecoder|XStream|Yaml|ObjectMapper|DocumentBuilder|SAX|XMLInputFactory|XMLReader|Transformer|SSLContext|TrustManager|TrustStrategy|TrustAll|HostnameVerifier|csrf|CrossOrigin|llowedOrigin|Algorithm|Jwts|DriverManager|PasswordEncoder|PasswordAuthentication|Credentials|FTPClient|TelnetClient/,
    ],
    [/\blog(?:ger)?\b|System\.(?:out|err)/i, sensitiveWords],
    [namedSecrets],
  ],
}

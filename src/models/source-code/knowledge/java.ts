import { indexRules, setting, type Knowledge, type Setting } from '../rules.ts'
import { misuses } from './java/misuses.ts'
import { sanitizers, sinks } from './java/sinks.ts'
import { handlerAnnotations, parameters, sources, types } from './java/sources.ts'
import { acceptsAll, namedSecrets, sensitiveWords } from './shared-tests.ts'

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
      /PosixFilePermissions|setWritable|Jexl|Cipher|MessageDigest|DigestUtils|Hashing|Random|Math\.random|Key(?:Pair)?Generator|SecretKey|IvParameterSpec|Cookie|ObjectInputStream|XMLDecoder|XStream|Yaml|ObjectMapper|DocumentBuilder|SAX|XMLInputFactory|XMLReader|Transformer|SSLContext|TrustManager|TrustStrategy|TrustAll|HostnameVerifier|csrf|CrossOrigin|llowedOrigin|Algorithm|Jwts|DriverManager|PasswordEncoder|PasswordAuthentication|Credentials|FTPClient|TelnetClient/,
    ],
    [/\blog(?:ger)?\b|System\.(?:out|err)/i, sensitiveWords],
    [namedSecrets],
  ],
}

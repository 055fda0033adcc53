import { indexRules, source, tracked, typed, type NamedRule, type ParameterRoles, type Typing } from '../../rules.ts'

const remoteAnnotations =
  /(?:^|\.)(?:RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|ModelAttribute|MatrixVariable|RequestPart|PathParam|QueryParam|FormParam|HeaderParam|CookieParam|BeanParam|MatrixParam|Query|Header|Body|Payload)$/

export const handlerAnnotations = /(?:^|\.)(?:(?:Request|Get|Post|Put|Delete|Patch)Mapping|GET|POST|PUT|DELETE|PATCH|Path|MessageMapping)$/

const requestTypes =
  /(?:^|\.)(?:Http)?Servlet(?:Request|Response)(?:Wrapper)?$|(?:^|\.)(?:HttpSession|Model|ModelMap|Principal|Authentication|BindingResult|WebRequest|NativeWebRequest|UriInfo|HttpHeaders)$/

/** Types whose values are no text that could be anything. */
const plainTypes =
  /^(?:int|long|short|byte|boolean|double|float|Integer|Long|Short|Byte|Boolean|Double|Float|(?:java\.(?:util|time|math)\.)?(?:UUID|LocalDate|LocalDateTime|Instant|BigInteger|BigDecimal))$/

export const parameters: ParameterRoles = ({ type, annotations }, _name, _position, code) => {
  if (type !== undefined && (requestTypes.test(type) || plainTypes.test(type))) return {}
  if (annotations.some(({ name }) => remoteAnnotations.test(name))) return { isRemote: true }
  return code.annotations.some(({ name }) => handlerAnnotations.test(name)) &&
    !annotations.some(({ name }) => /Context$|Suspended$/.test(name))
    ? { isRemote: true }
    : undefined
}

export const request = 'HttpServletRequest|ServletRequest|HttpServletRequestWrapper|WebRequest|NativeWebRequest|request|req'

export const response = 'HttpServletResponse|ServletResponse|response|resp|res'

export const sources = indexRules<NamedRule>([
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

export const types = indexRules<Typing>([
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
  typed('ResponseCookie.from', '@ResponseCookie'),
  typed('@ResponseCookie.secure|httpOnly|path|sameSite|maxAge|domain', '@ResponseCookie'),
  typed('Jwts.parser|parserBuilder', '@JwtParser'),
  typed('@JwtParser.setSigningKey|verifyWith|requireIssuer|requireAudience|setAllowedClockSkewSeconds|build', '@JwtParser'),
  typed('ClassLoader|@Class|*.getResourceAsStream', '@Resource'),
])

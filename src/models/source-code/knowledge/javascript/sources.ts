import { indexRules, source, typed, type NamedRule, type ParameterRoles, type Typing } from '../../rules.ts'

const request =
  'req|request|ctx.request|ctx.req|context.req|c.req|@Request|Request|ExpressRequest|NextApiRequest|FastifyRequest|NextRequest|IncomingMessage'

const remoteDecorators =
  /^(?:Query|Param|Body|Headers|Header|Req|UploadedFile|UploadedFiles|Cookies|MessageBody|Args|QueryParam|PathParam|BodyParam|QueryParams)$/

const requestTypes =
  /^(?:Request|ExpressRequest|NextApiRequest|FastifyRequest|NextRequest|IncomingMessage|express\.Request|http\.IncomingMessage)$/

/** Handlers are known by the names of their parameters, or by the type or decorator of one. */
export const parameters: ParameterRoles = ({ type, annotations }, name, position, code) => {
  if (annotations.some((annotation) => remoteDecorators.test(annotation.name)))
    return /^Req$/.test(annotations[0]!.name) ? { path: '@Request' } : { isRemote: true }
  if ((type !== undefined && requestTypes.test(type)) || /^_?(?:req|request)$/.test(name)) return { path: '@Request' }
  if (/^_?(?:res|resp|response|reply)$/.test(name)) return { path: '@Response' }
  if (/^(?:ctx|context|next|err|error|done|cb|callback)$/.test(name)) return { path: name }
  if (name === 'event' && position === 0 && /^(?:handler|lambda\w*|)$/.test(code.name) && code.parameters.length > 1)
    return { path: '@LambdaEvent' }
  return undefined
}

export const sources = indexRules<NamedRule>([
  source(
    `${request}.query|params|body|headers|cookies|signedCookies|url|originalUrl|path|hostname|host|files|file|get|header|param|rawBody|searchParams|subdomains|text|formData|nextUrl|rawHeaders`,
  ),
  source('ctx|context.query|params|querystring|headers|host|cookies|path|url|originalUrl|href'),
  source('ctx.cookies|cookies.get'),
  source(
    '@LambdaEvent|event.queryStringParameters|body|pathParameters|headers|multiValueQueryStringParameters|rawQueryString|rawPath|Records',
  ),
  source('location|window.location|document.location|self.location|router.hash|search|href|pathname|query'),
  source('document.URL|documentURI|referrer|cookie|baseURI|location'),
  source('window.name|location'),
  source('*.queryParams|queryParamMap|paramMap'),
  source('readline.question'),
  source('useParams|useSearchParams|useQuery'),
  source('router.query'),
  source('@MessageEvent|MessageEvent|messageEvent.data'),
])

export const types = indexRules<Typing>([
  typed('child_process|cp|childProcess', '@ChildProcess'),
  typed('*.createConnection|createPool|getConnection', '@Database'),
  typed('*.session', '@Session'),
  typed('@Response|res|response|reply.status|type|set|header|cookie|code|contentType|append|vary', '@Response'),
])
